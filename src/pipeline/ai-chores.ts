import type { Meaning } from "../ai/embed.ts";
import { type BatchDeps, handInBatch, lookAfterBatches } from "./batches.ts";
import { Chores } from "./chores.ts";
import { embedSome, newPace } from "./embed-items.ts";
import { type Begun, type ImproveDeps, improveSome } from "./improve.ts";
import { indexVectors } from "./index-vectors.ts";
import { endForgottenCalls } from "./ledger.ts";

export interface AiChoresDeps extends ImproveDeps, BatchDeps {
  readonly worker: string;
  /** Null where nothing is found by meaning. */
  readonly meaning: Meaning | null;
}

const IMPROVE_EVERY_MS = 2_000;
const BATCHES_EVERY_MS = 1_000;
const FORGOTTEN_EVERY_MS = 60_000;
const EMBED_EVERY_MS = 2_000;
/** It asks little where nothing is to be done, and whoever installs pgvector may wait so long. */
const INDEX_EVERY_MS = 10 * 60_000;

/** What is done about analyses by the clock: better ones for stand-ins, batches, calls that nobody ended; and vectors. */
export class AiChores {
  readonly #deps: AiChoresDeps;
  readonly #chores: Chores;
  readonly #begun: Begun = new Map();
  readonly #pace = newPace();
  readonly #stopping = new AbortController();

  constructor(deps: AiChoresDeps) {
    this.#deps = deps;
    this.#chores = new Chores(deps);
  }

  start(): void {
    const deps = this.#deps;
    this.#every(FORGOTTEN_EVERY_MS, "forgotten-calls", () => endForgottenCalls(deps.store));
    // Batches that were handed in under other settings are looked after all the same.
    this.#every(BATCHES_EVERY_MS, "batches", () => lookAfterBatches(deps));
    const { meaning } = deps;
    if (meaning !== null) {
      this.#every(EMBED_EVERY_MS, "embed", () =>
        this.#untilStopped((signal) => embedSome({ ...deps, meaning }, this.#pace, signal)),
      );
      this.#every(INDEX_EVERY_MS, "index-vectors", () =>
        this.#untilStopped((signal) => indexVectors({ ...deps, meaning }, signal)),
      );
    }
    if (deps.chain.links.length === 0) return;
    this.#every(IMPROVE_EVERY_MS, "improve", () => improveSome(deps, this.#begun));
    this.#every(BATCHES_EVERY_MS, "hand-in", () => handInBatch(deps));
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#chores.stop();
  }

  /** A call that takes long is given up when this process stops; what it was about is due as before. */
  async #untilStopped(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const { signal } = this.#stopping;
    try {
      await work(signal);
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }

  #every(ms: number, name: string, work: () => Promise<unknown>): void {
    this.#chores.every(ms, name, () => this.#chores.ours(this.#deps.store, name, work));
  }
}
