import { sql } from "kysely";
import type { Unit } from "../store.ts";

/** Where a database is being filled from another one; nothing else may start on it until that has ended. */
export async function up(unit: Unit): Promise<void> {
  const time = sql.raw(unit.dialect === "postgres" ? "bigint" : "integer");
  const text = sql.raw(unit.dialect === "postgres" ? 'text collate "C"' : "text");
  await sql`create table moves (source ${text} primary key, started_at ${time} not null, ended_at ${time})`.execute(
    unit.db,
  );
}
