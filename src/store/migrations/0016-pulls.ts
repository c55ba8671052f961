import { sql } from "kysely";
import type { Unit } from "../store.ts";

/** Imports that are pulled from a service: its key while it is needed, and the pages of its API as they were answered. */
export async function up(unit: Unit): Promise<void> {
  const whole = sql.raw(unit.dialect === "postgres" ? "bigint" : "integer");
  const text = sql.raw(unit.dialect === "postgres" ? 'text collate "C"' : "text");
  const narrow = sql.raw(unit.dialect === "postgres" ? "" : "without rowid");
  await sql`create table import_pulls (import ${text} primary key references imports (id) on delete cascade,
    secret ${text}, cursor ${text}, things ${whole} not null, pages ${whole} not null) ${narrow}`.execute(unit.db);
  await sql`create index import_pulls_with_secret on import_pulls (import) where secret is not null`.execute(unit.db);
  await sql`create table import_pages (import ${text} not null references imports (id) on delete cascade,
    n ${whole} not null, file ${text} not null, primary key (import, n)) ${narrow}`.execute(unit.db);
}
