import { sql } from "kysely";
import type { Unit } from "../store.ts";

/** Links that open a wall to whoever has them, and what guests brought by one. */
export async function up({ db, dialect }: Unit): Promise<void> {
  const postgres = dialect === "postgres";
  const whole = sql.raw(postgres ? "bigint" : "integer");
  const text = sql.raw(postgres ? 'text collate "C"' : "text");
  await sql`create table wall_links (id ${text} primary key, wall ${text} not null references walls (id) on delete cascade,
    kind ${text} not null, token_hash ${text} not null unique, name ${text}, password_hash ${text}, expires_at ${whole},
    revoked_at ${whole}, embed ${whole} not null, moderated ${whole} not null, most_items ${whole}, most_bytes ${whole},
    made_by ${text} not null references persons (id) on delete cascade, created_at ${whole} not null,
    used_at ${whole})`.execute(db);
  await sql`create index wall_links_of_wall on wall_links (wall, id)`.execute(db);
  await sql`alter table walls add column indexed ${whole} not null default 0`.execute(db);
  await sql`create table guest_shares (id ${text} primary key, link ${text} not null references wall_links (id) on delete cascade,
    wall ${text} not null references walls (id) on delete cascade, state ${text} not null, words ${text} not null,
    files ${text} not null, bytes ${whole} not null, guest_name ${text}, address_hash ${text} not null,
    item ${text}, created_at ${whole} not null, decided_at ${whole})`.execute(db);
  await sql`create index guest_shares_of_wall on guest_shares (wall, state, id)`.execute(db);
  await sql`create index guest_shares_of_link on guest_shares (link, created_at)`.execute(db);
}
