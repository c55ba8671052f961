import type pg from "pg";
import { DatabaseUnavailable } from "../core/ports/database.ts";
import { describePostgresError, isConnectionLost } from "./postgres-errors.ts";

/** Any statement `pg` takes. */
export type Statement = string | pg.QueryConfig;

/** A statement that lost its connection later than this has had its time. */
const QUICK_MS = 1_000;

/** One connection of the pool: it knows when it was last heard of, and never waits for an answer for ever. */
export class PostgresConnection {
  readonly client: pg.PoolClient;
  #answeredMs = performance.now();
  #silentSinceMs: number | null = null;
  #isLost = false;
  #firstMs = 0;
  #laterMs = 0;

  constructor(client: pg.PoolClient) {
    this.client = client;
  }

  /** When it last answered, by performance.now. */
  get answeredMs(): number {
    return this.#answeredMs;
  }

  /** When the statement was sent that was never answered. */
  get silentSinceMs(): number | null {
    return this.#silentSinceMs;
  }

  /** It is of no more use. */
  get isLost(): boolean {
    return this.#isLost;
  }

  /** It was lost, not by silence, and so soon after `startedMs` that there is time for another try. */
  wasCutQuickly(startedMs: number): boolean {
    return this.#isLost && this.#silentSinceMs === null && performance.now() - startedMs < QUICK_MS;
  }

  /** How long the next statement and those after it may stay unanswered, in ms; 0 is for ever. */
  expectAnswers({ firstMs, laterMs }: { firstMs: number; laterMs: number }): void {
    this.#firstMs = firstMs;
    this.#laterMs = laterMs;
  }

  /** @throws the errors of the database port, or what PostgreSQL says of a wrong statement */
  async query<Row extends pg.QueryResultRow>(statement: Statement): Promise<pg.QueryResult<Row>> {
    const withinMs = this.#firstMs;
    this.#firstMs = this.#laterMs;
    const sentMs = performance.now();
    const timer = withinMs === 0 ? undefined : setTimeout(() => this.#fallSilent(sentMs), withinMs);
    try {
      const result = await this.client.query<Row>(statement);
      this.#answeredMs = performance.now();
      return result;
    } catch (error) {
      if (this.#silentSinceMs !== null) throw new DatabaseUnavailable("PostgreSQL does not answer", error);
      if (isConnectionLost(error)) this.#isLost = true;
      else this.#answeredMs = performance.now();
      throw describePostgresError(error);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Cuts it from our side, without a goodbye that nobody may be there to hear. */
  hangUp(): void {
    this.#isLost = true;
    // `pg` has no public way to end a connection that does not answer; its own pool does the same after a timeout.
    (this.client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy();
  }

  #fallSilent(sentMs: number): void {
    this.#silentSinceMs = sentMs;
    this.hangUp();
  }
}
