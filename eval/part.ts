/** One measured quality of a part of the product. */
export interface Figure {
  readonly name: string;
  /** A share from 0 to 1; more is better. */
  readonly value: number;
  /** What it is a share of: so many cases were looked at. */
  readonly cases: number;
  /** The same share for a plain way of doing it, where there is one: shown beside the figure, not kept. */
  readonly baseline?: number;
}

/** What a part may tell beyond its figures. */
export interface Telling {
  /** Prints a line or a table of the part's own. */
  say(text: string): void;
  /** Asked for by `--details`: say case by case what went wrong, but of held back cases. */
  readonly details: boolean;
}

/**
 * One thing whose quality is evaluated on cases of ours. To add one: a file that exports an `EvalPart`, and its line in
 * `parts.ts`.
 */
export interface EvalPart {
  readonly name: string;
  /** A sentence or two for docs/quality.md: what is measured, on what. */
  readonly about: string;
  /** The same figures at every run: nothing that depends on the clock or the machine. */
  measure(telling: Telling): Promise<readonly Figure[]>;
}
