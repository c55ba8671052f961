import { newId } from "../core/ids.ts";
import { foldTag } from "../core/tag-name.ts";
import type { Reader, Unit } from "./store.ts";

export interface ItemTag {
  readonly name: string;
  readonly by: "person" | "ai";
}

/** Tags an item. A tag that the person has in another spelling keeps the spelling it has. */
export async function addTags(
  unit: Unit,
  { owner, item, names, by }: { owner: string; item: string; names: readonly string[]; by: "person" | "ai" },
): Promise<void> {
  for (const name of names) {
    const tag = await ensureTag(unit, { owner, name });
    await unit.db
      .insertInto("item_tags")
      .values({ item, tag, by })
      .onConflict((conflict) => conflict.columns(["item", "tag", "by"]).doNothing())
      .execute();
  }
}

async function ensureTag(unit: Unit, { owner, name }: { owner: string; name: string }): Promise<string> {
  const folded = foldTag(name);
  const find = () =>
    unit.db.selectFrom("tags").select("id").where("owner", "=", owner).where("folded", "=", folded).executeTakeFirst();
  const known = await find();
  if (known) return known.id;
  const made = await unit.db
    .insertInto("tags")
    .values({ id: newId(unit.nowMs), owner, name, folded })
    .onConflict((conflict) => conflict.columns(["owner", "folded"]).doNothing())
    .returning("id")
    .executeTakeFirst();
  const id = made?.id ?? (await find())?.id;
  if (!id) throw new Error("a tag stands neither before nor after it was made");
  return id;
}

/** Takes a tag off an item, whoever put it there. Tells whether it was there. */
export async function removeTag(
  unit: Unit,
  { owner, item, name }: { owner: string; item: string; name: string },
): Promise<boolean> {
  const result = await unit.db
    .deleteFrom("item_tags")
    .where("item", "=", item)
    .where("tag", "in", (eb) =>
      eb.selectFrom("tags").select("id").where("owner", "=", owner).where("folded", "=", foldTag(name)),
    )
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
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

/** A person's tags on living items, the most used first. */
export async function listTags(
  db: Reader,
  { owner, limit, skip }: { owner: string; limit: number; skip: number },
): Promise<{ name: string; items: number }[]> {
  const rows = await db
    .selectFrom("tags")
    .innerJoin("item_tags", "item_tags.tag", "tags.id")
    .innerJoin("items", "items.id", "item_tags.item")
    .select((eb) => ["tags.name", eb.fn.count<number>("item_tags.item").distinct().as("items")])
    .where("tags.owner", "=", owner)
    .where("items.deleted_at", "is", null)
    .groupBy(["tags.id", "tags.name"])
    .orderBy("items", "desc")
    .orderBy("tags.name")
    .limit(limit)
    .offset(skip)
    .execute();
  return rows.map((row) => ({ name: row.name, items: Number(row.items) }));
}
