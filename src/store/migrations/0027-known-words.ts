import { sql } from "kysely";
import type { Unit } from "../store.ts";

/**
 * The words that items have, each with about how many have it: for slips of the finger, for beginnings of words, and to tell
 * which of several words is the rarest. Learned by a chore after the items, beside every write; all of it can be lost.
 */
export async function up({ db, dialect }: Unit): Promise<void> {
  const whole = sql.raw(dialect === "postgres" ? "bigint" : "integer");
  const text = sql.raw(dialect === "postgres" ? 'text collate "C"' : "text");
  const narrow = sql.raw(dialect === "postgres" ? "" : "without rowid");
  await sql`create table known_words (word ${text} primary key, first ${text} not null, letters ${whole} not null,
    items ${whole} not null) ${narrow}`.execute(db);
  await sql`create index known_words_alike on known_words (first, items desc)`.execute(db);
  await sql`create table words_learned (id ${whole} primary key, done_to ${whole} not null)`.execute(db);
  await sql`insert into words_learned (id, done_to) values (1, 0)`.execute(db);
  // What failed or is being worked on is found among a million that are ready.
  await sql`create index items_not_ready on items (owner, seq) where state <> 'ready'`.execute(db);
  // Rows of the index are short, their words apart: what is found is then read from a tenth of the pages.
  if (dialect === "postgres") await sql`alter table item_words set (toast_tuple_target = 512)`.execute(db);
  // Words that a text is about, and those of titles, are terms of their own now: what was indexed before is indexed anew.
  const { rows } = await sql<{ last: number | null }>`select max(seq) as last from items`.execute(db);
  const endedAt = rows[0]?.last == null ? 0 : null;
  await sql`delete from search_index`.execute(db);
  await sql`insert into search_index (version, done_to, ended_at) values (2, 0, ${endedAt})`.execute(db);
}
