import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { inBrowser, visit } from "../harness/browser.ts";
import { newJourney } from "../harness/journey.ts";
import { boardOf, linkTo, pathOfLink } from "../harness/open-walls.ts";
import { until } from "../harness/until.ts";

const scrolled = async (page: Page) => Number(await page.evaluate("scrollY"));
const shots = process.env["DW_SHOTS"];

test(
  "a member shows a wall on a screen: it is alone there, goes by slowly, shows what arrives, and Escape ends it",
  inBrowser(),
  async (t) => {
    const wall = await newJourney(t, { workers: false });
    const board = await boardOf(wall);
    for (let n = 0; n < 45; n++) await wall.share({ text: `lamp number ${n}\n${"line\n".repeat(9)}`, wall_id: board });
    const { page, complaints } = await visit(t, wall.ownerLink);
    await page.goto(`${wall.url}/wall/${board}`);
    await page.getByText("lamp number 44").waitFor();
    const show = async () => {
      await page.locator(".wall-name").click();
      await page.getByRole("button", { name: "Show on a screen" }).click();
      await page.locator(".head").waitFor({ state: "hidden" });
    };
    await show();
    assert.equal(await page.evaluate("document.querySelector('#wall').inert"), true, "nothing to press");
    await until("it to go by", async () => (await scrolled(page)) > 5);
    const { item_id: late } = await wall.share({ text: "an eighth lamp", wall_id: board });
    await page
      .locator(`[data-id="${late}"], article:has-text("an eighth lamp")`)
      .first()
      .waitFor({ state: "attached" });
    if (shots)
      for (const [width, height] of [
        [1_920, 1_080],
        [390, 844],
      ] as const) {
        await page.setViewportSize({ width, height });
        await page.screenshot({ path: join(shots, `on-screen-${width}.png`) });
      }
    await page.keyboard.press("Escape");
    await page.locator(".head").waitFor();
    assert.equal(await page.evaluate("document.querySelector('#wall').inert"), false);
    await page.waitForFunction("document.fullscreenElement === null");

    await page.emulateMedia({ reducedMotion: "reduce" });
    await page.clock.install();
    await show();
    await page.clock.runFor(9_000);
    assert.equal(await scrolled(page), 0);
    assert.deepEqual(complaints, []);
  },
);

test(
  "a screen with a link goes to the end of the wall and begins again, and a touch leads nowhere",
  inBrowser(),
  async (t) => {
    const wall = await newJourney(t, { workers: false });
    const board = await boardOf(wall);
    for (let n = 0; n < 24; n++) await wall.share({ text: `lamp number ${n}\n${"line\n".repeat(9)}`, wall_id: board });
    const address = `${wall.url}${pathOfLink(await linkTo(wall, board))}?kiosk=1`;
    const { page } = await visit(t, address);
    await page.clock.install();
    await page.goto(address);
    if (shots)
      for (const [width, height] of [
        [390, 844],
        [1_920, 1_080],
      ] as const) {
        await page.setViewportSize({ width, height });
        await page.screenshot({ path: join(shots, `kiosk-${width}.png`) });
      }
    const end = Number(await page.evaluate("document.documentElement.scrollHeight - innerHeight"));
    assert.ok(end > 50);
    // It rests at its end and at its top: neither can be run past in a second.
    const runs = async (what: string, isSo: () => Promise<boolean>) => {
      for (let seconds = 0; !(await isSo()); seconds++) {
        assert.ok(seconds < 120, what);
        await page.clock.runFor(1_000);
      }
    };
    await runs("it went to its end", async () => (await scrolled(page)) > end - 5);
    await runs("it began again", async () => (await scrolled(page)) === 0);
    await page.mouse.click(300, 300);
    assert.equal(page.url(), address);
  },
);
