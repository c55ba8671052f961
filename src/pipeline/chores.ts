import type { Log } from "../core/events.ts";
import { holdChore } from "../store/chores.ts";
import type { Store, Unit } from "../store/store.ts";

/** A process that says nothing for so long has lost its chores to whoever asks next. */
const HOLD_MS = 15_000;
/** So often a process that works on one says that it still does. */
const BEATS_A_HOLD = 3;

/** Work by the clock. Many processes may have the same; of each chore that holds one does it. */
export class Chores {
  readonly #log: Log;
  readonly #worker: string;
  readonly #holdMs: number;
  readonly #timers: NodeJS.Timeout[] = [];
  readonly #running = new Set<Promise<void>>();

  constructor({ log, worker, holdMs = HOLD_MS }: { log: Log; worker: string; holdMs?: number }) {
    this.#log = log;
    this.#worker = worker;
    this.#holdMs = holdMs;
  }

  /**
   * Does `work` every so often, never twice at once; a failure is logged and the next turn comes all the same.
   * @returns does it now, for a doorbell that rang; nothing when it is being done
   */
  every(ms: number, chore: string, work: () => Promise<void>): () => void {
    let busy = false;
    const turn = () => {
      if (busy) return;
      busy = true;
      const run = work()
        .catch((error: unknown) => this.#log("warn", "chore-failed", { chore, error: String(error) }))
        .finally(() => {
          busy = false;
          this.#running.delete(run);
        });
      this.#running.add(run);
    };
    this.#timers.push(setInterval(turn, ms));
    return turn;
  }

  /** Whether a chore is this process's to do, for the hold that begins now. On SQLite there is no other. */
  async holds(unit: Unit, name: string): Promise<boolean> {
    if (unit.dialect === "sqlite") return true;
    return await holdChore(unit, { name, holder: this.#worker, holdMs: this.#holdMs });
  }

  /** Does `work` if the chore is this process's to do, and keeps it for as long as that takes. */
  async ours(store: Store, name: string, work: () => Promise<unknown>): Promise<void> {
    const hold = () => store.write((unit) => this.holds(unit, name));
    if (store.dialect === "sqlite") return void (await work());
    if (!(await hold())) return;
    const beat = setInterval(() => {
      hold().catch((error: unknown) => this.#log("warn", "chore-failed", { chore: name, error: String(error) }));
    }, this.#holdMs / BEATS_A_HOLD);
    try {
      await work();
    } finally {
      clearInterval(beat);
    }
  }

  /** No more turns; waits for those under way. */
  async stop(): Promise<void> {
    for (const timer of this.#timers.splice(0)) clearInterval(timer);
    await Promise.allSettled(this.#running);
  }
}
