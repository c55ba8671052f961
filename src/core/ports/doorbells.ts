import type { Lane } from "../steps.ts";
import type { ModelFailure } from "./ai-provider.ts";

/** What was made ready: the step, and the attempt that will be its next one's predecessor. */
export interface RingHint {
  readonly step: string;
  readonly attempt: number;
}

/** What a unit leaves to be rung once it is committed. */
export interface Bell extends RingHint {
  readonly lane: Lane;
}

/** Rings workers: "look at the rows of this lane now". Losing a ring costs up to a second, never work. */
export interface Queue {
  /**
   * Never awaited, never throws. The hint names what the ring is about, so that a queue across processes can leave out
   * the same ring twice; whoever hears it looks at the rows all the same.
   */
  ring(lane: Lane, hint?: RingHint): void;
  /**
   * @param lanes those that this listener serves; all by default. A ring goes to one process that serves its lane.
   * @returns a function that ends the listening
   */
  onRing(listener: (lane: Lane) => void, lanes?: readonly Lane[]): () => void;
  close(): Promise<void>;
}

/** Rings screens and caches of every process. Losing a ring costs up to two seconds, never a change. */
export interface Channel {
  publish(message: ChannelMessage): void;
  /** @returns a function that ends the listening */
  subscribe(listener: (message: ChannelMessage) => void): () => void;
  /** Whether what other processes say is heard now. */
  healthy(): boolean;
  /** Since when everything was heard, in ms since 1970; infinity while it is not. What was copied before may be stale. */
  heardSinceMs(): number;
  close(): Promise<void>;
}

export type ChannelMessage =
  /** The clocks of these walls moved. */
  | { readonly kind: "walls"; readonly walls: readonly string[] }
  /** Everything on this wall stands elsewhere: it is ordered in another way. */
  | { readonly kind: "wall-reordered"; readonly wall: string }
  /** The status of this share changed. */
  | { readonly kind: "share"; readonly share: string }
  /** How far this import is changed, or what it is. */
  | { readonly kind: "import"; readonly import: string }
  /** This act is to be worked on. */
  | { readonly kind: "act"; readonly act: string }
  /** A step of this item began or ended; unnumbered, for the progress line on its card. */
  | { readonly kind: "progress"; readonly share: string; readonly item: string; readonly walls: readonly string[] }
  /** Work on these steps is to stop. */
  | { readonly kind: "stop-steps"; readonly steps: readonly string[] }
  /** What came of a question to an AI provider: who else asks it need not find out by asking. */
  | {
      readonly kind: "provider";
      readonly from: string;
      readonly line: string;
      readonly failure: Pick<ModelFailure, "code" | "retryAfterMs"> | null;
    }
  /** These people look at this wall in one process, and let others see it; it says so again and again while they do. */
  | { readonly kind: "here"; readonly from: string; readonly wall: string; readonly people: readonly string[] }
  /** Whether others see this person on a wall was changed. */
  | { readonly kind: "presence"; readonly person: string }
  /** A key or session was ended; forget copies of it. */
  | { readonly kind: "access"; readonly person: string };

/** Rings once for each of these, after the commit. */
export function ringAll(queue: Queue, bells: readonly Bell[]): void {
  for (const { lane, ...hint } of bells) queue.ring(lane, hint);
}
