import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { faultsOf } from "../harness/axe.ts";
import { inBrowser, visit } from "../harness/browser.ts";
import { SCREENS } from "../harness/screens.ts";
import { newShownWall } from "../harness/shown-wall.ts";
import { until } from "../harness/until.ts";

const PHONE = { width: 390, height: 844 };
const DESK = { width: 1280, height: 900 };
/** A desk at 400 %: what WCAG calls reflow. */
const NARROW = { width: 320, height: 640 };

/** What would be drawn outside the window, and what moves though nobody wants movement. */
const WIDER_OR_MOVING = `(async () => {
  const found = [];
  const { documentElement } = document;
  // What measures itself does so in the frames after the window became narrow.
  for (let frame = 0; frame < 60 && documentElement.scrollWidth > documentElement.clientWidth; frame += 1)
    await new Promise(requestAnimationFrame);
  const { scrollWidth, clientWidth } = documentElement;
  if (scrollWidth > clientWidth) found.push(scrollWidth + " px wide");
  for (const element of document.querySelectorAll("*"))
    for (const part of [null, "::before", "::after", "::backdrop"]) {
      const { transitionDuration, animationDuration, animationName } = getComputedStyle(element, part);
      const times = [transitionDuration, ...(animationName === "none" ? [] : [animationDuration])].join(", ").split(", ");
      if (times.some((time) => parseFloat(time) > 0)) found.push(element.tagName + "." + element.className + (part ?? "") + " moves for " + times);
    }
  return [...new Set(found)];
})()`;

const findWiderOrMoving = async (page: Page): Promise<string[]> => (await page.evaluate(WIDER_OR_MOVING)) as string[];
const turn = (page: Page, direction: "rtl" | "ltr") => page.evaluate(`document.documentElement.dir = "${direction}"`);

/** What is wrong with a screen, as it stands there: each window in both looks, and a narrow one in both directions. */
async function look(page: Page): Promise<string[]> {
  const found: string[] = [];
  const add = (where: string, faults: readonly string[]) => found.push(...faults.map((fault) => `${where}: ${fault}`));
  for (const viewport of [DESK, PHONE]) {
    await page.setViewportSize(viewport);
    for (const [colorScheme, about] of [
      ["light", "all"],
      ["dark", "colours"],
    ] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      add(`${colorScheme}, ${viewport.width} px`, await faultsOf(page, about));
    }
  }
  await page.setViewportSize(NARROW);
  add("narrow", await findWiderOrMoving(page));
  await turn(page, "rtl");
  add("from right to left", await findWiderOrMoving(page));
  await turn(page, "ltr");
  await page.setViewportSize(DESK);
  return found;
}

// One way through all screens: to come to each takes longer than to look at it.
test(
  "every screen meets WCAG 2.2 AA as far as axe sees, in both looks, on a phone and at a desk; none is wider than 320 px in either direction, or moves where no movement is wanted",
  inBrowser(),
  async (t) => {
    const shown = await newShownWall(t);
    const still = { viewport: DESK, reducedMotion: "reduce" } as const;
    const [outside, inside] = [await visit(t, shown.wall.url, still), await shown.visit(t, still)];
    const found: string[] = [];
    for (const { name, isOutside, open, leave } of SCREENS) {
      const { page } = isOutside ? outside : inside;
      await open(page, shown);
      found.push(...(await look(page)).map((each) => `${name}: ${each}`));
      await leave?.(page);
    }
    assert.deepEqual(found, []);
  },
);

test("from right to left the first card stands at the right, and within the window", inBrowser(), async (t) => {
  const shown = await newShownWall(t);
  const { page } = await shown.visit(t, { viewport: DESK, reducedMotion: "reduce" });
  await page.addInitScript(`addEventListener("DOMContentLoaded", () => { document.documentElement.dir = "rtl"; })`);
  await page.goto(shown.wall.url);
  await until("the first card to stand at the right, and within the window", () =>
    page.evaluate(`(() => {
      const [one, other] = [...document.querySelectorAll(".masonry > li")].map((card) => card.getBoundingClientRect());
      return one !== undefined && other !== undefined && one.x > other.x && one.right <= innerWidth;
    })()`),
  );
});

test("a thing that comes onto the wall by itself is told to whoever listens", inBrowser(), async (t) => {
  const shown = await newShownWall(t);
  const { page } = await shown.visit(t);
  await page.locator(".masonry article").first().waitFor();
  const title = "The bell buoy has come loose";
  await shown.wall.share({ text: title });
  await page
    .getByRole("status")
    .filter({ hasText: `New on the wall: ${title}` })
    .waitFor({ state: "attached" });
});

