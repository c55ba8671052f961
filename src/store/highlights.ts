import type { HighlightRow } from "./import-tables.ts";
import { insertRows, type Reader, type Unit } from "./store.ts";

export async function insertHighlights(unit: Unit, highlights: readonly HighlightRow[]): Promise<void> {
  await insertRows(unit, "highlights", highlights);
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

/** A person's highlights in an item, the oldest first, after the one whose keys are `after`. */
export async function listHighlights(
  db: Reader,
  {
    item,
    person,
    after,
    limit,
  }: { item: string; person: string; after: { createdAt: number; id: string } | null; limit: number },
): Promise<HighlightRow[]> {
  let query = db.selectFrom("highlights").selectAll().where("item", "=", item).where("person", "=", person);
  if (after) query = query.where((eb) => eb(eb.refTuple("created_at", "id"), ">", eb.tuple(after.createdAt, after.id)));
  return await query.orderBy("created_at").orderBy("id").limit(limit).execute();
}

/** Takes back what an import marked in an item. */
export async function removeHighlights(
  unit: Unit,
  { item, importId }: { item: string; importId: string },
): Promise<void> {
  await unit.db.deleteFrom("highlights").where("item", "=", item).where("import", "=", importId).execute();
}
