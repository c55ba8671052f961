import { randomOf, rankOf, siteOf, tagOf, wordOf } from "../corpus.ts";
import { withEnds } from "../ending.ts";
import { filledPlace } from "../filled-place.ts";
import { type LoadResult, openLoad } from "../load.ts";
import type { Figure, Row } from "../row.ts";
import { startWall, TOPOLOGIES } from "../server.ts";

const ITEMS = 1_000_000;
const QUICK_ITEMS = 20_000;
const ACCOUNTS = 1_000;
const QUICK_ACCOUNTS = 50;
/** Accounts that are asked in turn, so that none is always warm. */
const ASKED_ACCOUNTS = 50;
const QUESTIONS = 300;
/** Pages that lie so deep, by the cursors that lead there. */
const DEEP_PAGES = 20;
const MOST_P50_MS = 10;
const MOST_P99_MS = 50;
const MOST_MS = 200;
const MOST_FACETS_MS = 100;
const SHARE_BODY = '{"text":"a thought {n} of a summer, and what became of it"}';
/** Shares a second beside the searches: few, so that what they wait for is the searches. */
const SHARE_PAUSE_MS = 100;

type Draw = () => number;
const word = (draw: Draw): string => wordOf(rankOf(draw()));
/** One of the words that a language is mostly made of. */
const common = (draw: Draw): string => wordOf(1 + Math.floor(draw() * 40));
const rare = (draw: Draw): string => wordOf(5_000 + Math.floor(draw() * 50_000));

/** What people type, as often as they do; what costs most is among it more often than in life. */
const WORDS: readonly ((draw: Draw) => string)[] = [
  (draw) => `${word(draw)} ${word(draw)} `,
  (draw) => `${rare(draw)} `,
  (draw) => `${common(draw)} `,
  (draw) => `${common(draw)} ${common(draw)} ${common(draw)} `,
  (draw) => `${rare(draw)} ${common(draw)} `,
  (draw) => word(draw).slice(0, 4),
  (draw) => word(draw).slice(0, 2),
  (draw) => `"${common(draw)} ${common(draw)}"`,
  (draw) => `${word(draw)} -${common(draw)} `,
  (draw) => `${word(draw)} OR ${rare(draw)} `,
];
/** What narrows. */
const FACETS: readonly ((draw: Draw) => string)[] = [
  (draw) => `${common(draw)} kind:link `,
  (draw) => `${word(draw)} #${tagOf(1 + Math.floor(draw() ** 2 * 1_500))} `,
  (draw) => `site:${siteOf(1 + Math.floor(draw() ** 2 * 4_000))} ${common(draw)} `,
  (draw) => `${common(draw)} added:${2019 + Math.floor(draw() * 6)} `,
  () => "kind:note is:untagged ",
  (draw) => `#${tagOf(1 + Math.floor(draw() * 20))} lang:en has:note `,
];

/** The same questions each time. */
function questions(kinds: readonly ((draw: Draw) => string)[]): string[] {
  const draw = randomOf(20_251_127);
  return Array.from({ length: QUESTIONS }, (_, n) => kinds[n % kinds.length]?.(draw) ?? "");
}

const pathsOf = (asked: readonly string[]): string[] =>
  asked.map((q) => `/api/v1/search?limit=20&q=${encodeURIComponent(q)}`);

