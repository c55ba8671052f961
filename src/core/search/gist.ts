/** A word that stands so often in a text is one that the text is about. */
const FEWEST_TIMES = 3;
const MOST_WORDS = 60;

/** The words of a text that it is about, by how often they stand in it: a page that names a thing once is not about it. */
export function gistOf(words: readonly string[]): string[] {
  const times = new Map<string, number>();
  for (const word of words) times.set(word, (times.get(word) ?? 0) + 1);
  return [...times]
    .filter(([, count]) => count >= FEWEST_TIMES)
    .toSorted(([, one], [, other]) => other - one)
    .slice(0, MOST_WORDS)
    .map(([word]) => word);
}
