import { sql } from "kysely";
import type { Unit } from "../store.ts";

/** Keys under which addresses of files are signed, each for a day; and by which API key a file was handed in by itself. */
export async function up(unit: Unit): Promise<void> {
  const time = sql.raw(unit.dialect === "postgres" ? "bigint" : "integer");
  const text = sql.raw(unit.dialect === "postgres" ? 'text collate "C"' : "text");
  await sql`create table signing_keys (id ${text} primary key, secret ${text} not null, created_at ${time} not null)`.execute(
    unit.db,
  );
  await sql`alter table files add column staged_by ${text}`.execute(unit.db);
}
