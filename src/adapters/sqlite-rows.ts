import { Worker } from "node:worker_threads";
import type { TableDigest } from "../core/row-digest.ts";

/** What the thread is asked to do, with files of SQLite by their paths. */
export type RowsTask =
  | {
      readonly kind: "copy";
      readonly from: string;
      /** Has the tables already, all of them empty, and is used by nobody else. */
      readonly to: string;
      readonly tables: readonly string[];
    }
  | { readonly kind: "look"; readonly path: string; readonly tables: readonly string[]; readonly like: string | null };

/** What a file of rows was found to be. */
export interface LookedThrough {
  /** What is wrong with it; null when SQLite finds it whole and made as it should be. */
  readonly fault: string | null;
  readonly tables: Readonly<Record<string, TableDigest>>;
  readonly bytes: number;
  readonly sha256: string;
}

const THREAD = new URL(
  import.meta.url.endsWith(".ts") ? "./sqlite-rows-worker.ts" : "./sqlite-rows-worker.js",
  import.meta.url,
);

/**
 * Copies the rows of tables from a database in use into another file, all as they are at one moment, in a thread.
 * See docs/decisions/0008-backup-by-vacuum-into.md.
 * @returns what the source held of each table at that moment, read from the source
 */
export async function copySqliteRows(
  asked: { from: string; to: string; tables: readonly string[] },
  signal?: AbortSignal,
): Promise<Readonly<Record<string, TableDigest>>> {
  return (await inThread({ kind: "copy", ...asked }, signal)) as Readonly<Record<string, TableDigest>>;
}

/**
 * Reads a whole file of rows without changing it, in a thread: whether SQLite finds it sound, its references resolve,
 * and its tables are those of `like`; what its tables hold; and its hash.
 */
export async function lookThrough(
  asked: { path: string; tables: readonly string[]; like: string | null },
  signal?: AbortSignal,
): Promise<LookedThrough> {
  return (await inThread({ kind: "look", ...asked }, signal)) as LookedThrough;
}

function inThread(task: RowsTask, signal?: AbortSignal): Promise<unknown> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const thread = new Worker(THREAD, { workerData: task });
    const stop = () => {
      void thread.terminate();
      reject(signal?.reason as Error);
    };
    signal?.addEventListener("abort", stop, { once: true });
    thread.once("message", resolve);
    thread.once("error", reject);
    thread.once("exit", (code) => {
      signal?.removeEventListener("abort", stop);
      reject(new Error(`the thread ended with ${code} and without an answer`));
    });
  });
}
