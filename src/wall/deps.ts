import type { Log } from "../core/events.ts";
import type { Channel, Queue } from "../core/ports/doorbells.ts";
import type { FileStore } from "../core/ports/files.ts";
import type { Ranks } from "../pipeline/ranks.ts";
import type { Store } from "../store/store.ts";

/** What the verbs of a wall stand on. */
export interface WallDeps {
  readonly store: Store;
  readonly files: FileStore;
  readonly queue: Queue;
  readonly channel: Channel;
  readonly ranks: Ranks;
  readonly log: Log;
}
