import { sql } from "kysely";
import type { Reader } from "./store.ts";
import { synonymsOfTags } from "./tag-synonyms.ts";
import type { ItemTagRow, TagRow } from "./tag-tables.ts";

export interface ListedTag {
  readonly name: string;
  /** Living items that have it, and those that have it from the person and from an AI; an item may have it from both. */
  readonly items: number;
  readonly by_person: number;
  readonly by_ai: number;
}

const countBy = (by: ItemTagRow["by"]) =>
  sql<number>`count(case when ${sql.ref("item_tags.by")} = ${sql.lit(by)} then 1 end)`;

const countTags = (db: Reader, owner: string) =>
  db
    .selectFrom("tags")
    .innerJoin("item_tags", "item_tags.tag", "tags.id")
    .innerJoin("items", "items.id", "item_tags.item")
    .select((eb) => ["tags.id", "tags.name", eb.fn.count<number>("item_tags.item").distinct().as("items")])
    .select([countBy("person").as("by_person"), countBy("ai").as("by_ai")])
    .where("tags.owner", "=", owner)
    .where("items.deleted_at", "is", null)
    .groupBy(["tags.id", "tags.name"]);

/** A person's tags on living items, the most used first, each with the words that are synonyms of it. */
export async function listTags(
  db: Reader,
  { owner, limit, skip }: { owner: string; limit: number; skip: number },
): Promise<(ListedTag & { synonyms: string[] })[]> {
  const rows = await countTags(db, owner)
    .orderBy("items", "desc")
    .orderBy("tags.name")
    .limit(limit)
    .offset(skip)
    .execute();
  const synonyms = await synonymsOfTags(
    db,
    rows.map((row) => row.id),
  );
  return rows.map((row) => ({ ...toListed(row), synonyms: synonyms.get(row.id) ?? [] }));
}

/** One tag as it is listed; with zeros when no living item has it. */
export async function listedTag(
  db: Reader,
  tag: Pick<TagRow, "id" | "owner" | "name">,
): Promise<ListedTag & { synonyms: string[] }> {
  const row = await countTags(db, tag.owner).where("tags.id", "=", tag.id).executeTakeFirst();
  const counts = row ?? { name: tag.name, items: 0, by_person: 0, by_ai: 0 };
  return { ...toListed(counts), synonyms: (await synonymsOfTags(db, [tag.id])).get(tag.id) ?? [] };
}

/** The `limit` most used tags of a person, without their synonyms. */
export async function mostUsedTags(
  db: Reader,
  { owner, limit }: { owner: string; limit: number },
): Promise<ListedTag[]> {
  return (await countTags(db, owner).orderBy("items", "desc").orderBy("tags.name").limit(limit).execute()).map(
    toListed,
  );
}

// PostgreSQL counts in bigint.
const toListed = (row: ListedTag): ListedTag => ({
  name: row.name,
  items: Number(row.items),
  by_person: Number(row.by_person),
  by_ai: Number(row.by_ai),
});
