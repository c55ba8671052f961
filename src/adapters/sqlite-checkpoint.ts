import { Worker } from "node:worker_threads";

/** How many pages of the log are not in the database yet, or why none were moved. */
export type Checkpointed =
  | { readonly left: number; readonly error: null }
  | { readonly left: null; readonly error: string };

/** A thread that had nothing to do for so long ends: it keeps some MB, and most walls need it once in a while. */
const KEPT_MS = 10_000;

const THREAD = new URL(
  import.meta.url.endsWith(".ts") ? "./sqlite-checkpoint-worker.ts" : "./sqlite-checkpoint-worker.js",
  import.meta.url,
);

/**
 * Checkpoints of one database in a thread of their own, so that neither the copying of some thousand pages nor the sync
 * of the database holds the process up. Writers go on meanwhile.
 */
export class CheckpointThread {
  readonly #path: string;
  #thread: Worker | null = null;
  #ending: NodeJS.Timeout | undefined;

  constructor(path: string) {
    this.#path = path;
  }

  /** Moves what can be moved; one at a time. A thread that dies is an answer too. */
  run(): Promise<Checkpointed> {
    clearTimeout(this.#ending);
    this.#thread ??= new Worker(THREAD, { workerData: this.#path });
    const thread = this.#thread;
    thread.ref();
    return new Promise((resolve) => {
      const answered = (answer: Checkpointed) => {
        thread.off("message", answered).off("error", failed).off("exit", ended);
        thread.unref();
        this.#ending = setTimeout(() => void this.end(), KEPT_MS).unref();
        resolve(answer);
      };
      const failed = (error: unknown) => {
        this.#thread = null;
        answered({ left: null, error: String(error) });
      };
      const ended = (code: number) => failed(new Error(`the thread ended with ${code}`));
      thread.on("message", answered).on("error", failed).on("exit", ended);
      thread.postMessage(null);
    });
  }

  async end(): Promise<void> {
    clearTimeout(this.#ending);
    const thread = this.#thread;
    this.#thread = null;
    await thread?.terminate();
  }
}
