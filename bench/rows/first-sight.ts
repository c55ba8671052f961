import { readEvents } from "../../test/harness/read-events.ts";
import { withEnds } from "../ending.ts";
import { openPageSites } from "../pages.ts";
import type { Row } from "../row.ts";
import { newPlace, startWall } from "../server.ts";
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
  measure: ({ quick }) =>
    withEnds(async (atEnd) => {
      const place = await newPlace();
      atEnd(() => place.remove());
      const sites = await openPageSites();
      atEnd(() => sites.close());
      const wall = await startWall(place, { settings: { FETCH_ALLOW_HOSTS: sites.hosts } });
      atEnd(() => wall.stop());
      const stop = new AbortController();
      atEnd(async () => stop.abort());

      const seen = new Map<string, number>();
      const full = new Map<string, number>();
      let tell: () => void = () => undefined;
      const opened = Promise.withResolvers<void>();
      const watch = async () => {
        const url = `${wall.url}/api/v1/walls/${wall.inbox}/events`;
        for await (const { event, data } of readEvents(url, {
          headers: wall.headers,
          signal: stop.signal,
          opened: opened.resolve,
        })) {
          if (event !== "item") continue;
          const { id, state } = data as { id: string; state: string };
          if (!seen.has(id)) seen.set(id, performance.now());
          if (state === "ready" && !full.has(id)) full.set(id, performance.now());
          tell();
        }
      };
      const watching = watch();
      await Promise.race([opened.promise, watching]);

      const [sightMs, fullMs]: [number[], number[]] = [[], []];
      for (let page = 0; page < WARM_UP + (quick ? QUICK_PAGES : PAGES); page++) {
        const { item_id } = await wall.ask<{ item_id: string }>("POST", "/share", { url: sites.next() });
        const answeredAt = performance.now();
        while (!full.has(item_id))
          await new Promise<void>((resolve) => {
            tell = resolve;
          });
        if (page < WARM_UP) continue;
        // The other screen may hear of it before the answer is read.
        sightMs.push(Math.max(0, (seen.get(item_id) ?? 0) - answeredAt));
        fullMs.push((full.get(item_id) ?? 0) - answeredAt);
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
