import { sql } from "kysely";
import { foldTag, matchVocabulary, pluralForms, tagForms } from "../core/tag-name.ts";
import type { Reader, Unit } from "./store.ts";

/** `tagKey` in SQL, word for word as in the index tags_by_key. */
export const TAG_KEY = sql<string>`replace(replace(replace(folded, ' ', ''), '-', ''), '_', '')`;

/** From now on no analysis uses these words, nor another form of them. */
export async function unwantTags(
  unit: Unit,
  { owner, names }: { owner: string; names: readonly string[] },
): Promise<void> {
  await unit.db
    .insertInto("unwanted_tags")
    .values(names.map((name) => ({ owner, name, folded: foldTag(name), created_at: unit.nowMs })))
    .onConflict((conflict) => conflict.columns(["owner", "folded"]).doNothing())
    .execute();
}

/** The person writes these words again: an analysis may, too. */
export async function wantTags(
  unit: Unit,
  { owner, folded }: { owner: string; folded: readonly string[] },
): Promise<void> {
  await unit.db.deleteFrom("unwanted_tags").where("owner", "=", owner).where("folded", "in", folded).execute();
}

/** Whether the word of an AI is one that the person took off everything, or another form of it. */
export async function isUnwanted(db: Reader, { owner, name }: { owner: string; name: string }): Promise<boolean> {
  const rows = await db
    .selectFrom("unwanted_tags")
    .select("name")
    .where("owner", "=", owner)
    .where(TAG_KEY, "in", [...tagForms(name), ...pluralForms(name)])
    .execute();
  const names = rows.map((row) => row.name);
  return matchVocabulary(name, names) !== null;
}
