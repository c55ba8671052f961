import { sql } from "kysely";
import type { Unit } from "../store.ts";

/** Who sees a wall beside its owner, and who is asked to. */
export async function up({ db, dialect }: Unit): Promise<void> {
  const postgres = dialect === "postgres";
  const whole = sql.raw(postgres ? "bigint" : "integer");
  const text = sql.raw(postgres ? 'text collate "C"' : "text");
  const narrow = sql.raw(postgres ? "" : "without rowid");
  await sql`create table members (wall ${text} not null references walls (id) on delete cascade,
    person ${text} not null references persons (id) on delete cascade, role ${text} not null,
    added_by ${text} not null, created_at ${whole} not null, primary key (wall, person)) ${narrow}`.execute(db);
  await sql`alter table walls add column shared_at ${whole}`.execute(db);
  await sql`create index members_of_person on members (person, wall)`.execute(db);
  await sql`create table wall_invitations (id ${text} primary key, wall ${text} not null references walls (id) on delete cascade,
    role ${text} not null, token_hash ${text} unique, person ${text} references persons (id) on delete cascade,
    made_by ${text} not null references persons (id) on delete cascade, created_at ${whole} not null,
    expires_at ${whole} not null, used_at ${whole}, used_by ${text}, ended_at ${whole})`.execute(db);
  await sql`create index wall_invitations_of_wall on wall_invitations (wall, id)`.execute(db);
  await sql`create index wall_invitations_for_person on wall_invitations (person, id) where person is not null`.execute(
    db,
  );
}
