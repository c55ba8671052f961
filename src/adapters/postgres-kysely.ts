import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from "kysely";
import type pg from "pg";
import { DatabaseUnavailable, StaleRead, UniqueViolation } from "../core/ports/database.ts";

/** Where a statement goes: any connection of the pool for plain reads, one certain connection inside a unit. */
export type Lender = () => Promise<{ client: pg.PoolClient; giveBack: (broken: boolean) => void }>;

/** Kysely over `pg`, with every error in the database port's own words. */
export function postgresDialect(lend: Lender): Dialect {
  const connection = new PostgresConnection(lend);
  const unsupported = (): Promise<never> =>
    Promise.reject(new Error("Kysely's own transactions are not used: write through a unit"));
  return {
    createAdapter: () => new PostgresAdapter(),
    createQueryCompiler: () => new PostgresQueryCompiler(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createDriver: () => ({
      init: () => Promise.resolve(),
      acquireConnection: () => Promise.resolve(connection),
      beginTransaction: unsupported,
      commitTransaction: unsupported,
      rollbackTransaction: unsupported,
      releaseConnection: () => Promise.resolve(),
      destroy: () => Promise.resolve(),
    }),
  };
}

class PostgresConnection implements DatabaseConnection {
  readonly #lend: Lender;

  constructor(lend: Lender) {
    this.#lend = lend;
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    const { client, giveBack } = await this.#lend();
    let broken = false;
    try {
      const { command, rowCount, rows } = await client.query({
        name: preparedName(query),
        text: query.sql,
        values: query.parameters.map(toPostgresValue),
      });
      const changes = command === "INSERT" || command === "UPDATE" || command === "DELETE";
      return changes ? { rows, numAffectedRows: BigInt(rowCount ?? 0) } : { rows };
    } catch (error) {
      const described = describePostgresError(error);
      broken = described instanceof DatabaseUnavailable;
      throw described;
    } finally {
      giveBack(broken);
    }
  }

  // biome-ignore lint/correctness/useYield: the interface asks for a generator; rows are never streamed from here
  async *streamQuery<Row>(): AsyncIterableIterator<QueryResult<Row>> {
    throw new Error("rows are paged by key, not streamed");
  }
}

const seen = new WeakSet<object>();
const names = new WeakMap<object, string>();
let named = 0;

/**
 * The name under which a connection keeps a statement prepared. Only queries that were compiled once and come again get
 * one (their root node is the same object then): parsing and planning an accept's ten statements anew cost PostgreSQL
 * more than running them. Those that select "all" stay unnamed, since a column that a newer version adds would break them.
 */
function preparedName({ query, sql }: CompiledQuery): string | undefined {
  const known = names.get(query);
  if (known !== undefined || !seen.has(query)) {
    seen.add(query);
    return known;
  }
  if (/^select \*|returning \*/.test(sql)) return undefined;
  const name = `dw_${named++}`;
  names.set(query, name);
  return name;
}

/** Booleans are 0 and 1 on both databases, so that one query means the same on each. */
function toPostgresValue(value: unknown): unknown {
  if (value === undefined) throw new Error("undefined is not a value of a row");
  if (typeof value === "boolean") return value ? 1 : 0;
  return value;
}

const UNIQUE_VIOLATION = "23505";
const SERIALIZATION_FAILURE = "40001";
const DEADLOCK = "40P01";
const DISK_FULL = "53100";
const STATEMENT_TIMEOUT = "57014";
/** Connection exceptions, too many connections, a server that stops or starts, and what the socket itself says. */
const UNREACHABLE = /^(08|53300|57P0|ECONN|EPIPE|ENOTFOUND|ENOENT|ETIMEDOUT)/;
const UNREACHABLE_MESSAGE =
  /Connection terminated|timeout exceeded when trying to connect|Client has encountered|Cannot use a pool/;

/** Whether running the same unit again may help: nothing of it stands. */
export function mayRunAgain(error: unknown): boolean {
  const code = codeOf(error);
  const lostRace = error instanceof UniqueViolation || error instanceof StaleRead;
  return lostRace || code === SERIALIZATION_FAILURE || code === DEADLOCK;
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
}

/** Turns `pg`'s errors into those of the database port; anything else is passed on as it is. */
export function describePostgresError(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof UniqueViolation || error instanceof DatabaseUnavailable)
    return error;
  const code = codeOf(error);
  if (code === UNIQUE_VIOLATION) {
    const table = "table" in error && typeof error.table === "string" ? error.table : "unknown";
    return new UniqueViolation(table, error);
  }
  if (code === DISK_FULL) return new DatabaseUnavailable("the disk under PostgreSQL is full", error, true);
  if (code === STATEMENT_TIMEOUT) return new DatabaseUnavailable("PostgreSQL took too long", error);
  if (UNREACHABLE.test(code) || UNREACHABLE_MESSAGE.test(error.message))
    return new DatabaseUnavailable("PostgreSQL cannot be reached", error);
  return error;
}
