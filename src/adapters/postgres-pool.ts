import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { DatabaseUnavailable } from "../core/ports/database.ts";
import { PostgresConnection } from "./postgres-connection.ts";
import { describeConnectError, isTurnedAwayForNow } from "./postgres-errors.ts";
import { tlsOf } from "./postgres-tls.ts";

export interface PoolSettings {
  readonly url: string;
  /** The most connections at once. */
  readonly poolSize: number;
  /** So many stay open however idle they are. */
  readonly keptOpen?: number;
  readonly idleMs?: number;
  /** A connection is replaced after this, so that none lives for ever behind a balancer or grows. */
  readonly lifetimeMs?: number;
  /** Time to get a connection, whether by waiting for one or by making one. */
  readonly connectTimeoutMs: number;
  /** After this the server ends a statement; 0 is never. */
  readonly statementTimeoutMs: number;
  readonly lockTimeoutMs?: number;
  /** The server ends a transaction that says nothing for so long: a frozen process must not hold rows. */
  readonly idleInTransactionMs?: number;
  /** A connection that has been idle for longer is asked whether it lives before it is used. */
  readonly checkAfterMs?: number;
  /** What the server's administrator sees. */
  readonly applicationName?: string;
}

/** How the pool stands, for the metrics. */
export interface PoolState {
  readonly open: number;
  readonly idle: number;
  readonly waiting: number;
}

const DEFAULTS = {
  keptOpen: 0,
  idleMs: 30_000,
  lifetimeMs: 1_800_000,
  lockTimeoutMs: 0,
  idleInTransactionMs: 0,
  checkAfterMs: 10_000,
  applicationName: "digital-wall",
} as const;

/** The server ends what takes too long and says so; silence for this much longer means that nobody is there. */
const SILENCE_MS = 500;
const ALIVE_WITHIN_MS = 1_000;
/** What an answer gets at least, however long its connection was waited for. */
const ANSWER_AT_LEAST_MS = 500;
const COME_AGAIN_MS = 50;
const KEEPALIVE_AFTER_MS = 30_000;
/** PostgreSQL cuts longer ones (NAMEDATALEN). */
const NAME_CHARACTERS = 63;

/**
 * Connections to PostgreSQL that heal by themselves. One that falls silent is cut from our side, and with it every other
 * that has said nothing since; one that was idle for long is asked before it is used. Behind a server that vanished
 * without a word, each caller would otherwise wait for its own timeout on its own dead connection.
 */
export class PostgresPool {
  readonly #pool: pg.Pool;
  readonly #settings: Required<PoolSettings>;
  readonly #connections = new WeakMap<pg.PoolClient, PostgresConnection>();
  /** Connections that have not answered since are taken for dead. */
  #silentSinceMs = 0;
  /** Those that have not answered since are asked first. */
  #doubtedSinceMs = 0;

  constructor(settings: PoolSettings) {
    this.#settings = { ...DEFAULTS, ...settings };
    const { url, ssl } = tlsOf(settings.url);
    const types = new pg.TypeOverrides();
    types.setTypeParser(pg.types.builtins.INT8, parseSafeInteger);
    const all = this.#settings;
    this.#pool = new pg.Pool({
      connectionString: url,
      ssl,
      max: all.poolSize,
      min: Math.min(all.keptOpen, all.poolSize),
      connectionTimeoutMillis: all.connectTimeoutMs,
      idleTimeoutMillis: all.idleMs,
      maxLifetimeSeconds: Math.ceil(all.lifetimeMs / 1_000),
      statement_timeout: all.statementTimeoutMs,
      lock_timeout: all.lockTimeoutMs,
      idle_in_transaction_session_timeout: all.idleInTransactionMs,
      application_name: all.applicationName.replace(/[^\x20-\x7e]/g, "?").slice(0, NAME_CHARACTERS),
      keepAlive: true,
      keepAliveInitialDelayMillis: KEEPALIVE_AFTER_MS,
      types,
    });
    // A lost connection shows as the error of the next statement on it; without listeners it would end the process.
    this.#pool.on("error", () => this.#doubtAll());
    this.#pool.on("connect", (client) => client.on("error", () => {}));
  }

  /**
   * A connection that has lately been alive; give it back. `startedMs` (by performance.now) is when the caller began to
   * wait, so that all its waiting together has one end.
   * @throws DatabaseUnavailable
   */
  async borrow(startedMs: number = performance.now()): Promise<PostgresConnection> {
    for (;;) {
      const connection = this.#known(await this.#connect(startedMs));
      if (await this.#isAlive(connection)) {
        const { statementTimeoutMs } = this.#settings;
        const waitedMs = performance.now() - startedMs;
        connection.expectAnswers(
          statementTimeoutMs === 0
            ? { firstMs: 0, laterMs: 0 }
            : {
                firstMs: Math.max(ANSWER_AT_LEAST_MS, statementTimeoutMs + SILENCE_MS - waitedMs),
                laterMs: statementTimeoutMs + SILENCE_MS,
              },
        );
        return connection;
      }
      this.giveBack(connection);
    }
  }

  /** Takes a connection back. What was learnt from it about the others is remembered. */
  giveBack(connection: PostgresConnection): void {
    if (connection.silentSinceMs !== null)
      this.#silentSinceMs = Math.max(this.#silentSinceMs, connection.silentSinceMs);
    if (connection.isLost) this.#doubtAll();
    connection.client.release(connection.isLost);
  }

  state(): PoolState {
    const { totalCount: open, idleCount: idle, waitingCount: waiting } = this.#pool;
    return { open, idle, waiting };
  }

  end(): Promise<void> {
    return this.#pool.end();
  }

  async #connect(startedMs: number): Promise<pg.PoolClient> {
    for (;;) {
      try {
        return await this.#pool.connect();
      } catch (error) {
        // Others may give a connection back in a moment: ours to the pool, other programs theirs to the server.
        const isPatient = performance.now() - startedMs < this.#settings.connectTimeoutMs / 2;
        if (!isPatient || !isTurnedAwayForNow(error)) throw describeConnectError(error);
        await sleep(COME_AGAIN_MS * (1 + Math.random()));
      }
    }
  }

  #known(client: pg.PoolClient): PostgresConnection {
    const known = this.#connections.get(client);
    if (known) return known;
    const made = new PostgresConnection(client);
    this.#connections.set(client, made);
    return made;
  }

  async #isAlive(connection: PostgresConnection): Promise<boolean> {
    const { answeredMs } = connection;
    if (answeredMs < this.#silentSinceMs) {
      connection.hangUp();
      return false;
    }
    const isRecent = performance.now() - answeredMs <= this.#settings.checkAfterMs;
    if (isRecent && answeredMs >= this.#doubtedSinceMs) return true;
    connection.expectAnswers({ firstMs: ALIVE_WITHIN_MS, laterMs: ALIVE_WITHIN_MS });
    try {
      await connection.query("select 1");
      return true;
    } catch (error) {
      if (!(error instanceof DatabaseUnavailable)) throw error;
      connection.hangUp();
      return false;
    }
  }

  #doubtAll(): void {
    this.#doubtedSinceMs = performance.now();
  }
}

/** Counts and times are exact as doubles up to 2^53; a larger one is a fault and must not be rounded in silence. */
function parseSafeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new Error(`${text} is beyond 2^53`);
  return value;
}
