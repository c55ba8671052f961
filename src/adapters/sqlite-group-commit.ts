import { statSync } from "node:fs";
import type { DatabaseSync } from "node:sqlite";
import { Kysely } from "kysely";
import { UniqueViolation, type UnitOf, UnitStrayed, WRITE_ATTEMPTS, type WritableDb } from "../core/ports/database.ts";
import { describeSqliteError, sqliteDialect } from "./sqlite-kysely.ts";

/** A batch is closed after so many units or so long, whichever comes first, so that nobody waits for a long one. */
const BATCH_UNITS = 64;
const BATCH_MS = 5;

interface Job<Tables> {
  readonly work: (unit: UnitOf<Tables>) => Promise<unknown>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Many units, one fsync: units that wait together share a transaction, each in its own savepoint.
 *
 * A unit runs alone from its first to its last statement. All of SQLite is synchronous here and Kysely settles in
 * microtasks, so a whole batch passes without the event loop turning once; if it does turn, a unit awaited something
 * else, and the next statement of that unit is refused. (Interleaved savepoints once lost an answered unit.)
 */
export class GroupCommit<Tables> {
  readonly #connection: DatabaseSync;
  readonly #clock: () => number;
  readonly #db: WritableDb<Tables>;
  readonly #waiting: Job<Tables>[] = [];
  #draining: Promise<void> | null = null;
  #strayed = false;
  /** A view that outlives its unit would write without a transaction. */
  #isInUnit = false;

  constructor(connection: DatabaseSync, clock: () => number) {
    this.#connection = connection;
    this.#clock = clock;
    const guard = () => {
      if (this.#strayed || !this.#isInUnit) throw new UnitStrayed();
    };
    this.#db = new Kysely<Tables>({ dialect: sqliteDialect(connection, guard) }) as WritableDb<Tables>;
  }

  run<Result>(work: (unit: UnitOf<Tables>) => Promise<Result>): Promise<Result> {
    return new Promise<Result>((resolve, reject) => {
      this.#waiting.push({ work, resolve: resolve as (value: unknown) => void, reject });
      this.#draining ??= this.#drain();
    });
  }

  /** Resolves when no unit waits or runs. */
  async idle(): Promise<void> {
    while (this.#draining) await this.#draining;
  }

  walBytes(path: string): number {
    try {
      return statSync(`${path}-wal`).size;
    } catch {
      return 0;
    }
  }

  async #drain(): Promise<void> {
    // One turn of the event loop gathers the units of all requests that arrived together; a lone writer pays nothing.
    // Each batch waits for a turn of its own: somebody who wrote one unit after another let no timer and no request pass.
    do {
      await new Promise<void>((resolve) => setImmediate(resolve));
      await this.#runBatch();
    } while (this.#waiting.length > 0);
    this.#draining = null;
  }

  async #runBatch(): Promise<void> {
    const done: { job: Job<Tables>; value: unknown }[] = [];
    const startedAt = performance.now();
    try {
      this.#connection.exec("begin immediate");
    } catch (error) {
      for (const job of this.#waiting.splice(0)) job.reject(describeSqliteError(error));
      return;
    }
    while (this.#waiting.length > 0 && done.length < BATCH_UNITS && performance.now() - startedAt < BATCH_MS) {
      const job = this.#waiting.shift();
      if (!job) break;
      const outcome = await this.#runUnit(job);
      if (outcome.ok) done.push({ job, value: outcome.value });
      if (!this.#connection.isTransaction) {
        // SQLite itself gave the transaction up (disk full, I/O error): every unit in it is gone, and says so.
        const cause = describeSqliteError(outcome.ok ? new Error("the transaction ended early") : outcome.error);
        for (const { job: lost } of done) lost.reject(cause);
        return;
      }
    }
    try {
      this.#connection.exec("commit");
    } catch (error) {
      if (this.#connection.isTransaction) this.#connection.exec("rollback");
      for (const { job } of done) job.reject(describeSqliteError(error));
      return;
    }
    for (const { job, value } of done) job.resolve(value);
  }

  async #runUnit(job: Job<Tables>): Promise<{ ok: true; value: unknown } | { ok: false; error: unknown }> {
    for (let attempt = 1; ; attempt++) {
      this.#connection.exec("savepoint unit");
      this.#strayed = false;
      this.#isInUnit = true;
      const watch = setImmediate(() => {
        this.#strayed = true;
      });
      try {
        const value = await job.work({ db: this.#db, dialect: "sqlite", nowMs: this.#clock() });
        if (this.#strayed) throw new UnitStrayed();
        this.#connection.exec("release unit");
        return { ok: true, value };
      } catch (error) {
        if (this.#connection.isTransaction) this.#connection.exec("rollback to unit; release unit");
        const again = error instanceof UniqueViolation && attempt < WRITE_ATTEMPTS && this.#connection.isTransaction;
        if (again) continue;
        job.reject(describeSqliteError(error));
        return { ok: false, error };
      } finally {
        clearImmediate(watch);
        this.#strayed = false;
        this.#isInUnit = false;
      }
    }
  }
}
