import { withEnds } from "../ending.ts";
import { type LoadResult, openLoad } from "../load.ts";
import type { Figure, Row } from "../row.ts";
import { seed } from "../seed.ts";
import { newPlace, startWall, TOPOLOGIES } from "../server.ts";
import { rareWord } from "../words.ts";

const OWNER_ITEMS = 20_000;
const ACCOUNTS = 200;
const ITEMS_AN_ACCOUNT = 100;
const QUICK = { ownerItems: 2_000, accounts: 10, itemsAnAccount: 100 };
const MOST_P50_MS = 10;
const MOST_P99_MS = 50;
const MOST_MS = 200;

/** What people type: a rare word, a word that every item has, several words, a beginning, a name in the title. */
const QUERIES = [
  rareWord(42),
  "harbour",
  "lantern tide",
  "copper kettle ferry",
  "hourg",
  "part 1234",
  "engineer promise",
  "nothing-has-this",
];

/** Searching 20,000 items of one account among 200 accounts with 100 items each, one question at a time. */
export const search: Row = {
  name: "search",
  about: "GET /search in an account of 20,000 items and in one of 200 accounts with 100",
  on: TOPOLOGIES,
  measure: ({ quick, runMs, rounds }, topology) =>
    withEnds(async (atEnd) => {
      const place = await newPlace(topology);
      atEnd(() => place.remove());
      const wanted = { ownerItems: OWNER_ITEMS, accounts: ACCOUNTS, itemsAnAccount: ITEMS_AN_ACCOUNT };
      const { smallKey } = await seed(place, quick ? QUICK : wanted);
      const load = await openLoad();
      atEnd(() => load.close());
      const wall = await startWall(place, { workers: false });
      atEnd(() => wall.stop());
      const paths = QUERIES.map((words) => `/api/v1/search?limit=20&q=${encodeURIComponent(words)}`);
      const small = { authorization: `Bearer ${smallKey}` };
      const run = (headers: Readonly<Record<string, string>>, asked = paths) =>
        load.run({ url: wall.url, paths: asked, headers, status: 200, connections: 1, ms: runMs });
      await run(wall.headers);
      const [many, common, few]: LoadResult[][] = [[], [], []];
      for (let round = 0; round < rounds; round++) {
        many?.push(await run(wall.headers));
        common?.push(await run(wall.headers, [`/api/v1/search?limit=20&q=harbour`]));
        few?.push(await run(small));
      }
      const size = quick ? QUICK : wanted;
      return [
        ...figuresOf(`search, ${size.ownerItems} items`, many ?? [], { p99: true }),
        ...figuresOf(`search, a word of all ${size.ownerItems}`, common ?? [], { p99: false }),
        ...figuresOf(`search, one of ${size.accounts} accounts`, few ?? [], { p99: true }),
      ];
    }),
};

function figuresOf(what: string, runs: readonly LoadResult[], wants: { p99: boolean }): Figure[] {
  const of = (name: string, values: number[], most: number): Figure => ({
    what: `${what}, ${name}`,
    unit: "ms",
    ours: values,
    limit: null,
    aim: { text: `≤ ${most} ms`, isMet: ({ ours }) => ours <= most },
  });
  const worst = of(
    "worst",
    runs.map((run) => run.worstMs),
    MOST_MS,
  );
  const p50 = runs.map((run) => run.p50Ms);
  const p99 = runs.map((run) => run.p99Ms);
  return wants.p99
    ? [of("p50", p50, MOST_P50_MS), of("p99", p99, MOST_P99_MS), worst]
    : [of("p50", p50, MOST_P50_MS), worst];
}
