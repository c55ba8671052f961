import type { MarkedPlace } from "../core/archived-shapes.ts";
import { markHighlights } from "./account-changes.ts";
import type { HighlightRow } from "./reading-tables.ts";
import { insertRows, type Reader, type Unit } from "./store.ts";

/** Where a highlight stands, or stood last; null while nobody looked for it. */
export const placeOf = ({ place }: Pick<HighlightRow, "place">): MarkedPlace | null =>
  place === null ? null : (JSON.parse(place) as MarkedPlace);

export async function insertHighlights(unit: Unit, highlights: readonly HighlightRow[]): Promise<void> {
  await insertRows(unit, "highlights", highlights);
  await markHighlights(unit, highlights);
}

/** Texts that a person has marked in these items, by item. */
export async function markedTexts(
  db: Reader,
  { items, person }: { items: readonly string[]; person: string },
): Promise<Map<string, Set<string>>> {
  if (items.length === 0) return new Map();
  const rows = await db
    .selectFrom("highlights")
    .select(["item", "text"])
    .where("item", "in", items)
    .where("person", "=", person)
    .execute();
  const texts = new Map<string, Set<string>>();
  for (const { item, text } of rows) texts.set(item, (texts.get(item) ?? new Set()).add(text));
  return texts;
}

interface Before {
  readonly createdAt: number;
  readonly id: string;
}

/** A person's highlights in an item, the oldest first, after the one whose keys are `after`. */
export async function listHighlights(
  db: Reader,
  { item, person, after, limit }: { item: string; person: string; after: Before | null; limit: number },
): Promise<HighlightRow[]> {
  let query = db.selectFrom("highlights").selectAll().where("item", "=", item).where("person", "=", person);
  if (after) query = query.where((eb) => eb(eb.refTuple("created_at", "id"), ">", eb.tuple(after.createdAt, after.id)));
  return await query.orderBy("created_at").orderBy("id").limit(limit).execute();
}

/** All highlights in an item, whoever made them, the oldest first; at most `limit`. */
export async function highlightsOfItem(db: Reader, item: string, limit: number): Promise<HighlightRow[]> {
  return await db
    .selectFrom("highlights")
    .selectAll()
    .where("item", "=", item)
    .orderBy("person")
    .orderBy("created_at")
    .orderBy("id")
    .limit(limit)
    .execute();
}

/**
 * A person's highlights, the newest first, beyond the one whose keys are `beyond`; only those with all of these
 * beginnings of words. They are looked for along `highlights_of_person`, from the newest on.
 */
export async function listMarked(
  db: Reader,
  asked: { person: string; words: readonly string[]; beyond: Before | null; limit: number },
): Promise<HighlightRow[]> {
  const { beyond } = asked;
  let query = db.selectFrom("highlights").selectAll().where("person", "=", asked.person);
  // Words are letters and digits, so nothing in them is a sign of `like`.
  for (const word of asked.words) query = query.where("words", "like", `% ${word}%`);
  if (beyond)
    query = query.where((eb) => eb(eb.refTuple("created_at", "id"), "<", eb.tuple(beyond.createdAt, beyond.id)));
  return await query.orderBy("created_at", "desc").orderBy("id", "desc").limit(asked.limit).execute();
}

export async function findHighlight(
  db: Reader,
  { id, person }: { id: string; person: string },
): Promise<HighlightRow | undefined> {
  return await db
    .selectFrom("highlights")
    .selectAll()
    .where("id", "=", id)
    .where("person", "=", person)
    .executeTakeFirst();
}

export async function countHighlights(db: Reader, { item, person }: { item: string; person: string }): Promise<number> {
  const row = await db
    .selectFrom("highlights")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("item", "=", item)
    .where("person", "=", person)
    .executeTakeFirst();
  return Number(row?.count ?? 0);
}

export async function updateHighlight(
  unit: Unit,
  id: string,
  changes: Partial<Pick<HighlightRow, "note" | "colour" | "place" | "words">>,
): Promise<void> {
  const changed = await unit.db
    .updateTable("highlights")
    .set(changes)
    .where("id", "=", id)
    .returning(["id", "person"])
    .execute();
  await markHighlights(unit, changed);
}

export async function removeHighlight(unit: Unit, id: string): Promise<void> {
  const gone = await unit.db.deleteFrom("highlights").where("id", "=", id).returning(["id", "person"]).execute();
  await markHighlights(unit, gone, { isGone: true });
}

/** Takes back what an import marked in an item. */
export async function removeHighlights(
  unit: Unit,
  { item, importId }: { item: string; importId: string },
): Promise<void> {
  const gone = await unit.db
    .deleteFrom("highlights")
    .where("item", "=", item)
    .where("import", "=", importId)
    .returning(["id", "person"])
    .execute();
  await markHighlights(unit, gone, { isGone: true });
}

/** Takes away what was marked in an item that goes for good. */
export async function removeAllHighlights(unit: Unit, item: string): Promise<void> {
  const gone = await unit.db.deleteFrom("highlights").where("item", "=", item).returning(["id", "person"]).execute();
  await markHighlights(unit, gone, { isGone: true });
}
