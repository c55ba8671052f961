/** One number of an evaluation. */
export interface Figure {
  readonly name: string;
  /** 0 to 1, the more the better. */
  readonly value: number;
  /** How many cases it is the mean of. */
  readonly cases: number;
}

/** One part of `npm run eval`: measures what it is about on fixtures whose answers were written down before. */
export interface EvalPart {
  readonly name: string;
  readonly about: string;
  measure(): Promise<readonly Figure[]>;
}
