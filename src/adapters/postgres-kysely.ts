import {
  type CompiledQuery,
  type Dialect,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from "kysely";
import type pg from "pg";
import { driverOf } from "./kysely-driver.ts";

/**
 * Runs a statement where it belongs: on any connection of the pool for plain reads, on one certain connection inside a
 * unit. Its failures are in the database port's own words.
 */
export type RunStatement = (statement: pg.QueryConfig) => Promise<pg.QueryResult>;

/** Kysely over `pg`. */
export function postgresDialect(run: RunStatement): Dialect {
  const connection = new StatementRunner(run);
  return {
    createAdapter: () => new PostgresAdapter(),
    createQueryCompiler: () => new PostgresQueryCompiler(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createDriver: () => driverOf(connection),
  };
}

class StatementRunner {
  readonly #run: RunStatement;

  constructor(run: RunStatement) {
    this.#run = run;
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    const name = preparedName(query);
    const { command, rowCount, rows } = await this.#run({
      ...(name === undefined ? {} : { name }),
      text: query.sql,
      values: query.parameters.map(toPostgresValue),
    });
    const changes = command === "INSERT" || command === "UPDATE" || command === "DELETE";
    return changes ? { rows, numAffectedRows: BigInt(rowCount ?? 0) } : { rows };
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