/** A million items, in one account and in a thousand. Filling takes a quarter of an hour each (`--keep`): only when it is named. */
export const searchMillion: Row = {
  name: "search-million",
  about: "GET /search among a million items, of one account and of a thousand; only when it is named",
  on: TOPOLOGIES,
  onlyNamed: true,
  async measure({ quick, runMs, rounds, keepIn }, topology) {
    const items = quick ? QUICK_ITEMS : ITEMS;
    const accounts = quick ? QUICK_ACCOUNTS : ACCOUNTS;
    const figures: Figure[] = [];
    for (const [what, corpus] of [
      [`${items} items of one account`, { name: `one-${items}`, accounts: 1, itemsAnAccount: items, keys: 1 }],
      [
        `${accounts} accounts of ${items / accounts}`,
        { name: `many-${items}`, accounts, itemsAnAccount: items / accounts, keys: ASKED_ACCOUNTS },
      ],
    ] as const)
      figures.push(
        ...(await withEnds(async (atEnd) => {
          const { place, keys } = await filledPlace(topology, corpus, keepIn);
          atEnd(() => place.remove());
          const load = await openLoad();
          atEnd(() => load.close());
          const wall = await startWall(place, { workers: false });
          atEnd(() => wall.stop());
          const run = async (paths: readonly string[]): Promise<LoadResult[]> => {
            const results: LoadResult[] = [];
            for (const key of keys.slice(0, rounds)) {
              const headers = { authorization: `Bearer ${key}` };
              results.push(
                await load.run({
                  url: wall.url,
                  paths,
                  headers,
                  status: 200,
                  connections: 1,
                  ms: runMs * 20,
                  mostRequests: QUESTIONS,
                }),
              );
            }
            return results;
          };
          // What nobody asked for yet is read from the disk once: it is measured, and by itself.
          const first = await run(pathsOf(questions(WORDS)).toReversed());
          const words = await run(pathsOf(questions(WORDS)));
          const facets = await run(pathsOf(questions(FACETS)));
          const headers = { authorization: `Bearer ${keys[0]}` };
          const deep = await deepPages(wall.url, headers);
          const pages = await load.run({ url: wall.url, paths: deep, headers, status: 200, connections: 1, ms: runMs });
          const shares = await openLoad();
          atEnd(() => shares.close());
          const share = {
            url: `${wall.url}/api/v1/share`,
            method: "POST",
            headers: { ...headers, "content-type": "application/json" },
            body: SHARE_BODY,
            status: 202,
            connections: 1,
            pauseMs: SHARE_PAUSE_MS,
            ms: runMs * 3,
          };
          const alone = await shares.run(share);
          const [beside] = await Promise.all([
            shares.run(share),
            load.run({
              url: wall.url,
              paths: pathsOf(questions(WORDS)),
              headers,
              status: 200,
              connections: 2,
              ms: runMs * 3,
            }),
          ]);
          const of = (name: string, runs: readonly number[], most: number): Figure => ({
            what: `search, ${what}, ${name}`,
            unit: "ms",
            ours: runs,
            limit: null,
            aim: { text: `≤ ${most} ms`, isMet: ({ ours }) => ours <= most },
          });
          return [
            of(
              "words, p50",
              words.map((one) => one.p50Ms),
              MOST_P50_MS,
            ),
            of(
              "words, p99",
              words.map((one) => one.p99Ms),
              MOST_P99_MS,
            ),
            of(
              "words, worst",
              words.map((one) => one.worstMs),
              MOST_MS,
            ),
            of(
              "words, the first time, worst",
              first.map((one) => one.worstMs),
              MOST_MS,
            ),
            of(
              "facets, p99",
              facets.map((one) => one.p99Ms),
              MOST_FACETS_MS,
            ),
            of(
              "facets, worst",
              facets.map((one) => one.worstMs),
              MOST_MS,
            ),
            of(`page ${DEEP_PAGES} of a common word, p99`, [pages.p99Ms], MOST_P99_MS),
            {
              what: `accept beside two who search, ${what}, p99`,
              unit: "ms",
              ours: [beside.p99Ms],
              limit: { what: "nobody searches", values: [alone.p99Ms] },
              aim: { text: "≤ 50 ms", isMet: ({ ours }) => ours <= MOST_P99_MS },
            } satisfies Figure,
          ];
        })),
      );
    return figures;
  },
};

/** The addresses of later and later pages of what very many items have. */
async function deepPages(url: string, headers: Readonly<Record<string, string>>): Promise<string[]> {
  const paths: string[] = [];
  let path = `/api/v1/search?limit=20&q=${encodeURIComponent(`${wordOf(3)} `)}`;
  for (let page = 0; page < DEEP_PAGES; page += 1) {
    const answer = await fetch(`${url}${path}`, { headers });
    const { next_cursor: cursor } = (await answer.json()) as { next_cursor: string | null };
    if (cursor === null) break;
    path = `${path.replace(/&cursor=.*/, "")}&cursor=${encodeURIComponent(cursor)}`;
    paths.push(path);
  }
  return paths.slice(-1);
}
