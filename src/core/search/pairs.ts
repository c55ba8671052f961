/** Pairs share terms: few enough that an index stays small, so many that hardly an item has the one of a pair it lacks. */
const TERMS = 65_536;
/** An item's further pairs are not kept; it says so. */
const MOST_PAIRS = 5_000;

/** What has more pairs than are kept. */
export const MORE_PAIRS = "q";

/** FNV-1a: the same for all time, since terms of it are kept. */
function termOf(one: string, other: string): string {
  let hash = 0x81_1c_9d_c5;
  for (const letter of `${one} ${other}`) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01_00_01_93);
  return `q${((hash >>> 0) % TERMS).toString(36)}`;
}

/** The pairs of a phrase, as terms that whatever holds the phrase has. */
export const pairTerms = (words: readonly string[]): string[] =>
  words.slice(1).map((word, at) => termOf(words[at] ?? "", word));

/**
 * Which words stand in a row in some texts, two by two, as terms: an index that does not know where words stand looks at each
 * item that has all words of a phrase otherwise, 130,000 of a million where both are common.
 */
export function pairsIn(texts: readonly (readonly string[])[]): Set<string> {
  const terms = new Set<string>();
  for (const words of texts)
    for (let at = 1; at < words.length; at += 1) {
      if (terms.size >= MOST_PAIRS) return terms.add(MORE_PAIRS);
      terms.add(termOf(words[at - 1] ?? "", words[at] ?? ""));
    }
  return terms;
}
