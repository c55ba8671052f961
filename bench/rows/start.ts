import { startChild } from "../child.ts";
import { withEnds } from "../ending.ts";
import { inRounds, type Row } from "../row.ts";
import { seed } from "../seed.ts";
import { newPlace, PROGRAM, PROGRAM_OPTIONS, settingsAt, TOPOLOGIES } from "../server.ts";

const ITEMS = 20_000;
const QUICK_ITEMS = 1_000;
const MOST_SECONDS = 1;
const PLUGINS = new URL("../limits/plugins.ts", import.meta.url);

/** From starting the process to its first 200. */
export const start: Row = {
  name: "start",
  about: "from starting the process to its first 200, beside bare Fastify with the same plugins",
  on: TOPOLOGIES,
  measure: ({ rounds, quick }, topology) =>
    withEnds(async (atEnd) => {
      const place = await newPlace(topology);
      atEnd(() => place.remove());
      const items = quick ? QUICK_ITEMS : ITEMS;
      await seed(place, { ownerItems: items, accounts: 0, itemsAnAccount: 0 });
      const sides = {
        ours: () => firstAnswer(PROGRAM, "/api/v1/health", { env: settingsAt(place), execArgv: PROGRAM_OPTIONS }),
        limit: () => firstAnswer(PLUGINS, "/"),
      };
      await inRounds(1, sides);
      const { ours, limit } = await inRounds(rounds, sides);
      const what = "Fastify, same plugins";
      return [
        {
          what: `start to first 200, ${items} items`,
          unit: "s",
          ours: ours.map((run) => run.startSeconds),
          limit: { what, values: limit.map((run) => run.startSeconds) },
          aim: { text: "≤ 1 s", isMet: (run) => run.ours <= MOST_SECONDS },
          note: "100,000 items are the aim",
        },
        {
          what: "first answer after the start",
          unit: "ms",
          ours: ours.map((run) => run.firstMs),
          limit: { what, values: limit.map((run) => run.firstMs) },
          aim: null,
        },
      ];
    }),
};

async function firstAnswer(file: URL, path: string, options: Parameters<typeof startChild>[1] = {}) {
  const startedAt = performance.now();
  const child = await startChild<{ url: string }>(file, options);
  const readyAt = performance.now();
  const response = await fetch(child.ready.url + path);
  await response.arrayBuffer();
  const endedAt = performance.now();
  await child.stop();
  if (response.status !== 200) throw new Error(`${path} was answered ${response.status}`);
  return { startSeconds: (endedAt - startedAt) / 1_000, firstMs: endedAt - readyAt };
}
