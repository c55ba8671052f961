import { sql } from "kysely";
import type { Unit } from "../store.ts";

/**
 * What orders a wall, and where an item was put by hand. A previous version writes neither, and what it puts on a wall
 * stands where its time belongs.
 */
export async function up({ db, dialect }: Unit): Promise<void> {
  const postgres = dialect === "postgres";
  const text = sql.raw(postgres ? 'text collate "C"' : "text");
  await sql`alter table walls add column sorting ${text} not null default 'newest'`.execute(db);
  await sql`alter table places add column position ${text}`.execute(db);
  const moment = sql.raw(postgres ? "lpad(sort_at::text, 13, '0')" : "printf('%013d', sort_at)");
  await sql`create index places_by_hand on places (wall, coalesce(position, ${moment} || item), item)
    where removed_at is null`.execute(db);
}
