import { StaleRead } from "../core/ports/database.ts";
import { suggestDuplicate } from "../store/duplicates.ts";
import { findOwn, stands } from "../store/items.ts";
import { itemsMarked, lockMarks, marksOf, reasonOfMark, setMarks } from "../store/marks.ts";
import type { Reader, Unit } from "../store/store.ts";
import type { ItemRow, StepRow } from "../store/tables.ts";

/** Standing items with the same bytes or the same words, by a plain read: those that suggesting will refer to. */
export async function itemsAlike(
  db: Reader,
  { item: id, person }: Pick<StepRow, "item" | "person">,
): Promise<string[]> {
  const item = await findOwn(db, { id, owner: person });
  if (!item) return [];
  const alike = await itemsMarked(db, { owner: person, marks: await marksOf(db, item), item: id });
  return alike.map((row) => row.item);
}

/**
 * Writes what an item is recognised by, and suggests that it is one thing with standing items that are recognised by
 * the same. Equal texts and files stay two items: only the person can tell.
 * @param others what `itemsAlike` told, locked
 */
export async function findDuplicates(
  unit: Unit,
  { item, others }: { item: ItemRow; others: ReadonlyMap<string, ItemRow> },
): Promise<void> {
  const marks = await marksOf(unit.db, item);
  // Most items are links and have none. Only an edit takes marks away, and that sets them itself.
  if (marks.length === 0) return;
  await lockMarks(unit, { owner: item.owner, marks });
  await setMarks(unit, { owner: item.owner, item: item.id, marks });
  if (!stands(item)) return;
  for (const { item: other, hash } of await itemsMarked(unit.db, { owner: item.owner, marks, item: item.id })) {
    if (!others.has(other)) throw new StaleRead("what an item has in common with others");
    await suggestDuplicate(unit, { owner: item.owner, items: [item.id, other], why: reasonOfMark(hash) });
  }
}