/** What has the focus: its name, and the dialog or card it stands in. */
const FOCUS = `(() => {
  const at = document.activeElement;
  const around = at.closest("dialog, [popover], [data-key]");
  return [at.tagName, at.getAttribute("href") ?? at.ariaLabel ?? at.id, around?.dataset?.key ?? around?.tagName ?? ""].join(" ");
})()`;
const focusOf = async (page: Page): Promise<string> => (await page.evaluate(FOCUS)) as string;
const isInDialog = (page: Page): Promise<boolean> =>
  page.evaluate(`document.activeElement.closest("dialog[open]") !== null`) as Promise<boolean>;

test("the focus goes into every dialog, stays there, and comes back to where it was", inBrowser(), async (t) => {
  const shown = await newShownWall(t);
  const { page } = await shown.visit(t);
  await page.locator(".masonry article").first().waitFor();
  const comesBack = async (dialog: string, open: () => Promise<void>) => {
    const before = await focusOf(page);
    await open();
    await page.locator(dialog).waitFor();
    assert.ok(await isInDialog(page), `${dialog} has the focus`);
    for (let press = 0; press < 30; press += 1) {
      await page.keyboard.press(press % 3 === 0 ? "Shift+Tab" : "Tab");
      const isOut = (await page.evaluate(
        `!document.activeElement.closest("dialog") && document.activeElement !== document.body`,
      )) as boolean;
      assert.ok(!isOut, `${dialog} keeps the focus: ${await focusOf(page)}`);
    }
    await page.keyboard.press("Escape");
    await page.locator(dialog).waitFor({ state: "detached" });
    await until(`the focus to come back to ${before}`, async () => (await focusOf(page)) === before);
  };

  await page.keyboard.press("j");
  await page.locator(".masonry :focus").waitFor();
  await comesBack("dialog:has(.keys)", () => page.keyboard.press("?"));
  await comesBack("dialog.sheet .side", () => page.keyboard.press("Enter"));
  await page.locator("button.account").focus();
  await comesBack("dialog.settings .settings-list", async () => {
    await page.keyboard.press("Enter");
    await page.locator("#account-menu").waitFor();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
  });
});

test("everything from the first key to the trash and back goes by keyboard alone", inBrowser(), async (t) => {
  const shown = await newShownWall(t);
  const { page } = await shown.visit(t);
  await page.locator(".masonry article").first().waitFor();
  const press = (key: string) => page.keyboard.press(key);

  await press("Tab");
  assert.equal(await focusOf(page), "A #wall ", "the first key goes past the bar");
  await press("Enter");
  const boxOf = (of: string) => page.locator(of).evaluate((element) => element.getBoundingClientRect());
  assert.ok(
    (await boxOf("#wall")).top >= (await boxOf(".head")).bottom - 1,
    "and what it leads to is not behind the bar",
  );
  await press("n");
  await page.keyboard.type("Lanterns for the pier");
  await press("Enter");
  const card = page.locator("article").filter({ hasText: "Lanterns for the pier" });
  await card.locator("a.opening").first().waitFor();
  await press("Escape");

  await press("/");
  await page.keyboard.type("lanterns");
  await page.locator(".search-count").filter({ hasText: "1 thing" }).waitFor();
  await press("Escape");
  await page.locator(".search-row").waitFor({ state: "detached" });

  await press("j");
  await page.locator(".masonry :focus").waitFor();
  await press("t");
  await page.locator("dialog.sheet .tag-field:focus").waitFor();
  await page.keyboard.type("pier");
  await press("Enter");
  await page.locator(".sheet-tag").filter({ hasText: "pier" }).waitFor();
  await press("Escape");
  await page.locator("dialog.sheet").waitFor({ state: "detached" });
  await card.locator(".tag").filter({ hasText: "pier" }).waitFor();

  await until("the focus to be on the card", async () => (await page.locator(".masonry :focus").count()) > 0);
  await press("x");
  await page.locator(".choice").waitFor();
  await press("p");
  await page.locator(".notice").waitFor();
  await press("#");
  await card.waitFor({ state: "detached" });
  const undo = page.locator(".notice button");
  await until("a key that reaches the way back", async () => {
    if ((await undo.count()) > 0 && (await undo.evaluate((button) => button === button.ownerDocument.activeElement)))
      return true;
    await press("Shift+Tab");
    return false;
  });
  await press("Enter");
  await card.waitFor();
});
