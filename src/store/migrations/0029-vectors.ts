import { sql } from "kysely";
import type { Unit } from "../store.ts";

/**
 * Vectors of what items say, for finding by meaning; all of it is made anew from the items where it is lost. The index has
 * the signs of the numbers in it, so that a look for what is near reads nothing else.
 */
export async function up({ db, dialect }: Unit): Promise<void> {
  const isPostgres = dialect === "postgres";
  const whole = sql.raw(isPostgres ? "bigint" : "integer");
  const text = sql.raw(isPostgres ? 'text collate "C"' : "text");
  const bytes = sql.raw(isPostgres ? "bytea" : "blob");
  const signs = sql.raw(isPostgres ? "bit varying" : "blob");
  await sql`create table item_vectors (seq ${whole} primary key, item ${text} not null unique
    references items (id) on delete cascade, owner ${text} not null, model ${text} not null, dimensions ${whole} not null,
    digest ${text} not null, signs ${signs} not null, vector ${bytes} not null, made_at ${whole} not null)`.execute(db);
  const columns = sql.raw(isPostgres ? "seq) include (signs)" : "seq, signs)");
  await sql`create index item_vectors_near on item_vectors (owner, model, dimensions, ${columns}`.execute(db);
  await sql`create table vectors_due (item ${text} primary key references items (id) on delete cascade,
    owner ${text} not null, version ${whole} not null, tries ${whole} not null, due_at ${whole} not null)`.execute(db);
  await sql`create index vectors_due_of on vectors_due (owner, due_at)`.execute(db);
  await sql`create table vector_models (model ${text} primary key, dimensions ${whole} not null,
    unlike_e6 ${whole} not null, up_to ${whole} not null, down_to ${whole} not null)`.execute(db);
}
