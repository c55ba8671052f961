import { markChanges } from "./account-changes.ts";
import type { Reader, Unit } from "./store.ts";
import type { TagRow } from "./tag-tables.ts";

/** The tag that a word is a synonym of. */
export async function tagOfSynonym(
  db: Reader,
  { owner, folded }: { owner: string; folded: string },
): Promise<TagRow | undefined> {
  return await db
    .selectFrom("tag_synonyms")
    .innerJoin("tags", "tags.id", "tag_synonyms.tag")
    .selectAll("tags")
    .where("tag_synonyms.owner", "=", owner)
    .where("tag_synonyms.folded", "=", folded)
    .executeTakeFirst();
}

/** The synonyms of these tags as they were written, in the order of their folded spelling. */
export async function synonymsOfTags(db: Reader, tags: readonly string[]): Promise<Map<string, string[]>> {
  if (tags.length === 0) return new Map();
  const rows = await db
    .selectFrom("tag_synonyms")
    .select(["tag", "name"])
    .where("tag", "in", tags)
    .orderBy("folded")
    .execute();
  const synonyms = new Map<string, string[]>();
  for (const { tag, name } of rows) synonyms.set(tag, [...(synonyms.get(tag) ?? []), name]);
  return synonyms;
}

/** Ends a tag that no item has any more: it and its synonyms are synonyms of `to` from now on. Both rows are locked. */
export async function becomeSynonym(unit: Unit, { from, to }: { from: TagRow; to: string }): Promise<void> {
  await unit.db.updateTable("tag_synonyms").set({ tag: to }).where("tag", "=", from.id).execute();
  await unit.db.updateTable("tags").set({ merged_into: to }).where("merged_into", "=", from.id).execute();
  await unit.db.deleteFrom("tags").where("id", "=", from.id).execute();
  const { owner, folded, name } = from;
  await unit.db
    .insertInto("tag_synonyms")
    .values({ owner, folded, name, tag: to, created_at: unit.nowMs })
    .onConflict((conflict) => conflict.columns(["owner", "folded"]).doUpdateSet({ name, tag: to }))
    .execute();
  await markChanges(unit, [
    { person: owner, kind: "tag", id: from.id, isGone: true },
    { person: owner, kind: "tag", id: to },
  ]);
}

/** From now on the word is a tag of its own again. False when it was no synonym of this tag. */
export async function forgetSynonym(
  unit: Unit,
  { owner, tag, folded }: { owner: string; tag: string; folded: string },
): Promise<boolean> {
  const result = await unit.db
    .deleteFrom("tag_synonyms")
    .where("owner", "=", owner)
    .where("folded", "=", folded)
    .where("tag", "=", tag)
    .executeTakeFirst();
  const wasSynonym = result.numDeletedRows > 0n;
  if (wasSynonym) await markChanges(unit, [{ person: owner, kind: "tag", id: tag }]);
  return wasSynonym;
}

/** Keeps two tags apart for good; doing it twice changes nothing. */
export async function keepTagPair(
  unit: Unit,
  { owner, folded: [one, other] }: { owner: string; folded: readonly [string, string] },
): Promise<void> {
  const [folded_a, folded_b] = one < other ? [one, other] : [other, one];
  await unit.db
    .insertInto("tag_pairs_kept")
    .values({ owner, folded_a, folded_b })
    .onConflict((conflict) => conflict.columns(["owner", "folded_a", "folded_b"]).doNothing())
    .execute();
}

/** The pairs that a person keeps apart, by their folded names. */
export async function keptTagPairs(db: Reader, owner: string): Promise<[string, string][]> {
  const rows = await db
    .selectFrom("tag_pairs_kept")
    .select(["folded_a", "folded_b"])
    .where("owner", "=", owner)
    .execute();
  return rows.map((row) => [row.folded_a, row.folded_b]);
}
