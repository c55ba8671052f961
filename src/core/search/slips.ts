/** Shorter words are one slip away from too many others. */
const FEWEST_LETTERS = 4;
const MOST_LETTERS = 24;
/** From so many letters on two slips are believed. */
const TWO_SLIPS_LETTERS = 8;

/** How many slips of the finger are believed of a word; 0 where none is looked for. */
export function believedSlips(word: string): number {
  const letters = [...word].length;
  if (letters < FEWEST_LETTERS || letters > MOST_LETTERS || !/^\p{L}+$/u.test(word)) return 0;
  return letters < TWO_SLIPS_LETTERS ? 1 : 2;
}

/**
 * How many slips lie between two words: a letter too many, too few or another one, or two neighbours in each other's place.
 * @param most where there are more, they are not counted to the end
 */
export function slipsBetween(one: string, other: string, most: number): number {
  const [a, b] = [[...one], [...other]];
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const isSame = a[i - 1] === b[j - 1];
      const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row.push(
        Math.min(
          (last[j] ?? 0) + 1,
          (row[j - 1] ?? 0) + 1,
          (last[j - 1] ?? 0) + (isSame ? 0 : 1),
          isSwapped ? (beforeLast[j - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
    if (Math.min(...row) > most) return most + 1;
    [beforeLast, last] = [last, row];
  }
  return last[b.length] ?? most + 1;
}

/** The letters that a word meant may begin with: slips at the beginning are rare, and mostly two letters swapped. */
export const firstsOf = (word: string): string[] => [...new Set([...word].slice(0, 2))];
