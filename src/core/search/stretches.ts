import { factWanted, type Wanted } from "./wanted.ts";

/** Items that were indexed one after another stand in one stretch; sixteen of these make a long one. */
export const STRETCH_ITEMS = 8_192;
const LONG_STRETCHES = 16;
const LONG_ITEMS = STRETCH_ITEMS * LONG_STRETCHES;

const stretchTerm = (n: number): string => `z${n}`;
const longStretchTerm = (n: number): string => `x${n}`;

/** In which stretches the item of this number stands, as terms of an index that cannot be walked from its newest item on. */
export const stretchTerms = (seq: number): string[] => [
  stretchTerm(Math.floor(seq / STRETCH_ITEMS)),
  longStretchTerm(Math.floor(seq / LONG_ITEMS)),
];

/** What stands in the stretches from the one number to the other, both beginnings of stretches, the second not included. */
export function inStretches(from: number, to: number): Wanted {
  const of: Wanted[] = [];
  for (let at = from; at < to; ) {
    const isLong = at % LONG_ITEMS === 0 && at + LONG_ITEMS <= to;
    of.push(factWanted(isLong ? longStretchTerm(at / LONG_ITEMS) : stretchTerm(at / STRETCH_ITEMS)));
    at += isLong ? LONG_ITEMS : STRETCH_ITEMS;
  }
  return { kind: "any", of };
}
