import assert from "node:assert/strict";
import { test } from "node:test";
import { isDeepStrictEqual } from "node:util";
import type { Page } from "playwright-core";
import { inBrowser, visit } from "../harness/browser.ts";
import { type Journey, newJourney } from "../harness/journey.ts";
import { until } from "../harness/until.ts";

const THINGS = 1_500;
/** Three windows and a half of the smallest cards would be about so many. */
const MOST_DRAWN = 160;
/** To the end of the wall; while the next page is on its way some lead nowhere. */
const MOST_STEPS = 1_000;
/** Longer than a card takes to move. */
const STILL_MS = 250;
const WORDS = "The ferryman keeps the lamps of the seven posts, and counts the herons on his way home.";

/** Notes of different lengths, the last one the newest. */
async function fill(wall: Journey, count: number): Promise<void> {
  for (let from = 0; from < count; from += 500) {
    const rows = Array.from({ length: Math.min(500, count - from) }, (_, n) => ({
      text: `Note ${from + n}. ${WORDS.slice(0, ((from + n) * 17) % WORDS.length)}`,
    }));
    await wall.expect(200, "POST", "/share/bulk", { body: rows });
  }
}

/** What the page finds out by itself: which cards are drawn, where the first in sight stands, and how many overlap. */
const LOOK = `(() => {
  const cards = [...document.querySelectorAll(".masonry > li")];
  const boxes = cards.map((card) => ({ key: card.dataset.key, box: card.getBoundingClientRect() }));
  const inSight = boxes.filter(({ box }) => box.top >= 80 && box.top < innerHeight).sort((a, b) => a.box.top - b.box.top);
  const overlap = (one, other) =>
    one !== other && Math.abs(one.box.left - other.box.left) < 1 &&
    other.box.top < one.box.bottom - 1 && other.box.bottom > one.box.top + 1;
  return {
    keys: boxes.map(({ key }) => key),
    first: inSight[0]?.key ?? "",
    top: inSight[0]?.box.top ?? 0,
    overlapping: boxes.filter((one) => boxes.some((other) => overlap(one, other))).length,
  };
})()`;

interface Look {
  readonly keys: string[];
  readonly first: string;
  readonly top: number;
  readonly overlapping: number;
}

const look = (page: Page): Promise<Look> => page.evaluate<Look>(LOOK);
/** Once all cards stand where they belong: two looks that find the same. */
async function atRest(page: Page): Promise<Look> {
  let last: Look | null = null;
  return await until("the cards to stand still", async () => {
    const now = await look(page);
    const isStill = now.keys.length > 4 && isDeepStrictEqual(now, last);
    last = now;
    await page.waitForTimeout(STILL_MS);
    return isStill ? now : null;
  });
}

const scrollToMiddle = (page: Page) =>
  page.evaluate("scrollTo({ top: document.documentElement.scrollHeight / 2, behavior: 'instant' })");
/** Scrolls, and waits until the page has drawn what that brings. */
const scrollOn = (page: Page) =>
  page.evaluate(`new Promise((resolve) => {
    scrollBy({ top: innerHeight * 0.8, behavior: "instant" });
    requestAnimationFrame(() => requestAnimationFrame(resolve));
  })`);

test(
  "of a long wall only what is near the window is drawn, nothing overlaps, and nothing jumps",
  inBrowser(),
  async (t) => {
    const wall = await newJourney(t, { workers: false });
    await fill(wall, THINGS);
    const { page, complaints } = await visit(t, wall.ownerLink);
    await page
      .getByText(`Note ${THINGS - 1}.`)
      .first()
      .waitFor();

    const seen = new Set<string>();
    for (let steps = 0; seen.size < THINGS; steps++) {
      assert.ok(steps < MOST_STEPS, `${seen.size} of ${THINGS} were seen on the way down`);
      await scrollOn(page);
      const { keys } = await look(page);
      assert.ok(keys.length <= MOST_DRAWN, `${keys.length} are drawn`);
      for (const key of keys) seen.add(key);
    }

    // In the middle: what comes above does not move what is looked at.
    await scrollToMiddle(page);
    const before = await atRest(page);
    assert.equal(before.overlapping, 0);
    await wall.share({ text: "A thing that arrives at the top meanwhile" });
    await page.getByText("1 new thing at the top").waitFor();
    const after = await atRest(page);
    assert.deepEqual([after.first, after.top], [before.first, before.top]);
    await page.getByText("1 new thing at the top").click();
    await page.locator(".masonry").getByText("A thing that arrives at the top meanwhile").waitFor();

    // A narrower window has other columns; what was looked at stays in sight.
    await scrollToMiddle(page);
    await page.setViewportSize({ width: 700, height: 900 });
    await until("the cards to stand again", async () => {
      const { first, overlapping, keys } = await look(page);
      return first !== "" && overlapping === 0 && keys.length > 4;
    });
    assert.deepEqual(complaints, []);
  },
);

test("by keys alone: step through cards, choose several, throw them away and take it back", inBrowser(), async (t) => {
  const wall = await newJourney(t, { workers: false });
  await fill(wall, 12);
  const { page, complaints } = await visit(t, wall.ownerLink);
  await page.getByText("Note 11.").waitFor();
  await page.locator("main").focus();
  const focused = () => page.evaluate<string>(`document.activeElement?.closest("li")?.textContent ?? ""`);

  for (const expected of [11, 10, 9]) {
    await page.keyboard.press("j");
    await until(`the focus on note ${expected}`, async () => (await focused()).includes(`Note ${expected}.`));
  }
  await page.keyboard.press("x");
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await until("the focus on note 7", async () => (await focused()).includes("Note 7."));
  await page.keyboard.press("Shift+X");
  await page.getByText("3 things chosen").waitFor();

  await page.keyboard.press("#");
  await page.getByText("3 things moved to the trash.").waitFor();
  for (const gone of [9, 8, 7]) await page.getByText(`Note ${gone}.`).waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Undo" }).click();
  for (const back of [9, 8, 7]) await page.getByText(`Note ${back}.`).waitFor();

  await page.keyboard.press("?");
  await page.getByRole("heading", { name: "Keys" }).waitFor();
  await page.keyboard.press("Escape");
  await page.keyboard.press("a");
  await page.getByText("12 things chosen").waitFor();
  await page.getByLabel("Tag them").fill("river");
  await page.keyboard.press("Enter");
  await page.getByText("12 things tagged “river”.").waitFor();
  const { body } = await wall.ask<{ items: { tags: { name: string }[] }[] }>("GET", "/items?limit=50");
  assert.ok(body.items.every(({ tags }) => tags.some(({ name }) => name === "river")));
  assert.deepEqual(complaints, []);
});
