import { foldLetters } from "./fold-letters.ts";
import type { QueryTerm } from "./words.ts";

/** Private-use letters that stand around what was found: they cannot be mistaken for markup, and no text of ours has them. */
export const FOUND_BEGIN = "\u{E000}";
export const FOUND_END = "\u{E001}";

const SNIPPET_CHARACTERS = 180;
/** How much stands before the first find. */
const LEAD_CHARACTERS = 50;
/** Only this much of a text is looked through; what is found further on is found, but not shown. */
const LOOKED_THROUGH = 50_000;

/**
 * The place in these texts where the words of a query stand, about two lines, each find between FOUND_BEGIN and
 * FOUND_END. Null when none of them has any (the find may be in the title).
 */
export function snippetOf(texts: readonly (string | null)[], terms: readonly QueryTerm[]): string | null {
  const wanted = terms.flatMap((term) => [
    ...term.words.map((word, index) => ({ word, prefix: term.prefixLast && index === term.words.length - 1 })),
    ...(term.joined === null ? [] : [{ word: term.joined, prefix: term.prefixLast }]),
  ]);
  for (const text of texts) {
    if (text === null) continue;
    const finds = findsIn(text.slice(0, LOOKED_THROUGH), wanted);
    const [first] = finds;
    if (first) return around(text, finds, first.start);
  }
  return null;
}

interface Find {
  readonly start: number;
  readonly end: number;
}

function findsIn(text: string, wanted: readonly { word: string; prefix: boolean }[]): Find[] {
  const finds: Find[] = [];
  for (const match of text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)) {
    const folded = foldLetters(match[0]);
    const isFound = wanted.some(({ word, prefix }) => (prefix ? folded.startsWith(word) : folded === word));
    const inside = isFound ? -1 : indexOfUnspaced(match[0], wanted);
    if (isFound) finds.push({ start: match.index, end: match.index + match[0].length });
    else if (inside >= 0)
      finds.push({ start: match.index + inside, end: match.index + Math.min(inside + 2, match[0].length) });
  }
  return finds;
}

/** In scripts without spaces a find is a pair of letters within a run. */
function indexOfUnspaced(run: string, wanted: readonly { word: string }[]): number {
  for (const { word } of wanted) {
    if (
      !/[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u.test(
        word,
      )
    )
      continue;
    const index = run.indexOf(word);
    if (index >= 0) return index;
  }
  return -1;
}

function around(text: string, finds: readonly Find[], at: number): string {
  const from = at <= LEAD_CHARACTERS ? 0 : wordStart(text, at - LEAD_CHARACTERS);
  const to = Math.min(text.length, from + SNIPPET_CHARACTERS);
  let snippet = from > 0 ? "…" : "";
  let position = from;
  for (const { start, end } of finds) {
    if (start < position || end > to) continue;
    snippet += `${text.slice(position, start)}${FOUND_BEGIN}${text.slice(start, end)}${FOUND_END}`;
    position = end;
  }
  snippet += text.slice(position, to) + (to < text.length ? "…" : "");
  return snippet.replace(/\s+/gu, " ").trim().toWellFormed();
}

function wordStart(text: string, from: number): number {
  const space = text.slice(from, from + LEAD_CHARACTERS).search(/\s/u);
  return space < 0 ? from : from + space + 1;
}
