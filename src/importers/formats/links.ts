import { findTheLink } from "../../core/link-in-text.ts";
import { checkAddress } from "../../core/url-identity.ts";
import { decodeText } from "../decode.ts";
import type { FileFormat } from "../format.ts";
import { linesOf } from "../lines.ts";
import { refusedRow } from "../refusals.ts";
import { brokenRow, thingRow } from "../row.ts";

const ADDRESS = /https?:\/\/[^\s<>"]+/i;
/** Bullets, numbers and dashes around a link or a title. */
const AROUND = new Set([..." \t-–—*+•|:.,;<>()"]);
/** An address and a title; a longer line is no entry of a list. */
const LINE_CHARACTERS = 20_000;
const LINES_LOOKED_AT = 50;

/**
 * A list of links: one a line, with its title before or behind it, as Markdown or bare. Blank lines and headings (`#`) are
 * passed over; any other line without a link is told.
 */
export const links: FileFormat = {
  name: "links",
  reads: "file",
  sureness({ text, isText }) {
    if (!isText || /^\s*[<{[]/.test(text)) return 0;
    const lines = text.split(/\r\n?|\n/).filter((line) => line.trim() !== "" && !line.startsWith("#"));
    const looked = lines.slice(0, LINES_LOOKED_AT);
    const linked = looked.filter((line) => ADDRESS.test(line) || isBare(line)).length;
    return looked.length > 0 && linked / looked.length >= 0.5 ? 0.4 : 0;
  },
  async *read(source, { nowMs }) {
    for await (const { line, text, isCut } of linesOf(decodeText(source.read()))) {
      const at = { line };
      if (text.trim() === "" || text.startsWith("#")) continue;
      if (isCut || text.length > LINE_CHARACTERS) {
        yield refusedRow(at, "row-too-large");
        continue;
      }
      const link = linkIn(text);
      if (link !== null) yield thingRow(at, link, nowMs);
      else yield brokenRow(at, "nothing-in-it", `There is no link in ${JSON.stringify(text.trim().slice(0, 100))}.`);
    }
  },
};

function linkIn(line: string): { url: string; title: string } | null {
  const found = ADDRESS.exec(line);
  if (found === null) return isBare(line) ? { url: line.trim(), title: "" } : null;
  // Punctuation behind an address is not part of it; how that is told stands in one place.
  const url = findTheLink(found[0])?.url ?? found[0];
  const before = line.slice(0, found.index);
  if (before.endsWith("](")) return { url, title: before.slice(before.indexOf("[") + 1, -2) };
  const behind = line.slice(found.index + url.length);
  return { url, title: withoutMarks(behind) || withoutMarks(before) };
}

/** By hand, since a pattern for the end takes time by the square of what it may match. */
function withoutMarks(text: string): string {
  let from = 0;
  let to = text.length;
  while (from < to && AROUND.has(text[from] as string)) from += 1;
  while (to > from && AROUND.has(text[to - 1] as string)) to -= 1;
  return text.slice(from, to);
}

/** An address that is typed without its scheme, with nothing beside it. */
function isBare(line: string): boolean {
  const word = line.trim();
  return /^[^\s@,;]+\.[a-z]{2,}(?:\/\S*)?$/i.test(word) && !("problem" in checkAddress(word));
}
