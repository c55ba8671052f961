import { sql } from "kysely";
import type { Unit } from "../store.ts";

/** Changes to many items, each of which can be taken back as one. */
export async function up({ db, dialect }: Unit): Promise<void> {
  const whole = sql.raw(dialect === "postgres" ? "bigint" : "integer");
  const text = sql.raw(dialect === "postgres" ? 'text collate "C"' : "text");
  const narrow = sql.raw(dialect === "postgres" ? "" : "without rowid");
  await sql`create table acts (id ${text} primary key,
    person ${text} not null references persons (id) on delete cascade, kind ${text} not null, state ${text} not null,
    change ${text} not null, query ${text}, counts ${text} not null, reasons ${text} not null, idempotency_key ${text},
    fingerprint ${text} not null, attempt ${whole} not null, tries ${whole} not null, leased_by ${text},
    leased_until ${whole}, created_at ${whole} not null, updated_at ${whole} not null, ended_at ${whole})`.execute(db);
  await sql`create unique index acts_idempotent on acts (person, idempotency_key)
    where idempotency_key is not null`.execute(db);
  await sql`create index acts_of_person on acts (person, id)`.execute(db);
  await sql`create index acts_due on acts (id) where state in ('running', 'undoing')`.execute(db);
  await sql`create index acts_ended on acts (ended_at) where ended_at is not null`.execute(db);

  await sql`create table act_portions (act ${text} not null references acts (id) on delete cascade, n ${whole} not null,
    items ${text} not null, primary key (act, n))`.execute(db);
  // Items may be gone before the act is: it says so then.
  await sql`create table act_items (act ${text} not null references acts (id) on delete cascade, item ${text} not null,
    before ${text} not null, primary key (act, item)) ${narrow}`.execute(db);
}
