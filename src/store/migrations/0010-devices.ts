import { sql } from "kysely";
import type { Unit } from "../store.ts";

/** What a browser said of itself when somebody signed in with it, so that sessions can be told apart. */
export async function up(unit: Unit): Promise<void> {
  const text = sql.raw(unit.dialect === "postgres" ? 'text collate "C"' : "text");
  await sql`alter table sessions add column user_agent ${text}`.execute(unit.db);
}
