import { sql } from "kysely";
import type { Unit } from "../store.ts";

/** How the item stood that a share found already saved, so that the share can be taken back. */
export async function up(unit: Unit): Promise<void> {
  const text = sql.raw(unit.dialect === "postgres" ? 'text collate "C"' : "text");
  await sql`alter table shares add column ${sql.ref("before")} ${text}`.execute(unit.db);
}
