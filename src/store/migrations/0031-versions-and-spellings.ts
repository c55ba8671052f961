import { sql } from "kysely";
import type { Unit } from "../store.ts";

/** How often a wall was edited; and how far a tag's new spelling has been told to what has it. */
export async function up({ db, dialect }: Unit): Promise<void> {
  const whole = sql.raw(dialect === "postgres" ? "bigint" : "integer");
  const text = sql.raw(dialect === "postgres" ? 'text collate "C"' : "text");
  await sql`alter table walls add column edited_version ${whole} not null default 0`.execute(db);
  await sql`alter table tags add column told_up_to ${text}`.execute(db);
}
