import { startChild } from "../child.ts";
import { withEnds } from "../ending.ts";
import { type Load, openLoad } from "../load.ts";
import { drained } from "../queue.ts";
import { type Aim, type BenchOptions, type Figure, inRounds, type Row } from "../row.ts";
import { seed } from "../seed.ts";
import { newPlace, startWall, TOPOLOGIES } from "../server.ts";

const CONNECTIONS = 16;
const ITEMS = 2_000;

/** A wall page of 20 items, the same asked again with its ETag, and the status of a share, each beside a bare route. */
export const reads: Row = {
  name: "wall",
  about: "a wall page of 20 items, its 304, and the status of a share, beside bare routes with the same bytes",
  on: TOPOLOGIES,
  measure: (options, topology) =>
    withEnds(async (atEnd) => {
      const place = await newPlace(topology);
      atEnd(() => place.remove());
      await seed(place, { ownerItems: ITEMS, accounts: 0, itemsAnAccount: 0 });
      const load = await openLoad();
      atEnd(() => load.close());
      const wall = await startWall(place);
      atEnd(() => wall.stop());
      const bare = await startChild<{ url: string }>(new URL("../limits/bare-answer.ts", import.meta.url));
      atEnd(() => bare.stop());

      /** Ours at `path` beside the bare route that sends what ours sent. */
      async function beside(what: string, path: string, aim: Aim, ifNoneMatch?: string): Promise<Figure[]> {
        const headers = { ...wall.headers, ...(ifNoneMatch === undefined ? {} : { "if-none-match": ifNoneMatch }) };
        const url = `${wall.url}/api/v1${path}`;
        const answer = await fetch(url, { headers });
        const body = await answer.text();
        await bare.ask({ status: answer.status, body });
        const common = { status: answer.status, connections: CONNECTIONS, ms: options.runMs };
        const ours: Load = { ...common, url, headers };
        const limit: Load = { ...common, url: `${bare.ready.url}/` };
        const bytes = answer.status === 304 ? "304" : `${(body.length / 1_000).toFixed(0)} KB`;
        return await compare({ what: `${what}, ${bytes}`, aim }, options, {
          ours: () => load.run(ours),
          limit: () => load.run(limit),
        });
      }

      const accepted = await wall.ask<{ processing_id: string }>("POST", "/share", { text: "A thought about hinges." });
      await drained(wall);
      const page = `/walls/${wall.inbox}/items?limit=20`;
      const { headers } = await fetch(`${wall.url}/api/v1${page}`, { headers: wall.headers });
      const tag = headers.get("etag");
      return [
        ...(await beside("wall page of 20 items", page, aimAt(0.33))),
        ...(tag === null ? [] : await beside("wall page, unchanged", page, aimAt(0.6), tag)),
        ...(await beside("status of a share", `/share/status/${accepted.processing_id}`, aimAt(0.5))),
      ];
    }),
};

const aimAt = (least: number): Aim => ({ text: `≥ ${least}`, isMet: ({ ratio }) => ratio >= least });

async function compare(
  { what, aim }: { what: string; aim: Aim },
  { rounds }: BenchOptions,
  sides: { ours: () => Promise<{ perSecond: number }>; limit: () => Promise<{ perSecond: number }> },
): Promise<Figure[]> {
  await inRounds(1, sides);
  const { ours, limit } = await inRounds(rounds, sides);
  return [
    {
      what,
      unit: "/s",
      ours: ours.map((result) => result.perSecond),
      limit: { what: "the same bytes, bare", values: limit.map((result) => result.perSecond) },
      aim,
    },
  ];
}
