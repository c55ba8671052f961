import { sql } from "kysely";
import type { Unit } from "../store.ts";

/** What a wall is for, in its owner's words. */
export async function up(unit: Unit): Promise<void> {
  const text = sql.raw(unit.dialect === "postgres" ? 'text collate "C"' : "text");
  await sql`alter table walls add column description ${text}`.execute(unit.db);
}
