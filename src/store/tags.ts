import type { Reader, Unit } from "./store.ts";
import { ensureTag, findTag } from "./tag-rows.ts";
import type { ItemTagRow } from "./tag-tables.ts";

export interface ItemTag {
  readonly name: string;
  readonly by: ItemTagRow["by"];
}

/**
 * Tags an item. A tag that the person has in another spelling keeps the spelling it has, and a synonym becomes the tag
 * it stands for; a plural or another joining of words does so only when an AI wrote it.
 */
export async function addTags(
  unit: Unit,
  { owner, item, names, by }: { owner: string; item: string; names: readonly string[]; by: ItemTagRow["by"] },
): Promise<void> {
  for (const name of names) {
    const tag = await ensureTag(unit, { owner, name, by });
    await unit.db
      .insertInto("item_tags")
      .values({ item, tag, by })
      .onConflict((conflict) => conflict.columns(["item", "tag", "by"]).doNothing())
      .execute();
  }
}

/** Takes a tag off an item, whoever put it there. Tells whether it was there. */
export async function removeTag(
  unit: Unit,
  { owner, item, name }: { owner: string; item: string; name: string },
): Promise<boolean> {
  const tag = await findTag(unit.db, { owner, name });
  if (!tag) return false;
  const result = await unit.db
    .deleteFrom("item_tags")
    .where("item", "=", item)
    .where("tag", "=", tag.id)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}

/** Items that have a tag, the first `limit` in the order of their ids; those in the trash too. */
export async function itemsOfTag(db: Reader, { tag, limit }: { tag: string; limit: number }): Promise<string[]> {
  const rows = await db
    .selectFrom("item_tags")
    .select("item")
    .distinct()
    .where("tag", "=", tag)
    .orderBy("item")
    .limit(limit)
    .execute();
  return rows.map((row) => row.item);
}

/** On these items, whose rows are locked, `to` takes the place of `from`, for whoever put it there. Tells which had it. */
export async function replaceTag(
  unit: Unit,
  { items, from, to }: { items: readonly string[]; from: string; to: string },
): Promise<Set<string>> {
  const ofTag = unit.db.selectFrom("item_tags").where("tag", "=", from).where("item", "in", items);
  const rows = await ofTag.select(["item", "by"]).execute();
  if (rows.length === 0) return new Set();
  await unit.db
    .insertInto("item_tags")
    .values(rows.map(({ item, by }) => ({ item, tag: to, by })))
    .onConflict((conflict) => conflict.columns(["item", "tag", "by"]).doNothing())
    .execute();
  await unit.db.deleteFrom("item_tags").where("tag", "=", from).where("item", "in", items).execute();
  return new Set(rows.map((row) => row.item));
}

/** Forgets what earlier analyses tagged; what the person tagged stays. */
export async function removeAiTags(unit: Unit, item: string): Promise<void> {
  await unit.db.deleteFrom("item_tags").where("item", "=", item).where("by", "=", "ai").execute();
}

/** The tags of these items, a person's before the AI's; one that both gave is the person's. */
export async function tagsOfItems(db: Reader, items: readonly string[]): Promise<Map<string, ItemTag[]>> {
  const tags = new Map<string, ItemTag[]>();
  if (items.length === 0) return tags;
  const rows = await db
    .selectFrom("item_tags")
    .innerJoin("tags", "tags.id", "item_tags.tag")
    .select(["item_tags.item", "item_tags.by", "tags.name", "tags.id"])
    .where("item_tags.item", "in", items)
    .orderBy("item_tags.by", "desc")
    .orderBy("tags.id")
    .execute();
  for (const row of rows) {
    const list = tags.get(row.item) ?? [];
    if (!list.some((tag) => tag.name === row.name)) list.push({ name: row.name, by: row.by });
    tags.set(row.item, list);
  }
  return tags;
}
