import { sql } from "kysely";
import { wordsToFind } from "../highlight-words.ts";
import type { Unit } from "../store.ts";

/** Highlights that are found by their words and listed by person; how far people have read; what comes back to them. */
export async function up(unit: Unit): Promise<void> {
  const { db, dialect } = unit;
  const whole = sql.raw(dialect === "postgres" ? "bigint" : "integer");
  const text = sql.raw(dialect === "postgres" ? 'text collate "C"' : "text");
  const narrow = sql.raw(dialect === "postgres" ? "" : "without rowid");
  await sql`alter table highlights add column words ${text} not null default ''`.execute(db);
  await sql`create index highlights_of_person on highlights (person, created_at, id)`.execute(db);
  await fillWords(unit);

  await sql`create table progress (item ${text} not null references items (id) on delete cascade,
    person ${text} not null references persons (id) on delete cascade, thousandths ${whole} not null, anchor ${text},
    opened_at ${whole} not null, read_at ${whole}, updated_at ${whole} not null,
    primary key (item, person)) ${narrow}`.execute(db);
  await sql`create index progress_of_person on progress (person, opened_at, item)`.execute(db);

  await sql`create table resurfaced (item ${text} not null references items (id) on delete cascade,
    person ${text} not null references persons (id) on delete cascade, day ${text} not null, n ${whole} not null,
    why ${text} not null, never_at ${whole}, primary key (item, person)) ${narrow}`.execute(db);
  await sql`create index resurfaced_on_day on resurfaced (person, day, n)`.execute(db);
  await sql`create table resurfacing (person ${text} primary key references persons (id) on delete cascade,
    off_at ${whole}, dismissed_day ${text}) ${narrow}`.execute(db);
}

const ROWS_A_PAGE = 500;

/** What was marked before gets its words. */
async function fillWords({ db }: Unit): Promise<void> {
  for (let after = ""; ; ) {
    const { rows } = await sql<{ id: string; text: string; note: string | null }>`select id, text, note from highlights
      where id > ${after} order by id limit ${ROWS_A_PAGE}`.execute(db);
    for (const { id, ...said } of rows)
      await sql`update highlights set words = ${wordsToFind(said)} where id = ${id}`.execute(db);
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.id;
  }
}
