import type { Kysely } from "kysely";

export type Dialect = "sqlite" | "postgres";

declare const writable: unique symbol;

/** A Kysely instance that may write: only a unit of work hands one out, so plain code cannot write past the queue. */
export type WritableDb<Tables> = Kysely<Tables> & { readonly [writable]: true };

/** One transaction's view of the database. It must await nothing but this database. */
export interface UnitOf<Tables> {
  readonly db: WritableDb<Tables>;
  readonly dialect: Dialect;
  /** The time of this unit, ms since 1970: the database's own clock on PostgreSQL, so that many machines agree. */
  readonly nowMs: number;
}

/**
 * A relational database. Two adapters exist: SQLite in this process, PostgreSQL by a pool.
 */
export interface Database<Tables> {
  readonly dialect: Dialect;
  /** Plain reads of what is committed. */
  readonly reader: Kysely<Tables>;
  /**
   * Reads through indexes and never through a whole table, however likely that looks to a planner, and so that nobody else
   * waits for what takes long. All of it is as it stands at one moment on PostgreSQL; on SQLite a statement may see more
   * than the one before.
   */
  readByIndex<Result>(work: (reader: Kysely<Tables>) => Promise<Result>): Promise<Result>;
  /**
   * Runs `work` as one transaction, synced to disk when the promise resolves. A deadlock or serialization failure
   * (40P01, 40001), a lost race on a unique index and a StaleRead run it again, up to WRITE_ATTEMPTS times with jitter;
   * anything else it throws rolls back and reaches the caller.
   * @throws UniqueViolation, StaleRead, DatabaseUnavailable, CommitUnknown
   */
  write<Result>(work: (unit: UnitOf<Tables>) => Promise<Result>): Promise<Result>;
  /**
   * Runs statements one by one on a connection of their own, each by itself and without a limit of time: for indexes that are
   * made while nobody waits. When `signal` comes the connection is cut and the promise rejects; the server may go on with what
   * it is at. Null on SQLite, where everybody would wait.
   */
  readonly patiently: Patiently<Tables> | null;
  /** ms since 1970 by the clock that decides about due times. */
  nowMs(): Promise<number>;
  /** Resolves when the database answers; throws DatabaseUnavailable. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

export type Patiently<Tables> = <Result>(
  work: (db: Kysely<Tables>) => Promise<Result>,
  signal: AbortSignal,
) => Promise<Result>;

export const WRITE_ATTEMPTS = 4;

/** A unique index refused a row. Verbs look before they insert, so it means that another unit was faster. */
export class UniqueViolation extends Error {
  readonly table: string;
  constructor(table: string, cause: unknown) {
    super(`a row of ${table} stands already`, { cause });
    this.name = "UniqueViolation";
    this.table = table;
  }
}

/**
 * What a unit read before it had its locks was no longer so when it had them, and the rows that matter now cannot be
 * locked in their order any more. Thrown by units, never by a database; the next attempt reads what is so by then.
 */
export class StaleRead extends Error {
  constructor(what: string) {
    super(`${what} changed while its lock was waited for`);
    this.name = "StaleRead";
  }
}

/** The database cannot be reached or cannot write; the caller should answer 503 and come back. */
export class DatabaseUnavailable extends Error {
  readonly full: boolean;
  constructor(message: string, cause: unknown, full = false) {
    super(message, { cause });
    this.name = "DatabaseUnavailable";
    this.full = full;
  }
}

/**
 * The connection was lost after COMMIT was sent and before its answer came, or a disk did not take what was committed: the
 * unit stands whole, or not at all.
 */
export class CommitUnknown extends DatabaseUnavailable {
  constructor(cause: unknown, message = "the connection was lost while a unit was being committed") {
    super(message, cause);
    this.name = "CommitUnknown";
  }
}

/** A unit awaited something else than its database and was rolled back: a fault of ours. */
export class UnitStrayed extends Error {
  constructor() {
    super("a unit of work awaited something other than its database");
    this.name = "UnitStrayed";
  }
}
