import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite";
import {
  type CompiledQuery,
  type Dialect,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from "kysely";
import { DatabaseUnavailable, UniqueViolation } from "../core/ports/database.ts";
import { driverOf } from "./kysely-driver.ts";

/** Statements kept prepared per connection. Queries built with lists of ids differ by their length, so the number is bounded. */
const STATEMENT_CACHE_SIZE = 500;

interface Prepared {
  readonly statement: StatementSync;
  readonly returnsRows: boolean;
  /** Anything that does not begin as a plain read may write. */
  readonly writes: boolean;
}

/**
 * Kysely on one open `node:sqlite` connection. Its promises settle in microtasks: everything below is synchronous.
 * @param guard called before every statement with whether it may write; what it throws is the statement's failure
 */
export function sqliteDialect(connection: DatabaseSync, guard: (writes: boolean) => void = () => {}): Dialect {
  const kyselyConnection = new SqliteConnection(connection, guard);
  return {
    createAdapter: () => new SqliteAdapter(),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createDriver: () => driverOf(kyselyConnection),
  };
}

class SqliteConnection {
  readonly #connection: DatabaseSync;
  readonly #guard: (writes: boolean) => void;
  readonly #statements = new Map<string, Prepared>();

  constructor(connection: DatabaseSync, guard: (writes: boolean) => void) {
    this.#connection = connection;
    this.#guard = guard;
  }

  executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    try {
      const { statement, returnsRows, writes } = this.#prepare(query.sql);
      this.#guard(writes);
      const parameters = query.parameters.map(toSqliteValue);
      if (returnsRows) return Promise.resolve({ rows: statement.all(...parameters) as Row[] });
      const { changes, lastInsertRowid } = statement.run(...parameters);
      return Promise.resolve({
        rows: [],
        numAffectedRows: BigInt(changes),
        insertId: BigInt(lastInsertRowid),
      });
    } catch (error) {
      return Promise.reject(describeSqliteError(error));
    }
  }

  #prepare(sql: string): Prepared {
    const known = this.#statements.get(sql);
    if (known) return known;
    const statement = this.#connection.prepare(sql);
    const prepared = { statement, returnsRows: statement.columns().length > 0, writes: !/^\s*select\b/i.test(sql) };
    if (this.#statements.size >= STATEMENT_CACHE_SIZE) {
      const [oldest] = this.#statements.keys();
      if (oldest !== undefined) this.#statements.delete(oldest);
    }
    this.#statements.set(sql, prepared);
    return prepared;
  }
}

export function toSqliteValue(value: unknown): SQLInputValue {
  if (value === undefined) throw new Error("undefined is not a value of a row");
  if (typeof value === "boolean") return value ? 1 : 0;
  return value as SQLInputValue;
}

const SQLITE_FULL = 13;
const SQLITE_IOERR = 10;
const SQLITE_BUSY = 5;
const SQLITE_READONLY = 8;
const SQLITE_CONSTRAINT = 19;

/** Whether another connection holds the lock that was asked for. */
export const isLocked = (error: unknown): boolean =>
  error instanceof Error && "errcode" in error && Number(error.errcode) % 256 === SQLITE_BUSY;

/** Turns SQLite's own errors into those of the database port; anything else is passed on as it is. */
export function describeSqliteError(error: unknown): unknown {
  if (!(error instanceof Error) || !("errcode" in error) || typeof error.errcode !== "number") return error;
  const primary = error.errcode & 0xff;
  if (primary === SQLITE_CONSTRAINT) {
    const unique = /UNIQUE constraint failed: ([A-Za-z_]+)\./.exec(error.message);
    if (unique?.[1]) return new UniqueViolation(unique[1], error);
  }
  if (primary === SQLITE_FULL) return new DatabaseUnavailable("the disk under the database is full", error, true);
  if (primary === SQLITE_IOERR || primary === SQLITE_BUSY || primary === SQLITE_READONLY)
    return new DatabaseUnavailable("the database file cannot be used", error);
  return error;
}
