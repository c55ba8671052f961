import { setTimeout as sleep } from "node:timers/promises";
import { Kysely } from "kysely";
import type pg from "pg";
import {
  CommitUnknown,
  type Database,
  DatabaseUnavailable,
  type UnitOf,
  WRITE_ATTEMPTS,
  type WritableDb,
} from "../core/ports/database.ts";
import type { PostgresConnection, Statement } from "./postgres-connection.ts";
import { mayRunAgain } from "./postgres-errors.ts";
import { postgresDialect } from "./postgres-kysely.ts";
import { type PoolSettings, type PoolState, PostgresPool } from "./postgres-pool.ts";

const RETRY_JITTER_MS = 50;
const ONE_MOMENT = "begin isolation level repeatable read, read only";
/**
 * The planner takes it for cheap to look at the words of every row, which lie apart and packed: 16,000 of them took 250 ms
 * where the index takes 2. Compiling such a plan would take longer still.
 */
const BY_INDEX = `${ONE_MOMENT}; set local enable_seqscan = off; set local jit = off`;
const CLOCK = "(extract(epoch from clock_timestamp()) * 1000)::bigint";

export interface PostgresSettings extends PoolSettings {
  /** Added to the database's clock: a test moves time by it. */
  readonly clockOffsetMs: () => number;
}

export interface PostgresDatabase<Tables> extends Database<Tables> {
  readonly dialect: "postgres";
  /** How the pool stands, for the metrics. */
  connections(): PoolState;
  /**
   * Reads as everything is at one moment, however long that takes, on one connection of the pool. While it lasts,
   * PostgreSQL cannot clean up what others delete.
   */
  atOneMoment<Result>(work: (reader: Kysely<Tables>) => Promise<Result>): Promise<Result>;
}

/**
 * PostgreSQL through a pool. A unit is one transaction on one connection; the database's clock tells its time. Whatever
 * happens to the server or on the way to it, every promise settles: see docs/decisions/0019-postgresql.md.
 */
export function openPostgres<Tables>(settings: PostgresSettings): PostgresDatabase<Tables> {
  const pool = new PostgresPool(settings);
  const reader = new Kysely<Tables>({ dialect: postgresDialect((statement) => read(pool, statement)) });
  const bound = new WeakMap<PostgresConnection, WritableDb<Tables>>();

  function boundTo(connection: PostgresConnection): WritableDb<Tables> {
    let db = bound.get(connection);
    if (!db) {
      db = new Kysely<Tables>({
        dialect: postgresDialect((statement) => connection.query(statement)),
      }) as WritableDb<Tables>;
      bound.set(connection, db);
    }
    return db;
  }

  async function runOnce<Result>(work: (unit: UnitOf<Tables>) => Promise<Result>): Promise<Result> {
    const { connection, databaseMs } = await begin(pool, beginAndReadClock);
    try {
      const nowMs = databaseMs + settings.clockOffsetMs();
      const result = await work({ db: boundTo(connection), dialect: "postgres", nowMs });
      await commit(connection);
      return result;
    } catch (error) {
      // Without an answer to this one either, the connection is lost, and the server rolls back by itself.
      if (!connection.isLost) await connection.query("rollback").catch(() => connection.hangUp());
      throw error;
    } finally {
      pool.giveBack(connection);
    }
  }

  async function readWithin<Result>(
    opening: string,
    work: (reader: Kysely<Tables>) => Promise<Result>,
  ): Promise<Result> {
    const connection = await begin(pool, (fresh) => fresh.query(opening).then(() => fresh));
    try {
      const result = await work(boundTo(connection));
      await connection.query("commit");
      return result;
    } catch (error) {
      if (!connection.isLost) await connection.query("rollback").catch(() => connection.hangUp());
      throw error;
    } finally {
      pool.giveBack(connection);
    }
  }

  async function patiently<Result>(
    work: (db: Kysely<Tables>) => Promise<Result>,
    signal: AbortSignal,
  ): Promise<Result> {
    const own = new PostgresPool({ ...settings, poolSize: 1, keptOpen: 0, statementTimeoutMs: 0, lockTimeoutMs: 0 });
    try {
      const connection = await own.borrow();
      const hangUp = () => connection.hangUp();
      signal.addEventListener("abort", hangUp, { once: true });
      try {
        // A role or a database may have a limit of its own.
        await connection.query("set statement_timeout = 0");
        signal.throwIfAborted();
        return await work(boundTo(connection));
      } finally {
        signal.removeEventListener("abort", hangUp);
        own.giveBack(connection);
      }
    } finally {
      await own.end();
    }
  }

  return {
    dialect: "postgres",
    reader,
    async write(work) {
      for (let attempt = 1; ; attempt++) {
        try {
          return await runOnce(work);
        } catch (error) {
          if (attempt >= WRITE_ATTEMPTS || !mayRunAgain(error)) throw error;
          await sleep(Math.random() * RETRY_JITTER_MS * attempt);
        }
      }
    },
    async nowMs() {
      const { rows } = await read<{ now: number }>(pool, `select ${CLOCK} as now`);
      return Number(rows[0]?.now) + settings.clockOffsetMs();
    },
    async ping() {
      await read(pool, "select 1");
    },
    connections: () => pool.state(),
    atOneMoment: (work) => readWithin(ONE_MOMENT, work),
    readByIndex: (work) => readWithin(BY_INDEX, work),
    patiently,
    close: () => pool.end(),
  };
}

/** Runs a plain read. A connection that was lost under it, as by a restart, is replaced once without a word. */
async function read<Row extends pg.QueryResultRow>(
  pool: PostgresPool,
  statement: Statement,
): Promise<pg.QueryResult<Row>> {
  const startedMs = performance.now();
  for (let attempt = 1; ; attempt++) {
    const connection = await pool.borrow(startedMs);
    try {
      return await connection.query<Row>(statement);
    } catch (error) {
      if (attempt > 1 || !connection.wasCutQuickly(startedMs)) throw error;
    } finally {
      pool.giveBack(connection);
    }
  }
}

/**
 * Begins a transaction by what `opening` says; a connection that was lost before it is replaced once without a word, since
 * nothing is done yet.
 */
async function begin<Begun>(
  pool: PostgresPool,
  opening: (connection: PostgresConnection) => Promise<Begun>,
): Promise<Begun> {
  const startedMs = performance.now();
  for (let attempt = 1; ; attempt++) {
    const connection = await pool.borrow(startedMs);
    try {
      return await opening(connection);
    } catch (error) {
      const mayTryAgain = attempt === 1 && connection.wasCutQuickly(startedMs);
      // Whether it began is not known of one that failed in any other way.
      if (!connection.isLost) connection.hangUp();
      pool.giveBack(connection);
      if (!mayTryAgain) throw error;
    }
  }
}

/** One round trip for both: the simple protocol takes several statements at once. */
async function beginAndReadClock(
  connection: PostgresConnection,
): Promise<{ connection: PostgresConnection; databaseMs: number }> {
  const results = (await connection.query(`begin; select ${CLOCK} as now`)) as unknown as { rows: { now: number }[] }[];
  return { connection, databaseMs: Number(results[1]?.rows[0]?.now) };
}

async function commit(connection: PostgresConnection): Promise<void> {
  let command: string;
  try {
    ({ command } = await connection.query("commit"));
  } catch (error) {
    throw error instanceof DatabaseUnavailable && connection.isLost ? new CommitUnknown(error) : error;
  }
  // COMMIT of a transaction in which a statement failed answers ROLLBACK and no error.
  if (command === "ROLLBACK") throw new Error("a unit went on after a statement of its own had failed");
}
