import { sql } from "kysely";
import type { Unit } from "../store.ts";

/** What backups were taken, and the secret addresses at which walls are read as feeds. */
export async function up({ db, dialect }: Unit): Promise<void> {
  const postgres = dialect === "postgres";
  const whole = sql.raw(postgres ? "bigint" : "integer");
  const text = sql.raw(postgres ? 'text collate "C"' : "text");
  await sql`create table backups (id ${text} primary key, cause ${text} not null, state ${text} not null,
    host ${text} not null, folder ${text}, bytes ${whole} not null, error ${text}, started_at ${whole} not null,
    ended_at ${whole})`.execute(db);
  await sql`create table feeds (wall ${text} primary key references walls (id) on delete cascade, owner ${text} not null references persons (id) on delete cascade,
    token_hash ${text} not null unique, created_at ${whole} not null)`.execute(db);
}
