const SUBJECTS = [
  "The keeper",
  "A pilot",
  "Her uncle",
  "The carpenter",
  "Every apprentice",
  "The old engineer",
  "A boatman",
];
const VERBS = ["mends", "carries", "listens to", "paints", "remembers", "measures", "borrows", "oils"];
const THINGS = [
  "the lantern",
  "a rusted hinge",
  "the tide table",
  "seven bells",
  "the copper kettle",
  "a ledger of storms",
  "the winter rope",
  "an hourglass",
  "the harbour crane",
];
const WHENS = [
  "before the ferry leaves",
  "when the wind turns north",
  "while the town still sleeps",
  "after nine nights of rain",
  "until the salt has dried",
  "because nobody else would",
];
const REASONS = [
  "and says that a tool is a promise",
  "and writes down what it cost",
  "though the council has stopped paying for it",
  "as it was done in the year of the flood",
  "and never asks to be thanked",
];

/** A sentence that sounds like one; the same number makes the same sentence. */
export function sentence(number: number): string {
  const pick = (list: readonly string[], stride: number) =>
    list[Math.floor(number * stride + number / 7) % list.length];
  return `${pick(SUBJECTS, 1)} ${pick(VERBS, 3)} ${pick(THINGS, 5)} ${pick(WHENS, 7)} ${pick(REASONS, 11)}.`;
}

/** A word that only so many of a thousand items have: it is made from the number it falls on. */
export const rareWord = (number: number): string => `quay${number.toString(36)}`;
