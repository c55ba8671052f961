import { sql } from "kysely";
import type { Unit } from "../store.ts";

/**
 * Ways in beside the owner's link: passkeys, and accounts at another service (OpenID Connect). What a browser is asked
 * meanwhile stands in two tables of its own, as hashes only.
 */
export async function up(unit: Unit): Promise<void> {
  const whole = sql.raw(unit.dialect === "postgres" ? "bigint" : "integer");
  const text = sql.raw(unit.dialect === "postgres" ? 'text collate "C"' : "text");
  const narrow = sql.raw(unit.dialect === "postgres" ? "" : "without rowid");
  const person = sql`person ${text} not null references persons (id) on delete cascade`;
  const nobodyYet = sql`person ${text} references persons (id) on delete cascade`;
  await sql`create table passkey_handles (${person}, handle ${text} not null unique, primary key (person))
    ${narrow}`.execute(unit.db);
  await sql`create table passkeys (id ${text} primary key, ${person}, credential ${text} not null unique,
    public_key ${text} not null, counter ${whole} not null, transports ${text} not null, name ${text} not null,
    backed_up ${whole} not null, created_at ${whole} not null, used_at ${whole}) ${narrow}`.execute(unit.db);
  await sql`create index passkeys_of_person on passkeys (person)`.execute(unit.db);
  await sql`create table passkey_challenges (hash ${text} primary key, ${nobodyYet}, purpose ${text} not null,
    expires_at ${whole} not null, used_at ${whole}) ${narrow}`.execute(unit.db);
  await sql`create table identities (id ${text} primary key, ${person}, issuer ${text} not null,
    subject ${text} not null, email ${text}, linked_at ${whole} not null, used_at ${whole}, unique (issuer, subject))
    ${narrow}`.execute(unit.db);
  await sql`create index identities_of_person on identities (person)`.execute(unit.db);
  await sql`create table oidc_flows (hash ${text} primary key, ${nobodyYet}, purpose ${text} not null,
    return_to ${text} not null, expires_at ${whole} not null, used_at ${whole}) ${narrow}`.execute(unit.db);
}
