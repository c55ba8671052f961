import { randomBytes } from "node:crypto";
import { sql } from "kysely";
import type { Unit } from "../store.ts";

/** What a mirror of an account needs to know beside the clocks of its walls. */
export async function up({ db, dialect }: Unit): Promise<void> {
  const whole = sql.raw(dialect === "postgres" ? "bigint" : "integer");
  const text = sql.raw(dialect === "postgres" ? 'text collate "C"' : "text");
  const narrow = sql.raw(dialect === "postgres" ? "" : "without rowid");
  await sql`create table change_numbers (id ${whole} primary key, base ${whole} not null, floor ${whole} not null)`.execute(
    db,
  );
  const { rows } = await sql<{ last: number | null }>`select max(clock) as last from wall_clocks`.execute(db);
  // SQLite counts on from here. On PostgreSQL numbers follow the transactions: far beyond any clock until now, or, in a young
  // database, lifted there.
  await sql`insert into change_numbers (id, base, floor) values (1, ${Number(rows[0]?.last ?? 0)}, 0)`.execute(db);
  await sql`create table change_runs (n ${whole} primary key, nonce ${text} not null unique, number ${whole} not null,
    system ${text} not null)`.execute(db);
  await sql`insert into change_runs (n, nonce, number, system) values (1, ${randomBytes(9).toString("base64url")}, 0, '')`.execute(
    db,
  );
  await sql`create table account_changes (person ${text} not null references persons (id) on delete cascade,
    kind ${text} not null, thing ${text} not null, number ${whole} not null, whole_from ${whole} not null,
    gone_at ${whole}, primary key (person, kind, thing)) ${narrow}`.execute(db);
  await sql`create index account_changes_since on account_changes (person, number, kind, thing)`.execute(db);
  await sql`create index account_changes_gone on account_changes (gone_at) where gone_at is not null`.execute(db);
  await sql`create index highlights_to_mirror on highlights (person, id)`.execute(db);
}
