import { sql } from "kysely";
import type { Unit } from "../store.ts";

/** What people bring from elsewhere: imports, what became of each of their rows, and highlights. */
export async function up(unit: Unit): Promise<void> {
  const whole = sql.raw(unit.dialect === "postgres" ? "bigint" : "integer");
  const text = sql.raw(unit.dialect === "postgres" ? 'text collate "C"' : "text");
  // A narrow table found by its key alone needs no second tree on SQLite.
  const narrow = sql.raw(unit.dialect === "postgres" ? "" : "without rowid");
  await sql`create table imports (id ${text} primary key,
    person ${text} not null references persons (id) on delete cascade, source ${text} not null, file ${text},
    state ${text} not null, format ${text}, wanted ${text} not null, starts ${whole} not null,
    position ${whole} not null, known_rows ${whole}, checked ${text}, counts ${text} not null,
    made_walls ${text} not null, error_code ${text}, error_detail ${text}, idempotency_key ${text},
    fingerprint ${text} not null, attempt ${whole} not null, tries ${whole} not null, leased_by ${text}, leased_until ${whole},
    version ${whole} not null, created_at ${whole} not null, updated_at ${whole} not null, started_at ${whole},
    ended_at ${whole})`.execute(unit.db);
  await sql`create unique index imports_idempotent on imports (person, idempotency_key)
    where idempotency_key is not null`.execute(unit.db);
  await sql`create index imports_of_person on imports (person, id)`.execute(unit.db);
  await sql`create index imports_due on imports (id)
    where state in ('checking', 'importing', 'undoing')`.execute(unit.db);
  await sql`create index imports_with_file on imports (updated_at) where file is not null`.execute(unit.db);

  await sql`create table import_rows (import ${text} not null references imports (id) on delete cascade,
    n ${whole} not null, kind ${text} not null, state ${text} not null, item ${text}, title ${text}, url ${text},
    place ${text} not null, reason_code ${text}, reason ${text}, lost ${text}, kept ${text}, made ${text},
    primary key (import, n)) ${narrow}`.execute(unit.db);
  await sql`create index import_rows_in_state on import_rows (import, state, n)`.execute(unit.db);
  await sql`create index import_rows_of_item on import_rows (item) where item is not null`.execute(unit.db);

  await sql`create table highlights (id ${text} primary key,
    item ${text} not null references items (id) on delete cascade,
    person ${text} not null references persons (id) on delete cascade, text ${text} not null, note ${text},
    colour ${text}, place ${text}, import ${text}, created_at ${whole} not null)`.execute(unit.db);
  await sql`create index highlights_of_item on highlights (item, person, created_at, id)`.execute(unit.db);
}
