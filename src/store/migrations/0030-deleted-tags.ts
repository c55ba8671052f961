import { sql } from "kysely";
import type { Unit } from "../store.ts";

/** Tags that a person deleted, for a while with the items that had them; and the words that no analysis uses again. */
export async function up({ db, dialect }: Unit): Promise<void> {
  const whole = sql.raw(dialect === "postgres" ? "bigint" : "integer");
  const text = sql.raw(dialect === "postgres" ? 'text collate "C"' : "text");
  const narrow = sql.raw(dialect === "postgres" ? "" : "without rowid");
  await sql`create table deleted_tags (id ${text} primary key,
    owner ${text} not null references persons (id) on delete cascade, name ${text} not null, folded ${text} not null,
    synonyms ${text} not null, deleted_at ${whole} not null) ${narrow}`.execute(db);
  await sql`create index deleted_tags_by_word on deleted_tags (owner, folded, deleted_at)`.execute(db);
  await sql`create index deleted_tags_by_age on deleted_tags (deleted_at)`.execute(db);
  await sql`create table deleted_tag_items (tag ${text} not null references deleted_tags (id) on delete cascade,
    item ${text} not null references items (id) on delete cascade, "by" ${text} not null,
    primary key (tag, item, "by")) ${narrow}`.execute(db);
  await sql`create index deleted_tags_of_item on deleted_tag_items (item)`.execute(db);
  await sql`create table unwanted_tags (owner ${text} not null references persons (id) on delete cascade,
    folded ${text} not null, name ${text} not null, created_at ${whole} not null,
    primary key (owner, folded)) ${narrow}`.execute(db);
}
