import type { SQLInputValue } from "node:sqlite";
import { Worker } from "node:worker_threads";
import { type CompiledQuery, type Dialect, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from "kysely";
import { driverOf } from "./kysely-driver.ts";
import { describeSqliteError, toSqliteValue } from "./sqlite-kysely.ts";

/** What the thread is asked, and what it answers. */
export interface ReadAsked {
  readonly n: number;
  readonly sql: string;
  readonly parameters: readonly SQLInputValue[];
}
export type ReadAnswered =
  | { readonly n: number; readonly rows: readonly unknown[] }
  | { readonly n: number; readonly message: string; readonly errcode: number | null };

/** A thread that nothing was asked of for so long ends, and with it its cache of pages. */
const KEPT_MS = 5 * 60_000;

const THREAD = new URL(
  import.meta.url.endsWith(".ts") ? "./sqlite-reads-worker.ts" : "./sqlite-reads-worker.js",
  import.meta.url,
);

interface Waiting {
  readonly resolve: (rows: readonly unknown[]) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Reads one database in a thread, statement by statement, so that nobody waits for one that takes long: a search of a
 * million items may take 100 ms, in which a process without it would take in nothing. It sees whatever is committed.
 */
export class ReadThread {
  readonly #path: string;
  readonly #waiting = new Map<number, Waiting>();
  #thread: Worker | null = null;
  #ending: NodeJS.Timeout | undefined;
  #asked = 0;

  constructor(path: string) {
    this.#path = path;
  }

  /** For Kysely; to be given plain reads only. */
  dialect(): Dialect {
    return {
      createAdapter: () => new SqliteAdapter(),
      createQueryCompiler: () => new SqliteQueryCompiler(),
      createIntrospector: (db) => new SqliteIntrospector(db),
      createDriver: () =>
        driverOf({
          executeQuery: async <Row>({ sql, parameters }: CompiledQuery) => ({
            rows: (await this.#read(sql, parameters.map(toSqliteValue))) as Row[],
          }),
        }),
    };
  }

  async end(): Promise<void> {
    clearTimeout(this.#ending);
    const thread = this.#thread;
    this.#thread = null;
    await thread?.terminate();
    this.#failAll(new Error("the database is closed"));
  }

  #read(sql: string, parameters: readonly SQLInputValue[]): Promise<readonly unknown[]> {
    clearTimeout(this.#ending);
    this.#thread ??= this.#start();
    const thread = this.#thread;
    thread.ref();
    this.#asked += 1;
    const asked: ReadAsked = { n: this.#asked, sql, parameters };
    return new Promise((resolve, reject) => {
      this.#waiting.set(asked.n, { resolve, reject });
      thread.postMessage(asked);
    });
  }

  #start(): Worker {
    const thread = new Worker(THREAD, { workerData: this.#path });
    const lost = (error: Error) => {
      if (this.#thread !== thread) return;
      this.#thread = null;
      this.#failAll(error);
    };
    thread.on("message", (answer: ReadAnswered) => this.#settle(answer));
    thread.on("error", lost).on("exit", (code) => lost(new Error(`the thread that reads ended with ${code}`)));
    return thread;
  }

  #settle(answer: ReadAnswered): void {
    const waiting = this.#waiting.get(answer.n);
    this.#waiting.delete(answer.n);
    if ("rows" in answer) waiting?.resolve(answer.rows);
    else waiting?.reject(describeSqliteError(Object.assign(new Error(answer.message), { errcode: answer.errcode })));
    if (this.#waiting.size > 0) return;
    this.#thread?.unref();
    this.#ending = setTimeout(() => void this.end(), KEPT_MS).unref();
  }

  #failAll(error: unknown): void {
    const all = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { reject } of all) reject(error);
  }
}
