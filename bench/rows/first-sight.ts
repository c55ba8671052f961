import { withEnds } from "../ending.ts";
import { now, openItemStream } from "../item-stream.ts";
import { openPageSites } from "../pages.ts";
import type { Row } from "../row.ts";
import { newPlace, startWall, TOPOLOGIES } from "../server.ts";
import { quantile } from "../statistics.ts";

const PAGES = 40;
const QUICK_PAGES = 8;
const WARM_UP = 3;
const MOST_FULL_MS = 300;
const MOST_SIGHT_MS = 60;

/** From the 202 of a page to its card on another screen, and to that card with everything on it. */
export const firstSight: Row = {
  name: "first-sight",
  about: "from 202 to the card on another stream, and to the card with everything on it",
  on: TOPOLOGIES,
  measure: ({ quick }, topology) =>
    withEnds(async (atEnd) => {
      const place = await newPlace(topology);
      atEnd(() => place.remove());
      const sites = await openPageSites();
      atEnd(() => sites.close());
      const wall = await startWall(place, { settings: { FETCH_ALLOW_HOSTS: sites.hosts } });
      atEnd(() => wall.stop());
      const stream = await openItemStream(wall);
      atEnd(async () => stream.close());

      const [sightMs, fullMs]: [number[], number[]] = [[], []];
      for (let page = 0; page < WARM_UP + (quick ? QUICK_PAGES : PAGES); page++) {
        const { item_id } = await wall.ask<{ item_id: string }>("POST", "/share", { url: sites.next() });
        const answeredAt = now();
        const fullAt = await stream.full(item_id);
        if (page < WARM_UP) continue;
        // The other screen may hear of it before the answer is read.
        sightMs.push(Math.max(0, (stream.sightOf(item_id) ?? 0) - answeredAt));
        fullMs.push(fullAt - answeredAt);
      }
      return [
        figureOf("202 to first sight on another stream", sightMs, MOST_SIGHT_MS),
        figureOf("202 to the full card, page of 100 KB", fullMs, MOST_FULL_MS),
      ];
    }),
};

function figureOf(what: string, ms: number[], most: number) {
  ms.sort((a, b) => a - b);
  return {
    what,
    unit: "ms",
    ours: ms,
    limit: null,
    aim: { text: `p50 ≤ ${most} ms`, isMet: ({ ours }: { ours: number }) => ours <= most },
    note: `p99 ${quantile(ms, 0.99).toFixed(0)} ms`,
  } as const;
}
