import { sql } from "kysely";
import { type AnyRow, RowDigest, type TableDigest, withoutNul } from "../core/row-digest.ts";
import { MOVED_TABLES, type MovedTable, movedTable } from "./moved-tables.ts";
import { emptyIndex } from "./search-index.ts";
import type { Reader, Store, Unit } from "./store.ts";

export type MovedRow = AnyRow;

/** The next rows in the order of the table's key; after `after`, or the first ones. */
export async function readPage(db: Reader, table: MovedTable, after: MovedRow | undefined): Promise<MovedRow[]> {
  const { key, rowsAPage } = movedTable(table);
  const columns = sql.join(key.map((column) => sql.ref(column)));
  const beyond = after ? sql`where (${columns}) > (${sql.join(key.map((column) => after[column] ?? null))})` : sql``;
  const { rows } = await sql<MovedRow>`
    select * from ${sql.table(table)} ${beyond} order by ${columns} limit ${rowsAPage}`.execute(db);
  return rows;
}

/** Adds rows. Those that stand already are left alone: whether they are the same is for `digestTable` to say. */
export async function addRows(unit: Unit, table: MovedTable, rows: readonly MovedRow[]): Promise<void> {
  await unit.db
    .insertInto(table)
    .values(rows.map(withoutNul) as never)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** The last row by the table's key: rows are added in that order, so a move that was interrupted goes on after it. */
export async function lastRow(db: Reader, table: MovedTable): Promise<MovedRow | undefined> {
  const descending = sql.join(movedTable(table).key.map((column) => sql`${sql.ref(column)} desc`));
  const { rows } = await sql<MovedRow>`select * from ${sql.table(table)} order by ${descending} limit 1`.execute(db);
  return rows[0];
}

export async function countRows(db: Reader, table: MovedTable): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from ${sql.table(table)}`.execute(db);
  return Number(rows[0]?.count ?? 0);
}

/** Whether nothing of anybody's stands here. Who holds a chore is of no meaning once nobody runs. */
export async function isEmpty(db: Reader): Promise<boolean> {
  for (const table of MOVED_TABLES) if (table !== "chores" && (await lastRow(db, table))) return false;
  return true;
}

/** Takes all rows away again, those that refer to others first. */
export async function emptyTables(unit: Unit): Promise<void> {
  await emptyIndex(unit);
  for (const table of MOVED_TABLES.toReversed()) await sql`delete from ${sql.table(table)}`.execute(unit.db);
}

export async function digestTable({ reader }: Store, table: MovedTable): Promise<TableDigest> {
  const digest = new RowDigest();
  let after: MovedRow | undefined;
  for (;;) {
    const page = await readPage(reader, table, after);
    for (const row of page) digest.add(row);
    after = page.at(-1);
    if (after === undefined) return digest.value;
  }
}

/** Items made from now on get numbers after those that came along. SQLite does so by itself. */
export async function continueNumbers(unit: Unit): Promise<void> {
  if (unit.dialect !== "postgres") return;
  await sql`select setval(pg_get_serial_sequence('items', 'seq'), coalesce(max(seq), 1), max(seq) is not null) from items`.execute(
    unit.db,
  );
}

/** PostgreSQL plans by what it last learnt of a table, which of one just filled is nothing, and keeps new words aside. */
export async function learnTables({ reader, dialect }: Store): Promise<void> {
  if (dialect === "postgres") await sql`vacuum (analyze)`.execute(reader);
}

/** Other processes of Digital Wall that use this PostgreSQL database, by their application names. */
export async function listUsers({ reader, dialect }: Store): Promise<string[]> {
  if (dialect !== "postgres") return [];
  const { rows } = await sql<{ name: string }>`
    select distinct application_name as name from pg_stat_activity
    where datname = current_database() and application_name ~ '^digital-wall (serve|worker) ' order by 1`.execute(
    reader,
  );
  return rows.map(({ name }) => name);
}
