/** So many points in so many seconds. */
export interface CountedRate {
  /** What is counted: a part of the counter's name, so that two rates never share their points. */
  readonly name: string;
  readonly points: number;
  readonly seconds: number;
}

export interface Taken {
  readonly allowed: boolean;
  readonly remaining: number;
  /** When the window ends and all points are back. */
  readonly resetMs: number;
}

/** Counts points in fixed windows, in this process or for all that share a Redis. Counting never fails. */
export interface RateCounter extends CountedRate {
  /** Takes one point of `who`, whether or not there is one left. */
  take(who: string): Promise<Taken>;
  /** Gives a point back. */
  giveBack(who: string): Promise<void>;
}

export type OpenCounter = (rate: CountedRate) => RateCounter;
