import type { QueryMistake } from "../../../../src/contract/query-mistakes.ts";

export const question = {
  keep: "Keep as a wall",
  keepName: "Name of the wall",
  keepDo: "Make it",
  kept: (name: string) => `“${name}” shows what this finds, now and later.`,
  /** What could not be meant; `{}` is the piece. */
  mistakes: {
    "quote-open": "{} has no second quotation mark.",
    "parenthesis-open": "The parenthesis {} is not closed.",
    "parenthesis-unopened": "The parenthesis {} closes nothing.",
    "or-alone": "{} has nothing beside it.",
    "value-missing": "Nothing follows {} yet.",
    "value-unknown": "{} is not known, and was left out.",
    "time-unknown": "{} is no day, month, year or time back from today.",
    "number-unknown": "{} is no number of minutes.",
    "sort-twice": "{} was left out: the first order counts.",
    "too-deep": "Parentheses lie too deep within each other: {} was left out.",
    "too-much": "This is very long: {} was left out.",
  } satisfies Record<QueryMistake, string>,
  mayBe: "It may be {}.",
};
