import { statSync } from "node:fs";
import type { DatabaseSync } from "node:sqlite";
import { Kysely } from "kysely";
import {
  StaleRead,
  UniqueViolation,
  type UnitOf,
  UnitStrayed,
  WRITE_ATTEMPTS,
  type WritableDb,
} from "../core/ports/database.ts";
import { describeSqliteError, sqliteDialect } from "./sqlite-kysely.ts";

/** A batch is closed after so many units or so long, whichever comes first, so that nobody waits for a long one. */
const BATCH_UNITS = 64;
const BATCH_MS = 5;
/** A disk that takes longer to sync than that gets batches as long as its last sync, up to this. */
const LONGEST_BATCH_MS = 20;

interface Job<Tables> {
  readonly work: (unit: UnitOf<Tables>) => Promise<unknown>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
  readonly attempt: number;
  /** It was in a batch that another unit spoilt, or lost a race: from then on it runs in a savepoint of its own. */
  readonly isCareful: boolean;
}

/**
 * Many units, one fsync: units that wait together share a transaction.
 *
 * Nearly all units succeed, so the first try of each has no savepoint: with one, every accept flushed its search words
 * to the tables of FTS5 by themselves, which doubled what its rows cost (130 to 255 µs). A unit that throws after it
 * wrote takes the whole transaction back; it fails alone, and the innocent run again, each in its own savepoint.
 *
 * A unit runs alone from its first to its last statement. All of SQLite is synchronous here and Kysely settles in
 * microtasks, so a whole batch passes without the event loop turning once; if it does turn, a unit awaited something
 * else, and the next statement of that unit is refused. (Interleaved savepoints once lost an answered unit.)
 */
export class GroupCommit<Tables> {
  readonly #connection: DatabaseSync;
  readonly #clock: () => number;
  readonly #turn: () => void;
  readonly #db: WritableDb<Tables>;
  readonly #waiting: Job<Tables>[] = [];
  #draining: Promise<void> | null = null;
  #strayed = false;
  /** A view that outlives its unit would write without a transaction. */
  #isInUnit = false;
  /** Whether the unit that runs has written, or may have. */
  #hasWritten = false;
  #lastCommitMs = 0;

  /** @param turn called before a batch begins and after it is committed: whoever reads must look anew */
  constructor(connection: DatabaseSync, clock: () => number, turn: () => void = () => {}) {
    this.#connection = connection;
    this.#clock = clock;
    this.#turn = turn;
    const guard = (writes: boolean) => {
      if (this.#strayed || !this.#isInUnit) throw new UnitStrayed();
      this.#hasWritten ||= writes;
    };
    this.#db = new Kysely<Tables>({ dialect: sqliteDialect(connection, guard) }) as WritableDb<Tables>;
  }

  run<Result>(work: (unit: UnitOf<Tables>) => Promise<Result>): Promise<Result> {
    return new Promise<Result>((resolve, reject) => {
      this.#waiting.push({
        work,
        resolve: resolve as (value: unknown) => void,
        reject,
        attempt: 1,
        isCareful: false,
      });
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
      this.#turn();
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
    const longestMs = Math.min(LONGEST_BATCH_MS, Math.max(BATCH_MS, this.#lastCommitMs));
    while (this.#waiting.length > 0 && done.length < BATCH_UNITS && performance.now() - startedAt < longestMs) {
      const job = this.#waiting.shift();
      if (!job) break;
      const outcome = await this.#runUnit(job);
      if (!this.#connection.isTransaction) {
        // SQLite itself gave the transaction up (disk full, I/O error): every unit in it is gone, and says so.
        if (!outcome.ok) job.reject(describeSqliteError(outcome.error));
        else done.push({ job, value: outcome.value });
        const cause = describeSqliteError(outcome.ok ? new Error("the transaction ended early") : outcome.error);
        for (const { job: lost } of done) lost.reject(cause);
        return;
      }
      if (outcome.ok) {
        done.push({ job, value: outcome.value });
        continue;
      }
      const lostRace = outcome.error instanceof UniqueViolation || outcome.error instanceof StaleRead;
      const runsAgain = lostRace && job.attempt < WRITE_ATTEMPTS;
      if (!runsAgain) job.reject(describeSqliteError(outcome.error));
      const again = runsAgain ? [{ ...job, attempt: job.attempt + 1, isCareful: true }] : [];
      if (outcome.isUndone) {
        this.#waiting.unshift(...again);
        continue;
      }
      this.#connection.exec("rollback");
      const innocent = done.map(({ job }) => ({ ...job, isCareful: true }));
      this.#waiting.unshift(...innocent, ...again);
      return;
    }
    const endedAt = performance.now();
    try {
      this.#connection.exec("commit");
    } catch (error) {
      if (this.#connection.isTransaction) this.#connection.exec("rollback");
      for (const { job } of done) job.reject(describeSqliteError(error));
      return;
    }
    this.#turn();
    this.#lastCommitMs = performance.now() - endedAt;
    for (const { job, value } of done) job.resolve(value);
  }

  /** `isUndone` tells of a unit that failed whether the transaction is as it was before it. */
  async #runUnit({
    work,
    isCareful,
  }: Job<Tables>): Promise<{ ok: true; value: unknown } | { ok: false; error: unknown; isUndone: boolean }> {
    if (isCareful) this.#connection.exec("savepoint unit");
    this.#strayed = false;
    this.#hasWritten = false;
    this.#isInUnit = true;
    const watch = setImmediate(() => {
      this.#strayed = true;
    });
    try {
      const value = await work({ db: this.#db, dialect: "sqlite", nowMs: this.#clock() });
      if (this.#strayed) throw new UnitStrayed();
      if (isCareful) this.#connection.exec("release unit");
      return { ok: true, value };
    } catch (error) {
      if (isCareful && this.#connection.isTransaction) this.#connection.exec("rollback to unit; release unit");
      return { ok: false, error, isUndone: isCareful || !this.#hasWritten };
    } finally {
      clearImmediate(watch);
      this.#strayed = false;
      this.#isInUnit = false;
    }
  }
}
