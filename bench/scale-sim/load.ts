/** How many people do how much. Rates are of a mean day; `peak` makes the busiest seconds of them. */
export interface Load {
  readonly people: number;
  readonly sharesADay: number;
  /** Of all shares; together 1. */
  readonly pages: number;
  readonly texts: number;
  readonly pictures: number;
  /** Wall pages asked for by a person a day, and how many of them are unchanged. */
  readonly wallReadsADay: number;
  readonly unchanged: number;
  readonly statusReadsAShare: number;
  readonly searchesADay: number;
  /** Of all people, at the peak. */
  readonly streamsOpen: number;
  /** Changes that a share makes on its wall, and streams that hear each. */
  readonly changesAShare: number;
  readonly streamsAWall: number;
  /** The busiest seconds by the mean. */
  readonly peak: number;
  /** How long the AI takes for an answer, s. */
  readonly aiSeconds: number;
}

/** The base that is multiplied: a thousand people who use it every day. Assumed, not measured. */
export const BASE: Load = {
  people: 1_000,
  sharesADay: 10,
  pages: 0.7,
  texts: 0.2,
  pictures: 0.1,
  wallReadsADay: 40,
  unchanged: 0.5,
  statusReadsAShare: 2,
  searchesADay: 5,
  streamsOpen: 0.1,
  changesAShare: 5,
  streamsAWall: 1.5,
  peak: 5,
  aiSeconds: 3,
};

/** The same habits, so many times the people. */
export const timesPeople = (load: Load, factor: number): Load => ({ ...load, people: load.people * factor });

const SECONDS_A_DAY = 86_400;

/** What happens in one of the busiest seconds. */
export interface Rates {
  readonly shares: number;
  readonly pages: number;
  readonly texts: number;
  readonly pictures: number;
  readonly wallPages: number;
  readonly unchanged: number;
  readonly statusReads: number;
  readonly searches: number;
  readonly deliveries: number;
  /** Not a rate: open at once. */
  readonly streams: number;
}

export function ratesOf(load: Load): Rates {
  const aSecond = (aPersonADay: number) => (load.people * aPersonADay * load.peak) / SECONDS_A_DAY;
  const shares = aSecond(load.sharesADay);
  const reads = aSecond(load.wallReadsADay);
  return {
    shares,
    pages: shares * load.pages,
    texts: shares * load.texts,
    pictures: shares * load.pictures,
    wallPages: reads * (1 - load.unchanged),
    unchanged: reads * load.unchanged,
    statusReads: shares * load.statusReadsAShare,
    searches: aSecond(load.searchesADay),
    deliveries: shares * load.changesAShare * load.streamsAWall,
    streams: load.people * load.streamsOpen,
  };
}
