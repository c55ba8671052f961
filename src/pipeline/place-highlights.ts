import { LIMITS } from "../contract/limits.ts";
import type { MarkedPlace } from "../core/archived-shapes.ts";
import { EFFORT_A_TEXT, type Effort, findPassage } from "../core/find-passage.ts";
import { contextOf, passageAt, type ReadingText, readingText, textOfArticle } from "../core/reading-text.ts";
import { contentOf } from "../store/contents.ts";
import { highlightsOfItem, placeOf, updateHighlight } from "../store/highlights.ts";
import { findAnyItem, ownOf } from "../store/items.ts";
import type { HighlightRow } from "../store/reading-tables.ts";
import type { Reader, Unit } from "../store/store.ts";

/** Those of a whole household on one item; what is more is looked for when the text changes again. */
const MOST_LOOKED_FOR = 4 * LIMITS.highlightsAnItem;

/** The text of an item as it is read and marked: its article, else what was shared as text. */
export async function textToRead(db: Reader, item: string): Promise<ReadingText> {
  const content = await contentOf(db, item);
  if (content?.html != null) return textOfArticle(content.html);
  if (content?.shared_text != null) return readingText(content.shared_text);
  const row = await findAnyItem(db, item);
  return readingText((row && ownOf(row).text) ?? "");
}

/**
 * Looks for every highlight of an item in its text as it is now. Call it whenever that text has changed, the item's row
 * locked: so what is said of a highlight is true of the text that is stored beside it. One that cannot be found stays,
 * with the place where it stood last.
 */
export async function placeHighlights(unit: Unit, item: string): Promise<void> {
  const rows = await highlightsOfItem(unit.db, item, MOST_LOOKED_FOR);
  if (rows.length === 0) return;
  const text = await textToRead(unit.db, item);
  const effort: Effort = { left: EFFORT_A_TEXT };
  for (const row of rows) {
    const place = JSON.stringify(placeIn(text, row, effort));
    if (place !== row.place) await updateHighlight(unit, row.id, { place });
  }
}

/** Where a highlight stands in a text. */
export function placeIn(text: ReadingText, row: Pick<HighlightRow, "text" | "place">, effort: Effort): MarkedPlace {
  const known = placeOf(row);
  const around = { before: known?.before ?? "", after: known?.after ?? "" };
  const found = findPassage(text, { quote: row.text, start: known?.start ?? null, ...around }, effort);
  if (found === null) return { start: known?.start ?? 0, end: known?.end ?? 0, ...around, isLost: true };
  const now = passageAt(text, found);
  // What was brought from elsewhere learns here what stands around it.
  const isNew = around.before === "" && around.after === "";
  return {
    ...found,
    ...(isNew ? contextOf(text, found, LIMITS.highlightContextCharacters) : around),
    ...(now === row.text ? {} : { now }),
  };
}
