/** What may be wrong with a piece of a question in the search language. */
export const QUERY_MISTAKES = [
  "quote-open",
  "parenthesis-open",
  "parenthesis-unopened",
  "or-alone",
  "value-missing",
  "value-unknown",
  "time-unknown",
  "number-unknown",
  "sort-twice",
  "too-deep",
  "too-much",
] as const;
export type QueryMistake = (typeof QUERY_MISTAKES)[number];
