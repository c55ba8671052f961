import { type CreateTableBuilder, sql } from "kysely";
import type { Unit } from "../store.ts";

/** Other words for a tag, pairs of tags that stay two, and the questions that a person's vocabulary asks. */
export async function up({ db, dialect }: Unit): Promise<void> {
  const postgres = dialect === "postgres";
  const text = postgres ? sql`text collate "C"` : sql`text`;
  const time = postgres ? sql`bigint` : sql`integer`;
  const narrow = <T extends string, C extends string>(builder: CreateTableBuilder<T, C>) =>
    postgres ? builder : builder.modifyEnd(sql`without rowid`);
  const index = (statement: string) => sql.raw(statement).execute(db);

  // Set while the items of a tag are being tagged anew with another one.
  await index(`alter table tags add column merged_into text${postgres ? ' collate "C"' : ""}`);
  await index(`create index tags_ending on tags (merged_into) where merged_into is not null`);

  await narrow(
    db.schema
      .createTable("tag_synonyms")
      .addColumn("owner", text, (c) => c.notNull())
      .addColumn("folded", text, (c) => c.notNull())
      // As it was written, to be shown.
      .addColumn("name", text, (c) => c.notNull())
      .addColumn("tag", text, (c) => c.notNull().references("tags.id").onDelete("cascade"))
      .addColumn("created_at", time, (c) => c.notNull())
      .addPrimaryKeyConstraint("tag_synonyms_key", ["owner", "folded"]),
  ).execute();
  await index(`create index synonyms_of_tag on tag_synonyms (tag)`);

  await narrow(
    db.schema
      .createTable("tag_pairs_kept")
      .addColumn("owner", text, (c) => c.notNull().references("persons.id").onDelete("cascade"))
      .addColumn("folded_a", text, (c) => c.notNull())
      .addColumn("folded_b", text, (c) => c.notNull())
      .addPrimaryKeyConstraint("tag_pairs_kept_key", ["owner", "folded_a", "folded_b"])
      .addCheckConstraint("tag_pairs_kept_order", sql`folded_a < folded_b`),
  ).execute();

  // The same expression as `tagKey` in core/tag-name.ts, so that "machinelearning" finds "machine learning" by index.
  await index(`create index tags_by_key on tags (owner, replace(replace(replace(folded, ' ', ''), '-', ''), '_', ''))`);
  await index(
    `create index items_of_site on items (owner, site, id) where site is not null and deleted_at is null and merged_into is null`,
  );
}
