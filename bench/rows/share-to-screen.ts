import { withEnds } from "../ending.ts";
import { now, openItemStream } from "../item-stream.ts";
import { openPageSites } from "../pages.ts";
import type { Figure, Row } from "../row.ts";
import { openBrowser, signIn, unmeasured } from "../screen.ts";
import { newPlace, startWall, TOPOLOGIES } from "../server.ts";
import { quantile } from "../statistics.ts";

const SHARES = 20;
const QUICK_SHARES = 4;
const WARM_UP = 3;
const MOST_SIGHT_MS = 60;
const MOST_FULL_MS = 300;
const SIGHT = "POST /share to the card on another screen";
const FULL = "POST /share to the full card on another screen";

/** Notes, a frame after each change of the wall, which cards are to be seen, and which of them with everything on them. */
const WATCH_CARDS = `(() => {
  window.cardTimes = {};
  const look = () => requestAnimationFrame(() => {
    const at = performance.timeOrigin + performance.now();
    for (const card of document.querySelectorAll(".masonry > li[data-key]")) {
      const times = (cardTimes[card.dataset.key] ??= { sightAt: at, fullAt: null });
      if (times.fullAt === null && card.querySelector(".work") === null) times.fullAt = at;
    }
  });
  window.fullCard = (item) => new Promise((resolve) => {
    const wait = () => (cardTimes[item]?.fullAt ? resolve(cardTimes[item]) : requestAnimationFrame(wait));
    wait();
  });
  new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
})()`;

interface CardTimes {
  readonly sightAt: number;
  readonly fullAt: number;
}

/** From sending a page to its card in the window of somebody else, beside a program that only listens to the stream. */
export const shareToScreen: Row = {
  name: "share-to-screen",
  about: "from POST /share of a page of 100 KB to its card in another window, first and with everything on it",
  on: TOPOLOGIES,
  measure: async ({ quick }, topology) =>
    unmeasured(SIGHT, FULL) ??
    (await withEnds(async (atEnd) => {
      const place = await newPlace(topology);
      atEnd(() => place.remove());
      const sites = await openPageSites();
      atEnd(() => sites.close());
      const wall = await startWall(place, { settings: { FETCH_ALLOW_HOSTS: sites.hosts } });
      atEnd(() => wall.stop());
      const browser = await openBrowser();
      atEnd(() => browser.close());
      const context = await browser.newContext({ storageState: await signIn(browser, wall) });
      const page = await context.newPage();
      await page.goto(wall.url);
      await page.locator(".empty").waitFor();
      await page.evaluate(WATCH_CARDS);
      const stream = await openItemStream(wall);
      atEnd(async () => stream.close());

      const [sight, full] = [newSides(), newSides()];
      for (let share = 0; share < WARM_UP + (quick ? QUICK_SHARES : SHARES); share++) {
        const sentAt = now();
        const { item_id: item } = await wall.ask<{ item_id: string }>("POST", "/share", { url: sites.next() });
        const heardFullAt = await stream.full(item);
        const card = await page.evaluate<CardTimes>(`fullCard(${JSON.stringify(item)})`);
        if (share < WARM_UP) continue;
        sight.ours.push(card.sightAt - sentAt);
        sight.heard.push((stream.sightOf(item) ?? Number.NaN) - sentAt);
        full.ours.push(card.fullAt - sentAt);
        full.heard.push(heardFullAt - sentAt);
      }
      return [figureOf(SIGHT, sight, MOST_SIGHT_MS), figureOf(FULL, full, MOST_FULL_MS)];
    })),
};

interface Sides {
  readonly ours: number[];
  readonly heard: number[];
}

const newSides = (): Sides => ({ ours: [], heard: [] });

function figureOf(what: string, { ours, heard }: Sides, most: number): Figure {
  const ascending = ours.toSorted((a, b) => a - b);
  return {
    what,
    unit: "ms",
    ours,
    limit: { what: "a client of the stream", values: heard },
    aim: { text: `p50 ≤ ${most} ms`, isMet: (measured) => measured.ours <= most },
    note: `p95 ${quantile(ascending, 0.95).toFixed(0)} ms`,
  };
}
