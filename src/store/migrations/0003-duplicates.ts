import { type CreateTableBuilder, sql } from "kysely";
import type { Unit } from "../store.ts";

/** What an item is recognised by beside its addresses, and pairs of items that may be one thing. */
export async function up({ db, dialect }: Unit): Promise<void> {
  const postgres = dialect === "postgres";
  const text = postgres ? sql`text collate "C"` : sql`text`;
  const time = postgres ? sql`bigint` : sql`integer`;
  const narrow = <T extends string, C extends string>(builder: CreateTableBuilder<T, C>) =>
    postgres ? builder : builder.modifyEnd(sql`without rowid`);
  const index = (statement: string) => sql.raw(statement).execute(db);

  await narrow(
    db.schema
      .createTable("marks")
      .addColumn("owner", text, (c) => c.notNull())
      .addColumn("hash", text, (c) => c.notNull())
      .addColumn("item", text, (c) => c.notNull().references("items.id").onDelete("cascade"))
      .addPrimaryKeyConstraint("marks_key", ["owner", "hash", "item"]),
  ).execute();
  await index(`create index marks_of_item on marks (item)`);

  await narrow(
    db.schema
      .createTable("duplicates")
      .addColumn("owner", text, (c) => c.notNull())
      // The older of the two: ids are in the order of their making.
      .addColumn("item", text, (c) => c.notNull().references("items.id").onDelete("cascade"))
      .addColumn("other", text, (c) => c.notNull().references("items.id").onDelete("cascade"))
      .addColumn("why", text, (c) => c.notNull())
      .addColumn("found_at", time, (c) => c.notNull())
      .addColumn("dismissed_at", time)
      .addPrimaryKeyConstraint("duplicates_key", ["item", "other"])
      .addCheckConstraint("duplicates_order", sql`item < other`),
  ).execute();
  await index(`create index duplicates_of_other on duplicates (other)`);
  await index(
    `create index duplicates_suggested on duplicates (owner, found_at, item, other) where dismissed_at is null`,
  );

  await index(`create index items_merged on items (merged_into) where merged_into is not null`);
}
