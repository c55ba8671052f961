import { factWanted, type Wanted } from "./wanted.ts";

/** Items that were indexed one after another stand in one stretch of each length: the longest ones first. */
const LENGTHS = [
  { items: 131_072, letter: "x" },
  { items: 8_192, letter: "z" },
  { items: 1_024, letter: "v" },
] as const;

/** The shortest stretch. */
export const STRETCH_ITEMS = LENGTHS[2].items;
/** The shortest of those that every index knows; the shorter ones came later. */
export const OLD_STRETCH_ITEMS = LENGTHS[1].items;

/** In which stretches the item of this number stands, as terms of an index that cannot be walked from its newest item on. */
export const stretchTerms = (seq: number): string[] =>
  LENGTHS.map(({ items, letter }) => `${letter}${Math.floor(seq / items)}`);

/** What stands in the stretches from the one number to the other, both beginnings of stretches, the second not included. */
export function inStretches(from: number, to: number): Wanted {
  const of: Wanted[] = [];
  for (let at = from; at < to; ) {
    const begun = at;
    const { items, letter } =
      LENGTHS.find((each) => begun % each.items === 0 && begun + each.items <= to) ?? LENGTHS[2];
    of.push(factWanted(`${letter}${at / items}`));
    at += items;
  }
  return { kind: "any", of };
}
