import type { Lane } from "../steps.ts";

/** Rings workers: "look at the rows of this lane now". Losing a ring costs up to a second, never work. */
export interface Queue {
  /** Never awaited, never throws. */
  ring(lane: Lane): void;
  /** @returns a function that ends the listening */
  onRing(listener: (lane: Lane) => void): () => void;
  close(): Promise<void>;
}

/** Rings screens and caches of every process. Losing a ring costs up to two seconds, never a change. */
export interface Channel {
  publish(message: ChannelMessage): void;
  /** @returns a function that ends the listening */
  subscribe(listener: (message: ChannelMessage) => void): () => void;
  close(): Promise<void>;
}

export type ChannelMessage =
  /** The clocks of these walls moved. */
  | { readonly kind: "walls"; readonly walls: readonly string[] }
  /** The status of this share changed. */
  | { readonly kind: "share"; readonly share: string }
  /** A step of this item began or ended; unnumbered, for the progress line on its card. */
  | { readonly kind: "progress"; readonly share: string; readonly item: string; readonly walls: readonly string[] }
  /** Work on these steps is to stop. */
  | { readonly kind: "stop-steps"; readonly steps: readonly string[] }
  /** A key or session was ended; forget copies of it. */
  | { readonly kind: "access"; readonly person: string };
