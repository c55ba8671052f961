import { newId } from "../core/ids.ts";
import { StaleRead } from "../core/ports/database.ts";
import { foldTag, matchVocabulary, pluralForms, tagForms } from "../core/tag-name.ts";
import { markChanges } from "./account-changes.ts";
import type { Reader, Unit } from "./store.ts";
import { tagOfSynonym } from "./tag-synonyms.ts";
import type { ItemTagRow, TagRow } from "./tag-tables.ts";
import { isUnwanted, TAG_KEY, wantTags } from "./unwanted-tags.ts";

/** The id of the tag that a person's word means, made if there is none; it cannot be removed until the unit ends. */
export async function ensureTag(unit: Unit, { owner, name }: { owner: string; name: string }): Promise<string> {
  const known = await holdMeant(unit, { owner, folded: foldTag(name) });
  if (known) return known.id;
  await wantTags(unit, { owner, folded: [foldTag(name)] });
  return await makeTag(unit, { owner, name });
}

/** The same for the word of an AI, which may be another form of a tag. Null for a word that the person does not want. */
async function ensureTagOfAi(unit: Unit, { owner, name }: { owner: string; name: string }): Promise<string | null> {
  const known = await holdMeant(unit, { owner, folded: foldTag(name) });
  if (known) return known.id;
  const other = await otherForm(unit.db, { owner, name });
  if (other) return other;
  return (await isUnwanted(unit.db, { owner, name })) ? null : await makeTag(unit, { owner, name });
}

async function holdMeant(unit: Unit, asked: { owner: string; folded: string }): Promise<{ id: string } | undefined> {
  return (await holdTag(unit, asked)) ?? (await holdSynonym(unit, asked));
}

async function makeTag(unit: Unit, { owner, name }: { owner: string; name: string }): Promise<string> {
  const folded = foldTag(name);
  const made = await unit.db
    .insertInto("tags")
    .values({ id: newId(unit.nowMs), owner, name, folded, merged_into: null })
    .onConflict((conflict) => conflict.columns(["owner", "folded"]).doNothing())
    .returning("id")
    .executeTakeFirst();
  if (made) await markChanges(unit, [{ person: owner, kind: "tag", id: made.id }]);
  const id = made?.id ?? (await holdTag(unit, { owner, folded }))?.id;
  if (!id) throw new Error("a tag stands neither before nor after it was made");
  return id;
}

/** The same for several names, most of which stand already; words of an AI that the person does not want are left out. */
export async function ensureTags(
  unit: Unit,
  asked: { owner: string; names: readonly string[]; by: ItemTagRow["by"] },
): Promise<Set<string>> {
  return new Set((await ensureTagsByName(unit, asked)).values());
}

/** The same, told by the folded name of each. */
export async function ensureTagsByName(
  unit: Unit,
  { owner, names, by }: { owner: string; names: readonly string[]; by: ItemTagRow["by"] },
): Promise<Map<string, string>> {
  if (names.length === 0) return new Map();
  const query = unit.db
    .selectFrom("tags")
    .select(["id", "folded"])
    .where("owner", "=", owner)
    .where("folded", "in", [...new Set(names.map(foldTag))])
    .where("merged_into", "is", null)
    .orderBy("id");
  const rows = await (unit.dialect === "postgres" ? query.forKeyShare() : query).execute();
  const known = new Map(rows.map(({ folded, id }) => [folded, id]));
  for (const name of names) {
    const folded = foldTag(name);
    if (known.has(folded)) continue;
    const id = await (by === "ai" ? ensureTagOfAi : ensureTag)(unit, { owner, name });
    if (id !== null) known.set(folded, id);
  }
  return known;
}

/** Whoever ends the tag waits until the unit ends, or has done so: then it is not here but among the synonyms. */
async function holdTag(
  unit: Unit,
  { owner, folded }: { owner: string; folded: string },
): Promise<{ id: string } | undefined> {
  const query = unit.db
    .selectFrom("tags")
    .select(["id", "merged_into"])
    .where("owner", "=", owner)
    .where("folded", "=", folded);
  const known = await (unit.dialect === "postgres" ? query.forKeyShare() : query).executeTakeFirst();
  return known === undefined || known.merged_into === null ? known : await holdById(unit, known.merged_into);
}

