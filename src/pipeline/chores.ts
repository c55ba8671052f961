import type { Log } from "../core/events.ts";
import { holdChore } from "../store/chores.ts";
import type { Unit } from "../store/store.ts";

const HOLD_MS = 15_000;

/** Work by the clock. Many processes may have the same; of each chore that holds one does it. */
export class Chores {
  readonly #log: Log;
  readonly #worker: string;
  readonly #timers: NodeJS.Timeout[] = [];
  readonly #running = new Set<Promise<void>>();

  constructor({ log, worker }: { log: Log; worker: string }) {
    this.#log = log;
    this.#worker = worker;
  }

  /** Does `work` every so often, never twice at once; a failure is logged and the next turn comes all the same. */
  every(ms: number, chore: string, work: () => Promise<void>): void {
    let busy = false;
    const timer = setInterval(() => {
      if (busy) return;
      busy = true;
      const run = work()
        .catch((error: unknown) => this.#log("warn", "chore-failed", { chore, error: String(error) }))
        .finally(() => {
          busy = false;
          this.#running.delete(run);
        });
      this.#running.add(run);
    }, ms);
    this.#timers.push(timer);
  }

  /** Whether a chore is this process's to do. On SQLite there is no other. */
  async holds(unit: Unit, name: string): Promise<boolean> {
    if (unit.dialect === "sqlite") return true;
    return await holdChore(unit, { name, holder: this.#worker, holdMs: HOLD_MS });
  }

  /** No more turns; waits for those under way. */
  async stop(): Promise<void> {
    for (const timer of this.#timers.splice(0)) clearInterval(timer);
    await Promise.allSettled(this.#running);
  }
}
