import type { Page } from "playwright-core";
import { memoryOf, stillSight, watched, watchScrolling, wheel } from "../../test/harness/scroll-watch.ts";
import { tasksDuring } from "../../test/harness/task-times.ts";
import { withEnds } from "../ending.ts";
import type { Row } from "../row.ts";
import { openBrowser, signIn, unmeasured } from "../screen.ts";
import { seed } from "../seed.ts";
import { newPlace, startWall } from "../server.ts";

const ITEMS = 100_000;
const QUICK_ITEMS = 10_000;
/** A large window, so that as much as possible is drawn at a time. */
const WINDOW = { width: 1800, height: 1300 };
const SCREENS_UP = 40;
const MOST_TASK_MS = 100;
const DOWN = "the longest task while a wall is scrolled through";
const TO_END = "the longest task on the way to the end of a wall";
const SECONDS = "the End key to the very last thing";
const HEAP = "memory of the page, all things loaded";
const MOVED = "cards that moved under one's eyes";

/** A very long wall in a browser: scrolled through by the wheel from top to end, and gone to the end by the End key. */
export const longWall: Row = {
  name: "long-wall",
  about: "a browser goes through a wall of 100,000 items: the longest task, jumps, memory",
  on: ["embedded"],
  measure: async ({ quick }, topology) =>
    unmeasured(DOWN, TO_END, SECONDS, HEAP, MOVED) ??
    (await withEnds(async (atEnd) => {
      const items = quick ? QUICK_ITEMS : ITEMS;
      const place = await newPlace(topology);
      atEnd(() => place.remove());
      await seed(place, { ownerItems: items, accounts: 0, itemsAnAccount: 0 });
      const wall = await startWall(place, { workers: false });
      atEnd(() => wall.stop());
      const browser = await openBrowser();
      atEnd(() => browser.close());
      const storageState = await signIn(browser, wall);
      const open = async (): Promise<Page> => {
        const context = await browser.newContext({ storageState, viewport: WINDOW });
        const page = await context.newPage();
        await page.goto(wall.url);
        await page.locator(".masonry article").first().waitFor();
        await page.mouse.move(WINDOW.width / 2, WINDOW.height / 2);
        return page;
      };
      const page = await open();
      await watchScrolling(page);
      const down = await tasksDuring(page, async () => {
        while ((await watched(page)).drawn < items) await wheel(page, WINDOW.height * 1.9);
      });
      const seen = await watched(page);
      const heapMb = (await memoryOf(page)).heapBytes / 1e6;
      await page.context().close();

      const other = await open();
      const startedAt = performance.now();
      const toEnd = await tasksDuring(other, async () => {
        await other.keyboard.press("End");
        await other.getByText("The harbour notes, part 0:").first().waitFor({ timeout: 0 });
        await other.locator(".going-to-end").waitFor({ state: "detached", timeout: 0 });
      });
      const seconds = (performance.now() - startedAt) / 1_000;
      await stillSight(other);
      await watchScrolling(other);
      for (let screen = 0; screen < SCREENS_UP; screen++) await wheel(other, -WINDOW.height * 0.9);
      const up = await watched(other);
      const aim = { text: `≤ ${MOST_TASK_MS} ms CPU`, isMet: ({ ours }: { ours: number }) => ours <= MOST_TASK_MS };
      const note = `${items.toLocaleString("en")} items, no more than ${Math.max(seen.mostDrawn, up.mostDrawn)} cards in the document`;
      const jumps = seen.jumps.length + up.jumps.length;
      return [
        { what: DOWN, unit: "ms", ours: [down.longestMs], limit: null, aim, note: `${down.tasks} tasks; ${note}` },
        { what: TO_END, unit: "ms", ours: [toEnd.longestMs], limit: null, aim, note: `${toEnd.tasks} tasks` },
        { what: SECONDS, unit: "s", ours: [seconds], limit: null, aim: null },
        { what: HEAP, unit: "MB", ours: [heapMb], limit: null, aim: null },
        {
          what: MOVED,
          unit: "rows",
          ours: [jumps],
          limit: null,
          aim: { text: "none", isMet: ({ ours }) => ours === 0 },
        },
      ];
    })),
};
