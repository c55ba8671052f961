import type { Compilable, CompiledQuery, Kysely } from "kysely";
import type { Database, UnitOf } from "../core/ports/database.ts";
import type { Tables } from "./tables.ts";

/** The database with our tables in it. */
export type Store = Database<Tables>;
/** What reads take: the store's reader or a unit's own view. */
export type Reader = Kysely<Tables>;
/** What writes take: one transaction. */
export type Unit = UnitOf<Tables>;

const compiledInserts = { sqlite: new Map<string, CompiledQuery>(), postgres: new Map<string, CompiledQuery>() };

/** Without what the database fills in by itself. */
type Insertable<Name extends keyof Tables> = {
  [Column in keyof Tables[Name] as Column extends "seq" | "indexed" ? never : Column]: Tables[Name][Column];
};

/**
 * Inserts one whole row. The statement is compiled once per table and set of columns: building it anew costs 20 µs, and
 * an accept makes ten of them.
 * @param returning a column that the database fills in
 * @returns what it filled in, when asked for
 */
export async function insertRow<Name extends keyof Tables>(
  unit: Unit,
  table: Name,
  row: Insertable<Name>,
  returning?: string,
): Promise<Record<string, unknown> | undefined> {
  const columns = Object.keys(row);
  const key = `${table}(${columns.join()})${returning ?? ""}`;
  const known = compiledInserts[unit.dialect].get(key);
  // Kysely's types tie a row to one table name; here the name is a parameter, and `Insertable` has checked the pair.
  const insert = () => {
    const query = unit.db.insertInto(table).values(row as never);
    return returning === undefined ? query.compile() : query.returning(returning as never).compile();
  };
  const compiled = known ?? insert();
  if (!known) compiledInserts[unit.dialect].set(key, compiled);
  const { rows } = await unit.db.executeQuery({ ...compiled, parameters: Object.values(row) });
  return rows[0] as Record<string, unknown> | undefined;
}

/**
 * Rows in one statement, from the most on: enough to save most of the ways to a database, few enough for SQLite's 32,766
 * values, and of so few sizes that each is compiled and prepared once. A batch of an import takes 2 to 6 of them for each table.
 */
const ROWS_A_STATEMENT = [250, 100, 50, 20, 10, 5, 2, 1] as const;

/** Inserts many whole rows of one table, all with the same columns. */
export async function insertRows<Name extends keyof Tables>(
  unit: Unit,
  table: Name,
  rows: readonly Insertable<Name>[],
): Promise<void> {
  await insertMany(unit, table, rows, []);
}

/** The same, and tells what the database filled into `returning` columns, in no particular order. */
export async function insertMany<Name extends keyof Tables>(
  unit: Unit,
  table: Name,
  rows: readonly Insertable<Name>[],
  returning: readonly string[],
): Promise<Record<string, unknown>[]> {
  const made: Record<string, unknown>[] = [];
  for (let from = 0; from < rows.length; ) {
    const size = ROWS_A_STATEMENT.find((most) => most <= rows.length - from) ?? 1;
    const some = rows.slice(from, from + size);
    from += size;
    const columns = Object.keys(some[0] ?? {}) as (keyof Insertable<Name>)[];
    const key = `${table}(${columns.join()})x${some.length}${returning.join()}`;
    const build = () => {
      const query = unit.db.insertInto(table).values(some as never);
      return returning.length === 0 ? query.compile() : query.returning(returning as never).compile();
    };
    const compiled = compiledInserts[unit.dialect].get(key) ?? build();
    compiledInserts[unit.dialect].set(key, compiled);
    const parameters = some.flatMap((row) => columns.map((column) => row[column]));
    const { rows: told } = await unit.db.executeQuery({ ...compiled, parameters });
    made.push(...(told as Record<string, unknown>[]));
  }
  return made;
}

/**
 * A query that is built once and run with other values each time, for the few that every accept makes. `build` is given
 * stand-ins for the values; they must appear in the statement in the order in which the values are given later.
 */
export function compiledOnce<Row, const Values extends readonly unknown[]>(
  build: (db: Reader, standIns: { [Index in keyof Values]: never }) => Compilable<Row>,
): (db: Reader, values: Values) => Promise<Row[]> {
  // Keyed by the compiler in use, since each database has its own.
  const known = new WeakMap<object, CompiledQuery<Row>>();
  return async (db, values) => {
    const key = db.getExecutor().adapter.constructor;
    let compiled = known.get(key);
    if (!compiled) {
      compiled = build(db, values as unknown as { [Index in keyof Values]: never }).compile();
      if (
        compiled.parameters.length !== values.length ||
        compiled.parameters.some((parameter, index) => parameter !== values[index])
      )
        throw new Error("a compiled query takes its values in another order than it is given them");
      known.set(key, compiled);
    }
    const { rows } = await db.executeQuery<Row>({ ...compiled, parameters: values });
    return rows;
  };
}
