import type { ItemEdit } from "../contract/items.ts";
import { LIMITS } from "../contract/limits.ts";
import { Problem } from "../contract/problems.ts";
import { cleanLine, cleanText } from "../core/clean-text.ts";
import type { OwnFields } from "../core/item-shown.ts";
import { placeHighlights } from "../pipeline/place-highlights.ts";
import { keepContent } from "../store/contents.ts";
import { OWN_TEXT_CHARACTERS, ownOf, updateItem } from "../store/items.ts";
import { marksOf, setMarks } from "../store/marks.ts";
import { refreshItem } from "../store/refresh-item.ts";
import { type Change, changeItem, type ItemOfPerson } from "./change-item.ts";
import type { WallDeps } from "./deps.ts";

/**
 * Writes what a person changed. Null gives a field back to what was read or analysed.
 * @param ifVersion refuse unless the item has just this `edited_version`; null: the last writer of a field wins
 */
export async function editItem(
  deps: WallDeps,
  whose: ItemOfPerson,
  { edit, ifVersion }: { edit: ItemEdit; ifVersion: number | null },
): Promise<void> {
  await changeItem(deps, whose, editing({ edit, ifVersion }));
}

/** The same as a change among others. */
export function editing({ edit, ifVersion }: { edit: ItemEdit; ifVersion: number | null }): Change {
  const fields = cleanEdit(edit);
  return async (unit, item) => {
    if (ifVersion !== null && ifVersion !== item.edited_version)
      throw new Problem("edited-meanwhile", "Load the item again and repeat your change on what it says now.");
    const own = withEdit(ownOf(item), fields);
    if (fields.text !== undefined)
      await keepContent(unit, item.id, { shared_text: own.textIsLong ? fields.text : null });
    const changes = {
      own: JSON.stringify(own),
      edited_version: item.edited_version + 1,
      ...(edit.pinned === undefined ? {} : { pinned_at: edit.pinned ? unit.nowMs : null }),
      ...(edit.archived === undefined ? {} : { archived_at: edit.archived ? unit.nowMs : null }),
    };
    await updateItem(unit, item.id, changes);
    const changed = { ...item, ...changes };
    if (fields.text !== undefined)
      await setMarks(unit, { owner: item.owner, item: item.id, marks: await marksOf(unit.db, changed) });
    if (fields.text !== undefined) await placeHighlights(unit, item.id);
    await refreshItem(unit, changed);
    return {};
  };
}

type CleanEdit = Pick<ItemEdit, "title" | "description" | "text" | "note" | "category" | "sentiment" | "language">;

function cleanEdit(edit: ItemEdit): CleanEdit {
  const line = (value: string | null | undefined, name: string, limit: number) =>
    value === undefined || value === null ? value : within(cleanLine(value), name, limit);
  const text = (value: string | null | undefined, name: string, limit: number) =>
    value === undefined || value === null ? value : within(cleanText(value), name, limit);
  return {
    title: line(edit.title, "title", LIMITS.titleCharacters),
    description: text(edit.description, "description", LIMITS.noteCharacters),
    text: text(edit.text, "text", LIMITS.textBytes),
    note: text(edit.note, "note", LIMITS.noteCharacters),
    category: edit.category,
    sentiment: edit.sentiment,
    language: line(edit.language, "language", LIMITS.languageCharacters),
  };
}

function within(value: string, name: string, limit: number): string {
  if (value.length <= limit) return value;
  const detail = `${name} has ${value.length} characters; at most ${limit} are kept.`;
  throw new Problem("field-too-long", detail, {
    fields: [{ field: `/${name}`, message: `at most ${limit} characters` }],
    params: { max: limit },
  });
}

function withEdit(own: OwnFields, edit: CleanEdit): OwnFields {
  const next: Record<string, unknown> = { ...own };
  for (const [name, value] of Object.entries(edit)) {
    if (value === undefined) continue;
    if (value === null || value === "") delete next[name];
    else next[name] = value;
  }
  if (edit.text !== undefined) {
    delete next["textIsLong"];
    const text = edit.text ?? "";
    if (text.length > OWN_TEXT_CHARACTERS)
      Object.assign(next, { text: text.slice(0, OWN_TEXT_CHARACTERS), textIsLong: true });
  }
  return next as unknown as OwnFields;
}
