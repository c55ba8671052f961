import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import type { Page } from "playwright-core";
import { inBrowser, type Visit, visit } from "../harness/browser.ts";
import { newLongWall } from "../harness/long-wall.ts";
import { memoryOf, stillSight, watched, watchScrolling, wheel } from "../harness/scroll-watch.ts";
import { tasksDuring, yardstickMs } from "../harness/task-times.ts";
import { until } from "../harness/until.ts";

const THINGS = 20_000;
/** A large window, so that as much as possible is drawn at a time. */
const WINDOW = { width: 1800, height: 1300 };
/**
 * Of the processor, not of the clock: a machine that is busy makes every task last longer, but none cost more than caches
 * do; and of the processor that it was set on, so that a slower one has as much more as it takes for a fixed piece of work. It
 * is the one time that a test asserts, since no eye can be asked; everything else about speed is in bench/.
 */
const MOST_TASK_MS = 100;
/** Three windows and a half of the smallest cards. */
const MOST_DRAWN = 320;
/** What a thing may cost in the page's memory, drawn or not, and all that does not depend on them. */
const MOST_HEAP_A_THING = 2_000;
const MOST_HEAP_BYTES = 15_000_000;
const MOST_NODES = 40_000;
const SCREENS_UP = 15;

/** No task may have taken too long while `work` happened. */
async function assertSmooth(t: TestContext, page: Page, work: () => Promise<void>): Promise<void> {
  const { tasks, longestMs } = await tasksDuring(page, work);
  const mostMs = Math.max(MOST_TASK_MS, await yardstickMs(page.context()));
  const took = `the longest of ${tasks} tasks took ${longestMs} ms of at most ${mostMs} ms`;
  t.diagnostic(took);
  assert.ok(longestMs <= mostMs, took);
}

/** A window on a wall of so many things, once the newest stands there. */
async function openLongWall(t: TestContext): Promise<Pick<Visit, "page" | "complaints">> {
  const wall = await newLongWall(t, THINGS);
  const { page, complaints } = await visit(t, wall.ownerLink, { viewport: WINDOW });
  await page
    .getByText(`Thing ${THINGS - 1}.`)
    .first()
    .waitFor();
  return { page, complaints };
}

async function goToEnd(page: Page): Promise<void> {
  await page.keyboard.press("End");
  await page.getByText("Thing 0.").first().waitFor({ timeout: 0 });
  await page.locator(".going-to-end").waitFor({ state: "detached", timeout: 0 });
}

test("a task that takes too long is seen for what it is", inBrowser(), async (t) => {
  const { page } = await visit(t, "about:blank");
  const { longestMs } = await tasksDuring(page, async () => {
    await page.evaluate("for (let n = 0; n < 4e8; n++) if (n % 7 === 8) throw n;");
  });
  assert.ok(longestMs > MOST_TASK_MS, `${longestMs} ms`);
});

test(
  "20,000 things are scrolled through without a task over 100 ms, without a jump, in bounded memory",
  inBrowser(),
  async (t) => {
    const { page, complaints } = await openLongWall(t);
    const empty = await memoryOf(page);
    await watchScrolling(page);
    await page.mouse.move(WINDOW.width / 2, WINDOW.height / 2);

    await assertSmooth(t, page, async () => {
      for (;;) {
        await wheel(page, WINDOW.height * 1.9);
        if ((await watched(page)).drawn >= THINGS) break;
      }
    });
    const down = await watched(page);
    assert.deepEqual(down.jumps, []);
    assert.ok(down.mostDrawn <= MOST_DRAWN, `${down.mostDrawn} cards were drawn`);
    const full = await memoryOf(page);
    const more = full.heapBytes - empty.heapBytes;
    assert.ok(more <= MOST_HEAP_BYTES + THINGS * MOST_HEAP_A_THING, `${more} bytes more than at the top`);
    assert.ok(full.nodes <= MOST_NODES, `${full.nodes} nodes`);
    assert.deepEqual(complaints, []);
  },
);

test(
  "the End key leads to the very last of 20,000 things; up from there nothing jumps, and whoever opens one returns to the same place",
  inBrowser(),
  async (t) => {
    const { page, complaints } = await openLongWall(t);
    await assertSmooth(t, page, () => goToEnd(page));

    // What is above has never been drawn: its heights are guesses, which are made good while one looks.
    await stillSight(page);
    await watchScrolling(page);
    await page.mouse.move(WINDOW.width / 2, WINDOW.height / 2);
    for (let screen = 0; screen < SCREENS_UP; screen++) await wheel(page, -WINDOW.height * 0.9);
    const before = await stillSight(page);
    assert.deepEqual((await watched(page)).jumps, []);

    const [, left = 0, top = 0] = (before.find((card) => Number(card.split(" ")[2]) > WINDOW.height / 2) ?? "")
      .split(" ")
      .map(Number);
    await page.mouse.click(left + 60, top + 30);
    await page.locator("dialog.sheet .side").waitFor();
    await page.keyboard.press("Escape");
    await page.locator("dialog.sheet").waitFor({ state: "detached" });
    assert.deepEqual(await stillSight(page), before);

    // The top begins with the first thing in the first column.
    await page.keyboard.press("Home");
    await until("the top", async () => (await page.evaluate("scrollY")) === 0);
    await stillSight(page);
    const [first] = await page.locator(".masonry > li").all();
    assert.match((await first?.innerText()) ?? "", new RegExp(`^Thing ${THINGS - 1}\\.`));
    const tops = await page.evaluate<number[]>(
      `[...document.querySelectorAll(".masonry > li")].slice(0, 6).map((card) => card.getBoundingClientRect().top)`,
    );
    assert.equal(new Set(tops).size, 1, `the first line stands level: ${tops}`);
    assert.deepEqual(complaints, []);
  },
);