async function holdSynonym(
  unit: Unit,
  { owner, folded }: { owner: string; folded: string },
): Promise<{ id: string } | undefined> {
  const tag = await tagOfSynonym(unit.db, { owner, folded });
  return tag && (await holdById(unit, tag.id));
}

async function holdById(unit: Unit, id: string): Promise<{ id: string }> {
  const query = unit.db.selectFrom("tags").select(["id", "merged_into"]).where("id", "=", id);
  const known = await (unit.dialect === "postgres" ? query.forKeyShare() : query).executeTakeFirst();
  if (!known) throw new StaleRead("the tag that a word stands for");
  return known.merged_into === null ? known : await holdById(unit, known.merged_into);
}

/** A tag of the person of which the name is another form, one that the person put before one that an AI did. */
async function otherForm(db: Reader, { owner, name }: { owner: string; name: string }): Promise<string | undefined> {
  const rows = await db
    .selectFrom("tags")
    .select((eb) => [
      "id",
      "name",
      eb
        .exists(
          eb
            .selectFrom("item_tags")
            .select("item_tags.tag")
            .whereRef("item_tags.tag", "=", "tags.id")
            .where("item_tags.by", "=", "person"),
        )
        .as("is_own"),
    ])
    .where("owner", "=", owner)
    .where("merged_into", "is", null)
    .where(TAG_KEY, "in", [...tagForms(name), ...pluralForms(name)])
    .orderBy("id")
    .execute();
  const ranked = rows.sort((a, b) => Number(b.is_own) - Number(a.is_own));
  const match = matchVocabulary(
    name,
    ranked.map((row) => row.name),
  );
  return ranked.find((row) => row.name === match)?.id;
}

/** The tag of just this name, also while it is becoming another one. */
export async function findTagNamed(
  db: Reader,
  { owner, name }: { owner: string; name: string },
): Promise<TagRow | undefined> {
  return await db
    .selectFrom("tags")
    .selectAll()
    .where("owner", "=", owner)
    .where("folded", "=", foldTag(name))
    .executeTakeFirst();
}

/** The tag that a name or a synonym means, if the person has it. */
export async function findTag(
  db: Reader,
  { owner, name }: { owner: string; name: string },
): Promise<TagRow | undefined> {
  let tag = (await findTagNamed(db, { owner, name })) ?? (await tagOfSynonym(db, { owner, folded: foldTag(name) }));
  while (tag && tag.merged_into !== null)
    tag = await db.selectFrom("tags").selectAll().where("id", "=", tag.merged_into).executeTakeFirst();
  return tag;
}

/**
 * Locks a tag that is becoming another one, and says so in its row: whoever wants to put it on an item waits, and means
 * the other one then. That one is held. Both in the order of their ids, so that two merges cannot wait for each other.
 * @throws StaleRead when one of them has ended meanwhile, or the other one is becoming a third
 */
export async function lockEndingTag(unit: Unit, { ending, into }: { ending: string; into: string }): Promise<void> {
  for (const id of [ending, into].sort()) {
    const query = unit.db.selectFrom("tags").select("merged_into").where("id", "=", id);
    const locking = id === ending ? query.forUpdate() : query.forKeyShare();
    const row = await (unit.dialect === "postgres" ? locking : query).executeTakeFirst();
    if (!row || (id === into && row.merged_into !== null)) throw new StaleRead("a tag");
  }
  await unit.db.updateTable("tags").set({ merged_into: into }).where("id", "=", ending).execute();
}

/** Locks a tag that is being deleted: whoever wants to put it on an item waits. @throws StaleRead when it has ended */
export async function lockTag(unit: Unit, id: string): Promise<void> {
  const query = unit.db.selectFrom("tags").select("id").where("id", "=", id);
  const row = await (unit.dialect === "postgres" ? query.forUpdate() : query).executeTakeFirst();
  if (!row) throw new StaleRead("a tag");
}
