import { DatabaseUnavailable } from "../../core/ports/database.ts";
import { Chores } from "../../pipeline/chores.ts";
import type { ActRow } from "../../store/act-tables.ts";
import { DUE_ACTS, type HeldAct, holdAct, noteAct } from "../../store/acts.ts";
import { releaseHeld, workOnDue } from "../../store/claims.ts";
import { type ActDeps, ActLost, workOnAct } from "./act-pass.ts";

const LOOK_MS = 500;
/** Acts that one process works on: a large one of somebody must not keep a small one of somebody else waiting. */
const AT_ONCE = 2;
/** An act that was begun so often and never got on would be tried for ever. */
const TRIES = 10;

export interface ActsWorkerDeps extends ActDeps {
  /** This process, in `leased_by`. */
  readonly worker: string;
  readonly leaseMs: number;
}

/**
 * Works on acts that are due: changes their items, takes them back. Any number of processes may; an act is one's at a time,
 * and each unit makes sure that it still is.
 */
export class ActsWorker {
  readonly #deps: ActsWorkerDeps;
  readonly #chores: Chores;
  readonly #stop = new AbortController();
  #stopListening: () => void = () => {};

  constructor(deps: ActsWorkerDeps) {
    this.#deps = deps;
    this.#chores = new Chores(deps);
  }

  start(): void {
    const places = Array.from({ length: AT_ONCE }, () => this.#chores.every(LOOK_MS, "acts", () => this.#workOnDue()));
    this.#stopListening = this.#deps.channel.subscribe((message) => {
      if (message.kind === "act") for (const look of places) look();
    });
  }

  /** Gives back what is being worked on; what was changed until then stays changed. */
  async stop(): Promise<void> {
    this.#stopListening();
    this.#stop.abort(new Error("shutting down"));
    await this.#chores.stop();
  }

  async #workOnDue(): Promise<void> {
    const { store, worker, leaseMs } = this.#deps;
    await workOnDue(store, DUE_ACTS, { worker, leaseMs, signal: this.#stop.signal }, (row) => this.#workOn(row));
  }

  /** Tells whether it came to an end. What was given back must not be taken again at once. */
  async #workOn(row: ActRow): Promise<boolean> {
    const held: HeldAct = { id: row.id, attempt: row.attempt, state: row.state };
    try {
      if (row.tries > TRIES) await this.#fail(held);
      else await workOnAct(this.#deps, { held, leaseMs: this.#deps.leaseMs, signal: this.#stop.signal });
      return true;
    } catch (error) {
      await this.#gaveUp(held, error);
      return false;
    }
  }

  async #gaveUp(held: HeldAct, error: unknown): Promise<void> {
    const { store, log } = this.#deps;
    if (error instanceof ActLost) return log("info", "act-lost", { act: held.id });
    if (error instanceof DatabaseUnavailable) log("warn", "act-delayed", { act: held.id, error: String(error) });
    else if (!this.#stop.signal.aborted) {
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
      log("error", "fault", { what: "act", act: held.id, error: text });
    }
    // Where the database is away, the lease ends by itself.
    await store.write((unit) => releaseHeld(unit, "acts", { ...held, isUnharmed: false })).catch(() => {});
  }

  /** What it changed until now stays, and can be taken back. */
  async #fail(held: HeldAct): Promise<void> {
    await this.#deps.store.write(async (unit) => {
      if (!(await holdAct(unit, held))) return;
      await noteAct(unit, held.id, { state: "failed", ended_at: unit.nowMs, leased_by: null, leased_until: null });
    });
  }
}
