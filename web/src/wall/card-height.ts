import type { Item } from "../../../src/contract/items.ts";
import { leadPicture } from "./picture.ts";
import { isShort, isShortNote, TALLEST_RATIO } from "./plate.tsx";

const LABEL_PX = 92;
const SHEET_PX = 190;
const NOTE_MARGINS_PX = 42;
const LONG_NOTE_PX = 244;
const LARGE_LINE_PX = 29;
/** Of large letters. */
const LETTER_PX = 10.5;

/** A guess of a card's height before it is drawn, in px; good enough for a scroll bar, and made good by measuring. */
export function heightOfCard(item: Item, columnPx: number): number {
  const picture = leadPicture(item);
  if (item.kind !== "note" && picture !== null) {
    const ratio = picture.width && picture.height ? Math.min(picture.height / picture.width, TALLEST_RATIO) : 3 / 4;
    return columnPx * ratio + LABEL_PX;
  }
  if (item.kind !== "note" && item.kind !== "link") return SHEET_PX + LABEL_PX;
  const words = item.kind === "note" ? (item.text ?? item.title) : item.title;
  if (item.kind === "note" && !isShort(words)) return LONG_NOTE_PX + LABEL_PX;
  const lines = Math.ceil((words.length * LETTER_PX) / Math.max(1, columnPx - NOTE_MARGINS_PX));
  return NOTE_MARGINS_PX + lines * LARGE_LINE_PX + (isShortNote(item) ? LABEL_PX / 2 : LABEL_PX);
}
