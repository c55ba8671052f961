import type { Unit } from "../store/store.ts";
import { type BatchDeps, handInBatch, lookAfterBatches } from "./batches.ts";
import { Chores } from "./chores.ts";
import { type Begun, type ImproveDeps, improveSome } from "./improve.ts";
import { endForgottenCalls } from "./ledger.ts";

export interface AiChoresDeps extends ImproveDeps, BatchDeps {
  readonly worker: string;
}

const IMPROVE_EVERY_MS = 2_000;
const BATCHES_EVERY_MS = 1_000;
const FORGOTTEN_EVERY_MS = 60_000;

/** What is done about analyses by the clock: better ones for stand-ins, batches, calls that nobody ended. */
export class AiChores {
  readonly #deps: AiChoresDeps;
  readonly #chores: Chores;
  readonly #begun: Begun = new Map();

  constructor(deps: AiChoresDeps) {
    this.#deps = deps;
    this.#chores = new Chores(deps);
  }

  start(): void {
    const deps = this.#deps;
    this.#chores.every(FORGOTTEN_EVERY_MS, "forgotten-calls", () => endForgottenCalls(deps.store));
    // Batches that were handed in under other settings are looked after all the same.
    this.#chores.every(BATCHES_EVERY_MS, "batches", () => this.#ours("batches", () => lookAfterBatches(deps)));
    if (deps.chain.links.length === 0) return;
    this.#chores.every(IMPROVE_EVERY_MS, "improve", () => this.#ours("improve", () => improveSome(deps, this.#begun)));
    this.#chores.every(BATCHES_EVERY_MS, "hand-in", () => this.#ours("hand-in", () => handInBatch(deps)));
  }

  async stop(): Promise<void> {
    await this.#chores.stop();
  }

  async #ours(name: string, work: () => Promise<unknown>): Promise<void> {
    if (await this.#deps.store.write((unit: Unit) => this.#chores.holds(unit, name))) await work();
  }
}
