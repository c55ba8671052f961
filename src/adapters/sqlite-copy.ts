import { Worker } from "node:worker_threads";

export interface CopyWanted {
  readonly from: string;
  /** Must not exist yet. */
  readonly to: string;
}

const THREAD = new URL(
  import.meta.url.endsWith(".ts") ? "./sqlite-copy-worker.ts" : "./sqlite-copy-worker.js",
  import.meta.url,
);

/** Copies a database that is in use, in a thread with a connection of its own; synced when this resolves. */
export function copyDatabase(wanted: CopyWanted): Promise<void> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(THREAD, { workerData: wanted });
    thread.once("error", (cause) => reject(new Error("the database could not be copied", { cause })));
    thread.once("exit", (code) =>
      code === 0 ? resolve() : reject(new Error(`copying the database ended with ${code}`)),
    );
  });
}
