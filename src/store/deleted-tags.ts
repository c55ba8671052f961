import { foldTag } from "../core/tag-name.ts";
import { markChanges } from "./account-changes.ts";
import type { Reader, Unit } from "./store.ts";
import { findTagNamed } from "./tag-rows.ts";
import { synonymsOfTags, tagOfSynonym } from "./tag-synonyms.ts";
import type { DeletedTagItemRow, DeletedTagRow, TagRow } from "./tag-tables.ts";
import { unwantTags, wantTags } from "./unwanted-tags.ts";

/**
 * Takes a tag, its row locked, off these items, and keeps who had put it there.
 * @returns those that had it
 */
export async function takeTagOff(
  unit: Unit,
  { tag, items }: { tag: TagRow; items: readonly string[] },
): Promise<Set<string>> {
  await keepDeletion(unit, tag);
  const taken = await unit.db
    .deleteFrom("item_tags")
    .where("tag", "=", tag.id)
    .where("item", "in", items)
    .returning(["tag", "item", "by"])
    .execute();
  if (taken.length > 0)
    await unit.db
      .insertInto("deleted_tag_items")
      .values(taken)
      .onConflict((conflict) => conflict.columns(["tag", "item", "by"]).doNothing())
      .execute();
  return new Set(taken.map((row) => row.item));
}

/** Ends a tag that no item has any more, its row locked, with its synonyms: no analysis uses any of these words again. */
export async function endTag(unit: Unit, tag: TagRow): Promise<void> {
  await keepDeletion(unit, tag);
  const { owner, id } = tag;
  const synonyms = (await synonymsOfTags(unit.db, [id])).get(id) ?? [];
  await unit.db
    .updateTable("deleted_tags")
    .set({ synonyms: JSON.stringify(synonyms), deleted_at: unit.nowMs })
    .where("id", "=", id)
    .execute();
  await unwantTags(unit, { owner, names: [tag.name, ...synonyms] });
  await unit.db.deleteFrom("tag_synonyms").where("tag", "=", id).execute();
  // What was becoming this tag stays what it was.
  await unit.db.updateTable("tags").set({ merged_into: null }).where("merged_into", "=", id).execute();
  await unit.db.deleteFrom("tags").where("id", "=", id).execute();
  await markChanges(unit, [{ person: owner, kind: "tag", id, isGone: true }]);
}

async function keepDeletion(unit: Unit, { id, owner, name, folded }: TagRow): Promise<void> {
  await unit.db
    .insertInto("deleted_tags")
    .values({ id, owner, name, folded, synonyms: "[]", deleted_at: unit.nowMs })
    .onConflict((conflict) => conflict.column("id").doNothing())
    .execute();
}

/** The latest deletion of a tag of this name, unless it was before `sinceMs`. */
export async function findDeletedTag(
  db: Reader,
  { owner, name, sinceMs }: { owner: string; name: string; sinceMs: number },
): Promise<DeletedTagRow | undefined> {
  return await db
    .selectFrom("deleted_tags")
    .selectAll()
    .where("owner", "=", owner)
    .where("folded", "=", foldTag(name))
    .where("deleted_at", ">=", sinceMs)
    .orderBy("deleted_at", "desc")
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
}

/** How many items a deleted tag was taken off. */
export async function countTakenOff(db: Reader, tag: string): Promise<number> {
  const row = await db
    .selectFrom("deleted_tag_items")
    .select((eb) => eb.fn.count<number>("item").distinct().as("items"))
    .where("tag", "=", tag)
    .executeTakeFirst();
  return Number(row?.items ?? 0);
}

/** What a deleted tag was taken off, and the item that each is now: it may have been merged into another one. */
export async function takenOff(
  db: Reader,
  { tag, limit }: { tag: string; limit: number },
): Promise<(DeletedTagItemRow & { now: string })[]> {
  return await db
    .selectFrom("deleted_tag_items")
    .innerJoin("items", "items.id", "deleted_tag_items.item")
    .selectAll("deleted_tag_items")
    .select((eb) => eb.fn.coalesce("items.merged_into", "items.id").as("now"))
    .where("deleted_tag_items.tag", "=", tag)
    .orderBy("deleted_tag_items.item")
    .orderBy("deleted_tag_items.by")
    .limit(limit)
    .execute();
}

/**
 * Puts a tag on what a deleted one was taken off; the items' rows are locked.
 * @returns those that did not have it
 */
export async function putTagBack(
  unit: Unit,
  { to, rows }: { to: string; rows: readonly (DeletedTagItemRow & { now: string })[] },
): Promise<Set<string>> {
  const put = await unit.db
    .insertInto("item_tags")
    .values(rows.map(({ now, by }) => ({ item: now, tag: to, by })))
    .onConflict((conflict) => conflict.columns(["item", "tag", "by"]).doNothing())
    .returning("item")
    .execute();
  for (const { tag, item, by } of rows)
    await unit.db
      .deleteFrom("deleted_tag_items")
      .where("tag", "=", tag)
      .where("item", "=", item)
      .where("by", "=", by)
      .execute();
  return new Set(put.map((row) => row.item));
}

/** The deletion is undone: the synonyms stand for the tag again, unless they became something else meanwhile. */
export async function endDeletion(unit: Unit, { deleted, to }: { deleted: DeletedTagRow; to: string }): Promise<void> {
  const { id, owner } = deleted;
  const synonyms = JSON.parse(deleted.synonyms) as string[];
  for (const name of synonyms) {
    const folded = foldTag(name);
    if (await findTagNamed(unit.db, { owner, name })) continue;
    if (await tagOfSynonym(unit.db, { owner, folded })) continue;
    await unit.db.insertInto("tag_synonyms").values({ owner, folded, name, tag: to, created_at: unit.nowMs }).execute();
  }
  await wantTags(unit, { owner, folded: [deleted.folded, ...synonyms.map(foldTag)] });
  await unit.db.deleteFrom("deleted_tags").where("id", "=", id).execute();
  await markChanges(unit, [{ person: owner, kind: "tag", id: to }]);
}

/** Forgets deletions of before this moment, with what had the tags. @returns whether there may be more */
export async function forgetDeletedTags(
  unit: Unit,
  { deletedBeforeMs, limit }: { deletedBeforeMs: number; limit: number },
): Promise<boolean> {
  const old = await unit.db
    .selectFrom("deleted_tags")
    .select("id")
    .where("deleted_at", "<", deletedBeforeMs)
    .orderBy("deleted_at")
    .limit(1)
    .executeTakeFirst();
  if (!old) return false;
  const some = await unit.db
    .selectFrom("deleted_tag_items")
    .select(["item", "by"])
    .where("tag", "=", old.id)
    .limit(limit)
    .execute();
  if (some.length === 0) await unit.db.deleteFrom("deleted_tags").where("id", "=", old.id).execute();
  else
    await unit.db
      .deleteFrom("deleted_tag_items")
      .where("tag", "=", old.id)
      .where(
        "item",
        "in",
        some.map((row) => row.item),
      )
      .execute();
  return true;
}
