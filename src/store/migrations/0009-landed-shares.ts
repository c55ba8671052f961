import { sql } from "kysely";
import type { Unit } from "../store.ts";

/** What phones posted to the server themselves, until somebody taps on it. */
export async function up(unit: Unit): Promise<void> {
  const whole = sql.raw(unit.dialect === "postgres" ? "bigint" : "integer");
  const text = sql.raw(unit.dialect === "postgres" ? 'text collate "C"' : "text");
  await sql`create table landed_shares (id ${text} primary key, browser_hash ${text} not null, person ${text},
    words ${text} not null, file_ids ${text} not null, bytes ${whole} not null, whole_at ${whole}, saved_at ${whole},
    expires_at ${whole} not null)`.execute(unit.db);
  await sql`create index landed_shares_of_browser on landed_shares (browser_hash)`.execute(unit.db);
}
