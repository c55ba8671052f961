import { setTimeout as sleep } from "node:timers/promises";
import { Kysely } from "kysely";
import pg from "pg";
import {
  type Database,
  DatabaseUnavailable,
  type UnitOf,
  WRITE_ATTEMPTS,
  type WritableDb,
} from "../core/ports/database.ts";
import { describePostgresError, mayRunAgain, postgresDialect } from "./postgres-kysely.ts";

const RETRY_JITTER_MS = 50;
const IDLE_CONNECTION_MS = 30_000;
const CONNECTION_LIFETIME_SECONDS = 1_800;
const CLOCK = "(extract(epoch from clock_timestamp()) * 1000)::bigint";

export interface PostgresSettings {
  readonly url: string;
  readonly poolSize: number;
  readonly statementTimeoutMs: number;
  readonly connectTimeoutMs: number;
  /** Added to the database's clock: a test moves time by it. */
  readonly clockOffsetMs: () => number;
}

/** PostgreSQL through a pool. A unit is one transaction on one connection; the database's clock tells its time. */
export function openPostgres<Tables>(settings: PostgresSettings): Database<Tables> {
  const pool = openPool(settings);
  const reader = new Kysely<Tables>({
    dialect: postgresDialect(async () => {
      const client = await connect(pool);
      return { client, giveBack: (broken) => client.release(broken) };
    }),
  });
  const bound = new WeakMap<pg.PoolClient, WritableDb<Tables>>();

  function boundTo(client: pg.PoolClient): WritableDb<Tables> {
    let db = bound.get(client);
    if (!db) {
      const dialect = postgresDialect(() => Promise.resolve({ client, giveBack: () => {} }));
      db = new Kysely<Tables>({ dialect }) as WritableDb<Tables>;
      bound.set(client, db);
    }
    return db;
  }

  async function runOnce<Result>(work: (unit: UnitOf<Tables>) => Promise<Result>): Promise<Result> {
    const client = await connect(pool);
    let broken = false;
    try {
      const nowMs = (await beginAndReadClock(client)) + settings.clockOffsetMs();
      const result = await work({ db: boundTo(client), dialect: "postgres", nowMs });
      const { command } = await client.query("commit");
      // COMMIT of a transaction in which a statement failed answers ROLLBACK and no error.
      if (command === "ROLLBACK") throw new Error("a unit went on after a statement of its own had failed");
      return result;
    } catch (error) {
      const described = describePostgresError(error);
      broken = described instanceof DatabaseUnavailable;
      if (!broken)
        await client.query("rollback").catch(() => {
          broken = true;
        });
      throw described;
    } finally {
      client.release(broken);
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
      const { rows } = await ask<{ now: number }>(pool, `select ${CLOCK} as now`);
      return Number(rows[0]?.now) + settings.clockOffsetMs();
    },
    async ping() {
      await ask(pool, "select 1");
    },
    close: () => pool.end(),
  };
}

function openPool(settings: PostgresSettings): pg.Pool {
  const types = new pg.TypeOverrides();
  types.setTypeParser(pg.types.builtins.INT8, parseSafeInteger);
  const pool = new pg.Pool({
    connectionString: settings.url,
    max: settings.poolSize,
    connectionTimeoutMillis: settings.connectTimeoutMs,
    idleTimeoutMillis: IDLE_CONNECTION_MS,
    maxLifetimeSeconds: CONNECTION_LIFETIME_SECONDS,
    statement_timeout: settings.statementTimeoutMs,
    application_name: "digital-wall",
    types,
  });
  // A lost connection shows as the error of the next statement on it; without listeners it would end the process.
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
  return pool;
}

async function connect(pool: pg.Pool): Promise<pg.PoolClient> {
  try {
    return await pool.connect();
  } catch (error) {
    throw describePostgresError(error);
  }
}

async function ask<Row extends pg.QueryResultRow>(pool: pg.Pool, sql: string): Promise<pg.QueryResult<Row>> {
  try {
    return await pool.query<Row>(sql);
  } catch (error) {
    throw describePostgresError(error);
  }
}

/** One round trip for both: the simple protocol takes several statements at once. */
async function beginAndReadClock(client: pg.PoolClient): Promise<number> {
  const results = (await client.query(`begin; select ${CLOCK} as now`)) as unknown as { rows: { now: number }[] }[];
  return Number(results[1]?.rows[0]?.now);
}

/** Counts and times are exact as doubles up to 2^53; a larger one is a fault and must not be rounded in silence. */
function parseSafeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new Error(`${text} is beyond 2^53`);
  return value;
}
