import { HIGHLIGHT_COLOURS, type Highlight } from "../../../src/contract/reading.ts";
import { type FrameText, partsOf, placeHere, textIn } from "./frame-text.ts";

/** One of ours; what was brought from elsewhere in another colour is yellow. */
export const shownColour = (colour: string | null): (typeof HIGHLIGHT_COLOURS)[number] =>
  HIGHLIGHT_COLOURS.find((each) => each === colour) ?? "yellow";

/**
 * Draws what is marked into the text, in place of what was drawn before; who stood on one of them by the keyboard stands there
 * again. Tells the text as it is then.
 */
export function drawMarks(document: Document, highlights: readonly Highlight[]): FrameText {
  const focused = document.activeElement?.closest<HTMLElement>("mark[data-mark]")?.dataset["mark"];
  const drawn = [...document.querySelectorAll("mark[data-mark]")];
  for (const mark of drawn) {
    const parent = mark.parentNode;
    mark.replaceWith(...mark.childNodes);
    parent?.normalize();
  }
  let text = textIn(document);
  for (const { id, position, colour, note } of highlights) {
    const place = position && placeHere(text, position);
    if (!place) continue;
    for (const [n, range] of partsOf(text, place).entries()) {
      const mark = document.createElement("mark");
      mark.dataset["mark"] = id;
      mark.dataset["colour"] = shownColour(colour);
      if (note !== null) mark.dataset["note"] = "";
      // One stop on the way through the text, however many parts it has.
      if (n === 0) mark.tabIndex = 0;
      range.surroundContents(mark);
    }
    text = textIn(document);
  }
  if (focused !== undefined) drawnMark(document, focused)?.focus({ preventScroll: true });
  return text;
}

/** The first part of a highlight in the text. */
export const drawnMark = (document: Document, id: string): HTMLElement | null =>
  document.querySelector<HTMLElement>(`mark[data-mark="${id}"]`);
