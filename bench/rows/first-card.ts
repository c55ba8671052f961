import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { withEnds } from "../ending.ts";
import { inRounds, type Row } from "../row.ts";
import { openBrowser, signIn, unmeasured } from "../screen.ts";
import { seed } from "../seed.ts";
import { newPlace, startWall } from "../server.ts";

const ITEMS = 10_000;
const QUICK_ITEMS = 1_000;
const COLD = "first card, a window that never was here";
const WARM = "first card, a window that was";

/** Tells when the first card has been painted: it is there in one frame, and the next one begins. */
const FIRST_CARD = `window.firstCard = new Promise((resolve) => {
  const look = () => {
    if (document.querySelector(".masonry article") === null) requestAnimationFrame(look);
    else requestAnimationFrame(() => resolve(performance.now()));
  };
  requestAnimationFrame(look);
});`;

interface Starts {
  readonly cold: number;
  readonly warm: number;
}

/** From opening the address of a large wall to its first card on the screen. */
export const firstCard: Row = {
  name: "first-card",
  about: "a browser opens a wall of 10,000 items, beside the same cards as one plain page of a bare server",
  on: ["embedded"],
  measure: async ({ quick, rounds }, topology) =>
    unmeasured(COLD, WARM) ??
    (await withEnds(async (atEnd) => {
      const place = await newPlace(topology);
      atEnd(() => place.remove());
      await seed(place, { ownerItems: quick ? QUICK_ITEMS : ITEMS, accounts: 0, itemsAnAccount: 0 });
      const wall = await startWall(place, { workers: false });
      atEnd(() => wall.stop());
      const browser = await openBrowser();
      atEnd(() => browser.close());
      const storageState = await signIn(browser, wall);
      const bare = await serveBare(await shownAt(browser, wall.url, { storageState }));
      atEnd(async () => void bare.close());
      const bareUrl = `http://127.0.0.1:${(bare.address() as AddressInfo).port}/`;
      const sides = {
        ours: () => startsOf(browser, wall.url, { storageState }),
        limit: () => startsOf(browser, bareUrl, {}),
      };
      await inRounds(1, sides);
      const { ours, limit } = await inRounds(rounds, sides);
      const what = "the same cards as a plain page, bare";
      return (["cold", "warm"] as const).map((kind) => ({
        what: kind === "cold" ? COLD : WARM,
        unit: "ms",
        ours: ours.map((starts) => starts[kind]),
        limit: { what, values: limit.map((starts) => starts[kind]) },
        aim: null,
        note: `a wall of ${quick ? QUICK_ITEMS : ITEMS} items`,
      }));
    })),
};

/** Opens an address in a window that has nothing of it, and again once all that is to be kept has been kept. */
async function startsOf(browser: Browser, url: string, options: BrowserContextOptions): Promise<Starts> {
  const context = await browser.newContext(options);
  try {
    await context.addInitScript(FIRST_CARD);
    const page = await context.newPage();
    await page.goto(url);
    const cold = await firstCardOf(page);
    await page.waitForLoadState("networkidle");
    await page.evaluate(
      "navigator.serviceWorker?.getRegistration().then((found) => found && navigator.serviceWorker.ready)",
    );
    await page.goto("about:blank");
    await page.goto(url);
    return { cold, warm: await firstCardOf(page) };
  } finally {
    await context.close();
  }
}

const firstCardOf = (page: Page): Promise<number> => page.evaluate<number>("firstCard");

/** What a wall that shows consists of, without a script: the least that a browser must be sent to paint it. */
async function shownAt(browser: Browser, url: string, options: BrowserContextOptions): Promise<string> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  await page.goto(url);
  await page.locator(".masonry article").first().waitFor();
  await page.waitForLoadState("networkidle");
  const html = await page.evaluate<string>(`(async () => {
    for (const sheet of document.querySelectorAll('link[rel="stylesheet"]')) {
      const style = document.createElement("style");
      style.textContent = await (await fetch(sheet.href)).text();
      sheet.replaceWith(style);
    }
    for (const needless of document.querySelectorAll("script, link")) needless.remove();
    return "<!doctype html>" + document.documentElement.outerHTML;
  })()`);
  await context.close();
  return html;
}

async function serveBare(html: string): Promise<Server> {
  const server = createServer((_request, response) =>
    response.writeHead(200, { "content-type": "text/html; charset=utf-8", "cache-control": "max-age=60" }).end(html),
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}
