import { sql } from "kysely";
import type { Unit } from "../store.ts";

/** Walls whose things are what a question finds. */
export async function up({ db, dialect }: Unit): Promise<void> {
  const text = sql.raw(dialect === "postgres" ? 'text collate "C"' : "text");
  await sql`alter table walls add column query ${text}`.execute(db);
}
