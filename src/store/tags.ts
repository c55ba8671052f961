import type { Reader, Unit } from "./store.ts";
import { ensureTags, findTag } from "./tag-rows.ts";
import type { ItemTagRow } from "./tag-tables.ts";

export interface ItemTag {
  readonly name: string;
  readonly by: ItemTagRow["by"];
}

/**
 * Tags an item. A tag that the person has in another spelling keeps the spelling it has, and a synonym becomes the tag
 * it stands for; a plural or another joining of words does so only when an AI wrote it.
 * @returns the ids of those that it did not have
 */
export async function addTags(
  unit: Unit,
  { owner, item, names, by }: { owner: string; item: string; names: readonly string[]; by: ItemTagRow["by"] },
): Promise<string[]> {
  const tags = await ensureTags(unit, { owner, names, by });
  if (tags.size === 0) return [];
  const added = await unit.db
    .insertInto("item_tags")
    .values([...tags].map((tag) => ({ item, tag, by })))
    .onConflict((conflict) => conflict.columns(["item", "tag", "by"]).doNothing())
    .returning("tag")
    .execute();
  return added.map((row) => row.tag);
}

/** Takes tags off an item as far as the person put them there; the AI's stay. */
export async function removePersonTags(
  unit: Unit,
  { item, tags }: { item: string; tags: readonly string[] },
): Promise<void> {
  if (tags.length === 0) return;
  await unit.db
    .deleteFrom("item_tags")
    .where("item", "=", item)
    .where("tag", "in", tags)
    .where("by", "=", "person")
    .execute();
}

/** The tags of these items as rows, whoever put them there. */
export async function tagRowsOfItems(db: Reader, items: readonly string[]): Promise<Map<string, ItemTagRow[]>> {
  if (items.length === 0) return new Map();
  const rows = await db
    .selectFrom("item_tags")
    .selectAll()
    .where("item", "in", items)
    .orderBy("tag")
    .orderBy("by")
    .execute();
  return Map.groupBy(rows, (row) => row.item);
}

/** Those of these tags that stand, and have not become others; none of them goes until the unit ends. */
export async function standingTags(unit: Unit, tags: readonly string[]): Promise<Set<string>> {
  if (tags.length === 0) return new Set();
  const query = unit.db.selectFrom("tags").select("id").where("id", "in", tags).where("merged_into", "is", null);
  const held = query.orderBy("id");
  const rows = await (unit.dialect === "postgres" ? held.forKeyShare() : held).execute();
  return new Set(rows.map(({ id }) => id));
}

/** Puts tags on an item as they were there before. The tags stand. */
export async function putTags(
  unit: Unit,
  { item, tags }: { item: string; tags: readonly Pick<ItemTagRow, "tag" | "by">[] },
): Promise<void> {
  if (tags.length === 0) return;
  await unit.db
    .insertInto("item_tags")
    .values(tags.map(({ tag, by }) => ({ item, tag, by })))
    .onConflict((conflict) => conflict.columns(["item", "tag", "by"]).doNothing())
    .execute();
}

/** Takes just these off an item. */
export async function takeTags(
  unit: Unit,
  { item, tags }: { item: string; tags: readonly Pick<ItemTagRow, "tag" | "by">[] },
): Promise<void> {
  for (const { tag, by } of tags)
    await unit.db
      .deleteFrom("item_tags")
      .where("item", "=", item)
      .where("tag", "=", tag)
      .where("by", "=", by)
      .execute();
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

/** Ids of the tags that the person put on these items, by item. */
export async function tagIdsOfPerson(db: Reader, items: readonly string[]): Promise<Map<string, Set<string>>> {
  if (items.length === 0) return new Map();
  const rows = await db
    .selectFrom("item_tags")
    .select(["item", "tag"])
    .where("item", "in", items)
    .where("by", "=", "person")
    .execute();
  return new Map([...Map.groupBy(rows, ({ item }) => item)].map(([item, of]) => [item, new Set(of.map((r) => r.tag))]));
}

/** Items that have a tag, the first `limit` after `after` in the order of their ids; those in the trash too. */
export async function itemsOfTag(
  db: Reader,
  { tag, after = "", limit }: { tag: string; after?: string; limit: number },
): Promise<string[]> {
  const rows = await db
    .selectFrom("item_tags")
    .select("item")
    .distinct()
    .where("tag", "=", tag)
    .where("item", ">", after)
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
