import { LIMITS } from "../../contract/limits.ts";
import { Problem } from "../../contract/problems.ts";
import { HIGHLIGHT_COLOURS, type Highlight, type HighlightDraft, type HighlightEdit } from "../../contract/reading.ts";
import type { MarkedPlace } from "../../core/archived-shapes.ts";
import { cleanText } from "../../core/clean-text.ts";
import { EFFORT_A_TEXT, findPassage } from "../../core/find-passage.ts";
import { newId } from "../../core/ids.ts";
import { contextOf, passageAt } from "../../core/reading-text.ts";
import { textToRead } from "../../pipeline/place-highlights.ts";
import { wordsToFind } from "../../store/highlight-words.ts";
import {
  countHighlights,
  findHighlight,
  insertHighlights,
  listHighlights,
  placeOf,
  removeHighlight,
  updateHighlight,
} from "../../store/highlights.ts";
import type { HighlightRow } from "../../store/reading-tables.ts";
import type { Unit } from "../../store/store.ts";
import { changeItem, type ItemOfPerson } from "../change-item.ts";
import type { WallDeps } from "../deps.ts";
import { presentHighlight } from "./present-highlight.ts";

/**
 * Marks a passage of a person's own item, where the server finds it in the text as it is stored: what the reader shows
 * may be a moment older. The same passage marked again keeps its id, with the new colour and note.
 * @throws Problem not-found, item-merged, nothing-to-share, field-too-long, passage-not-found, too-many-highlights
 */
export async function markPassage(
  deps: WallDeps,
  whose: ItemOfPerson,
  draft: HighlightDraft,
): Promise<{ highlight: Highlight; isNew: boolean }> {
  const quote = clean(draft.text, "text", LIMITS.highlightCharacters);
  const note = cleanNote(draft.note);
  const asked = {
    quote,
    start: draft.start ?? null,
    before: cleanText(draft.before ?? ""),
    after: cleanText(draft.after ?? ""),
  };
  let made: { row: HighlightRow; isNew: boolean } | undefined;
  await changeItem(deps, whose, async (unit, item) => {
    const text = await textToRead(unit.db, item.id);
    const found = findPassage(text, asked, { left: EFFORT_A_TEXT });
    if (found === null)
      throw new Problem("passage-not-found", "These words do not stand in the text of the item. Load it again.");
    const all = await listHighlights(unit.db, { ...whose, after: null, limit: LIMITS.highlightsAnItem });
    const same = all.find((row) => {
      const place = placeOf(row);
      return place !== null && !place.isLost && place.start === found.start && place.end === found.end;
    });
    if (same) {
      made = { row: await change(unit, same, { ...draft, note }), isNew: false };
      return {};
    }
    if ((await countHighlights(unit.db, whose)) >= LIMITS.highlightsAnItem)
      throw new Problem("too-many-highlights", `At most ${LIMITS.highlightsAnItem} passages of one item are marked.`, {
        params: { max: LIMITS.highlightsAnItem },
      });
    const passage = passageAt(text, found).toWellFormed();
    const place: MarkedPlace = { ...found, ...contextOf(text, found, LIMITS.highlightContextCharacters) };
    const row: HighlightRow = {
      id: newId(unit.nowMs),
      item: item.id,
      person: whose.person,
      text: passage,
      note: note ?? null,
      colour: draft.colour ?? HIGHLIGHT_COLOURS[0],
      place: JSON.stringify(place),
      import: null,
      created_at: unit.nowMs,
      words: wordsToFind({ text: passage, note: note ?? null }),
    };
    await insertHighlights(unit, [row]);
    made = { row, isNew: true };
    return {};
  });
  if (!made) throw new Error("a passage was marked and is not there");
  return { highlight: presentHighlight(made.row), isNew: made.isNew };
}

/** @throws Problem not-found, item-merged, field-too-long */
export async function editHighlight(
  deps: WallDeps,
  whose: { id: string; person: string },
  edit: HighlightEdit,
): Promise<Highlight> {
  const note = cleanNote(edit.note);
  let changed: HighlightRow | undefined;
  await changeMarked(deps, whose, async (unit, row) => {
    changed = await change(unit, row, { ...edit, note });
  });
  if (!changed) throw new Error("a highlight was changed and is not there");
  return presentHighlight(changed);
}

/** @throws Problem not-found, item-merged */
export async function deleteHighlight(deps: WallDeps, whose: { id: string; person: string }): Promise<void> {
  await changeMarked(deps, whose, (unit, { id }) => removeHighlight(unit, id));
}

async function changeMarked(
  deps: WallDeps,
  whose: { id: string; person: string },
  act: (unit: Unit, row: HighlightRow) => Promise<void>,
): Promise<void> {
  const seen = await findHighlight(deps.store.reader, whose);
  if (!seen) throw notThere();
  await changeItem(deps, { item: seen.item, person: whose.person }, async (unit) => {
    const row = await findHighlight(unit.db, whose);
    if (!row) throw notThere();
    await act(unit, row);
    return {};
  });
}

const notThere = (): Problem => new Problem("not-found", "There is no such highlight.");

async function change(
  unit: Unit,
  row: HighlightRow,
  edit: { note?: string | null | undefined; colour?: string | undefined },
): Promise<HighlightRow> {
  const note = edit.note === undefined ? row.note : edit.note;
  const changes = { note, colour: edit.colour ?? row.colour, words: wordsToFind({ text: row.text, note }) };
  await updateHighlight(unit, row.id, changes);
  return { ...row, ...changes };
}

/** Undefined stays: not named. What is left of a note of nothing is none. */
function cleanNote(note: string | null | undefined): string | null | undefined {
  if (note === undefined || note === null) return note;
  const cleaned = cleanText(note).trim();
  if (cleaned.length > LIMITS.highlightNoteCharacters) throw tooLong("note", LIMITS.highlightNoteCharacters);
  return cleaned === "" ? null : cleaned;
}

function clean(text: string, field: string, max: number): string {
  const cleaned = cleanText(text).trim();
  if (cleaned.length > max) throw tooLong(field, max);
  if (cleaned === "")
    throw new Problem("fields-not-valid", `${field} is empty: send the words that are to be marked.`, {
      fields: [{ field: `/${field}`, message: "some words" }],
    });
  return cleaned;
}

const tooLong = (field: string, max: number): Problem =>
  new Problem("field-too-long", `${field} has more than ${max} characters.`, {
    fields: [{ field: `/${field}`, message: `at most ${max} characters` }],
    params: { max },
  });
