import type { Import } from "../../contract/imports.ts";
import type { ShareStatus } from "../../contract/shares.ts";
import type { Log } from "../../core/events.ts";
import type { Channel } from "../../core/ports/doorbells.ts";
import type { Store } from "../../store/store.ts";
import type { Viewer } from "../../wall/present-item.ts";
import type { ShareProgress } from "../../wall/share-status.ts";
import type { EventStream } from "./stream.ts";

/** A reader of an open stream. */
export interface Subscription {
  readonly stream: EventStream;
  /** Who reads: of an item they see what is theirs to see. */
  readonly viewer: Viewer;
  /** Wall → the number of its clock from which this reader goes on. */
  readonly clocks: Map<string, number>;
  readonly shares: ReadonlySet<string>;
  readonly imports: ReadonlySet<string>;
  /** A person at a screen, and no program: others on the wall may see that they are here. */
  readonly isAtScreen: boolean;
  /** Whether the reader may still see what it asked for. */
  readonly stillAllowed: () => Promise<boolean>;
}

export interface LiveDeps {
  readonly store: Store;
  readonly channel: Channel;
  readonly log: Log;
  /** The status document of a share and the version of its row; null when it is gone. */
  readonly statusOf: (share: string) => Promise<{ readonly status: ShareStatus; readonly version: number } | null>;
  /** An import and the version of its row; null when it is gone. */
  readonly importTold: (id: string) => Promise<{ readonly told: Import; readonly version: number } | null>;
  /** What a card at work shows, and to whom; null when nothing is at work. */
  readonly progressOf: (share: string) => Promise<ShareProgress | null>;
}
