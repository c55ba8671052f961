import { sql } from "kysely";
import type { Unit } from "../store.ts";

/**
 * On SQLite, too, words of titles, of what is said and of notes are terms of their own, and on PostgreSQL words that stand in a row
 * and shorter stretches: what was indexed before is indexed anew.
 */
export async function up({ db }: Unit): Promise<void> {
  const { rows } = await sql<{ last: number | null }>`select max(seq) as last from items`.execute(db);
  const endedAt = rows[0]?.last == null ? 0 : null;
  await sql`delete from search_index`.execute(db);
  await sql`insert into search_index (version, done_to, ended_at) values (3, 0, ${endedAt})`.execute(db);
}
