import { sql } from "kysely";
import type { Unit } from "../store.ts";

/** More people than the owner: how they get in, who invited them, and what was done in their name. */
export async function up({ db, dialect }: Unit): Promise<void> {
  const postgres = dialect === "postgres";
  const whole = sql.raw(postgres ? "bigint" : "integer");
  const text = sql.raw(postgres ? 'text collate "C"' : "text");
  const narrow = sql.raw(postgres ? "" : "without rowid");
  const person = sql`${text} not null references persons (id) on delete cascade`;

  for (const column of [sql`login ${text}`, sql`disabled_at ${whole}`, sql`leaving_at ${whole}`])
    await sql`alter table persons add column ${column}`.execute(db);
  await sql`create unique index persons_by_login on persons (login) where login is not null`.execute(db);
  await sql`create index persons_leaving on persons (id) where leaving_at is not null`.execute(db);

  await sql`create table passwords (person ${text} primary key references persons (id) on delete cascade,
    phc ${text} not null, changed_at ${whole} not null) ${narrow}`.execute(db);
  await sql`create table totps (person ${text} primary key references persons (id) on delete cascade,
    secret ${text} not null, last_step ${whole}, created_at ${whole} not null, confirmed_at ${whole}) ${narrow}`.execute(
    db,
  );
  await sql`create table recovery_codes (person ${person}, hash ${text} not null, used_at ${whole},
    primary key (person, hash)) ${narrow}`.execute(db);
  await sql`create table pending_sign_ins (hash ${text} primary key, person ${person}, tries ${whole} not null,
    expires_at ${whole} not null) ${narrow}`.execute(db);
  await sql`create table reset_links (hash ${text} primary key, person ${person}, expires_at ${whole} not null,
    used_at ${whole}) ${narrow}`.execute(db);
  await sql`create index reset_links_of_person on reset_links (person)`.execute(db);

  await sql`create table invitations (id ${text} primary key, token_hash ${text} not null unique, made_by ${person},
    role_of_house ${text} not null, email ${text}, name_hint ${text},
    expires_at ${whole} not null, used_at ${whole}, used_by ${text}, revoked_at ${whole},
    created_at ${whole} not null)`.execute(db);
  await sql`create index invitations_made_by on invitations (made_by, id)`.execute(db);

  await sql`create table house (name ${text} primary key, value ${text} not null) ${narrow}`.execute(db);

  await sql`create table mails (id ${text} primary key, person ${person}, kind ${text} not null, recipient ${text} not null,
    subject ${text} not null, body ${text}, state ${text} not null, tries ${whole} not null, due_at ${whole} not null,
    error ${text}, created_at ${whole} not null, ended_at ${whole})`.execute(db);
  await sql`create index mails_due on mails (due_at) where state = 'waiting'`.execute(db);
  await sql`create index mails_of_person on mails (person, created_at)`.execute(db);

  // What was done outlives whoever did it.
  await sql`create table audit (id ${text} primary key, at ${whole} not null, actor ${text}, action ${text} not null,
    subject ${text}, detail ${text} not null, address ${text}, once ${text})`.execute(db);
  await sql`create index audit_old on audit (at)`.execute(db);
  await sql`create unique index audit_once on audit (once) where once is not null`.execute(db);
}
