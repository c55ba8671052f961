import { type QueryTerm, wordsOf } from "../words.ts";

const MOST_TITLE_WORDS = 40;
/** What stands in a row counts as much as so much more of a title. */
const IN_A_ROW = 0.5;
const AT_BEGIN = 0.1;

/**
 * How well a title is what was asked for, 0 to 1: the larger a part of it the words are, and the more they stand there in the
 * order they were asked in. A word that was only begun counts by how much of it was.
 */
export function titleFit(title: string, terms: readonly QueryTerm[]): number {
  const words = wordsOf(title, MOST_TITLE_WORDS);
  const asked = terms.flatMap(({ words: each, prefixLast }) =>
    each.map((word, at) => ({ word, isBeginning: prefixLast && at === each.length - 1 })),
  );
  if (words.length === 0 || asked.length === 0) return 0;
  let covered = 0;
  let inARow = 0;
  let last = -2;
  let first: number | null = null;
  for (const { word, isBeginning } of asked) {
    const exact = words.indexOf(word);
    const at = exact >= 0 || !isBeginning ? exact : words.findIndex((each) => each.startsWith(word));
    if (at < 0) continue;
    covered += word.length / (words[at]?.length ?? word.length);
    if (at === last + 1) inARow += 1;
    last = at;
    first ??= at;
  }
  const parts = [
    covered / Math.max(words.length, asked.length),
    asked.length > 1 ? (IN_A_ROW * inARow) / (asked.length - 1) : 0,
    first === 0 ? AT_BEGIN : 0,
  ];
  return parts.reduce((sum, part) => sum + part, 0) / (1 + (asked.length > 1 ? IN_A_ROW : 0) + AT_BEGIN);
}
