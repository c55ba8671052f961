import assert from "node:assert/strict";
import { test } from "node:test";
import type { Locator, Page } from "playwright-core";
import type { Item } from "../../src/contract/items.ts";
import type { Wall } from "../../src/contract/walls.ts";
import { inBrowser, openPage, visit } from "../harness/browser.ts";
import { newJourney } from "../harness/journey.ts";
import { until } from "../harness/until.ts";

const NAMES = ["Anchor", "Buoy", "Capstan", "Dinghy", "Eel", "Ferry"];

/** A wall ordered by hand with six notes, `Anchor` on top, in a window of somebody signed in. */
async function newOrdered(t: Parameters<typeof newJourney>[0], options: Parameters<typeof visit>[2] = {}) {
  const wall = await newJourney(t, { workers: false });
  const { body: made } = await wall.expect<Wall>(201, "POST", "/walls", { body: { name: "By hand" } });
  await wall.expect(200, "PATCH", `/walls/${made.id}`, { body: { sorting: "manual" } });
  for (const text of NAMES.toReversed()) await wall.share({ text, wall_id: made.id });
  const { page, context, complaints } = await visit(t, wall.ownerLink, options);
  await page.getByRole("heading", { name: "Inbox" }).waitFor();
  await page.goto(`${wall.url}/wall/${made.id}`);
  await grip(page, "Anchor").waitFor();
  const onServer = async () =>
    (await wall.get<{ items: Item[] }>(`/walls/${made.id}/items`)).items.map(({ text }) => text ?? "");
  return { wall, id: made.id, page, context, complaints, onServer };
}

const card = (page: Page, name: string): Locator => page.locator(".masonry > li", { hasText: name });
const grip = (page: Page, name: string): Locator => page.getByRole("button", { name: `Move ${name}`, exact: true });
/** In the order of the document, which is that of readers and keyboards. */
const shown = (page: Page): Promise<string[]> =>
  page
    .locator(".masonry > li")
    .evaluateAll((cards) =>
      cards
        .toSorted((a, b) => Number(a.getAttribute("data-at")) - Number(b.getAttribute("data-at")))
        .map((each) => each.querySelector("bdi")?.textContent?.trim() ?? ""),
    );
const initials = (names: readonly string[]): string => names.map(([first]) => first).join("");

/** Until the window, and what it asks, say so. */
async function stand(page: Page, letters: string): Promise<void> {
  await until(`the order ${letters}`, async () => (initials(await shown(page)) === letters ? true : null));
}
async function kept({ onServer }: { onServer: () => Promise<string[]> }, letters: string): Promise<void> {
  await until(`the order ${letters} to be kept`, async () => (initials(await onServer()) === letters ? true : null));
}

const centre = async (place: Locator): Promise<{ x: number; y: number }> => {
  const box = await place.boundingBox();
  if (!box) throw new Error("it is not there");
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
};

/** By its grip onto the first or the last part of another card, in steps as a hand makes them. */
async function drag(page: Page, what: string, { to, part }: { to: string; part: "first" | "last" }): Promise<void> {
  // A window behind another draws no frames.
  await page.bringToFront();
  // What has just moved is still on its way to its place.
  for (const name of [what, to]) await (await card(page, name).elementHandle())?.waitForElementState("stable");
  const from = await centre(grip(page, what));
  const box = await card(page, to).boundingBox();
  if (!box) throw new Error("it is not there");
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * (part === "first" ? 0.1 : 0.9), box.y + box.height / 2, { steps: 12 });
  await page.locator(".order-line").waitFor();
  await page.mouse.up();
}

test("a wall is told to be ordered by hand in its editor, and grips appear", inBrowser(), async (t) => {
  const wall = await newJourney(t, { workers: false });
  for (const text of NAMES.toReversed()) await wall.share({ text });
  const { page, complaints } = await visit(t, wall.ownerLink);
  await card(page, "Anchor").waitFor();
  assert.equal(await page.locator(".grip").count(), 0);
  await page.getByRole("heading", { name: "Inbox" }).getByRole("button").click();
  await page.getByRole("button", { name: "Rename, describe, order…" }).click();
  await page.getByRole("radio", { name: "By hand" }).check();
  await page.getByRole("button", { name: "Save" }).click();
  await grip(page, "Buoy").waitFor();
  assert.equal((await wall.get<Wall>(`/walls/${await wall.inbox()}`)).sorting, "manual");
  assert.equal(await page.getByLabel("Order", { exact: true }).inputValue(), "manual");
  await page.getByLabel("Order", { exact: true }).selectOption("newest");
  await page.locator(".grip").first().waitFor({ state: "detached" });
  assert.deepEqual(complaints, []);
});

test(
  "a card is dragged by its grip with the mouse, falls back at Escape, and an undo brings it back",
  inBrowser(),
  async (t) => {
    const there = await newOrdered(t);
    const { page, complaints } = there;
    await stand(page, "ABCDEF");
    await drag(page, "Eel", { to: "Buoy", part: "first" });
    await stand(page, "AEBCDF");
    await kept(there, "AEBCDF");
    await page.getByRole("status").getByText("“Eel” is number 2 now.").waitFor();
    assert.equal(await page.locator(".order-line, .order-held").count(), 0);
    await drag(page, "Anchor", { to: "Capstan", part: "last" });
    await kept(there, "EBCADF");
    await stand(page, "EBCADF");

    const { x, y } = await centre(grip(page, "Ferry"));
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x - 300, y, { steps: 8 });
    await page.locator(".order-line").waitFor();
    await page.keyboard.press("Escape");
    await page.locator(".order-line").waitFor({ state: "detached" });
    await page.mouse.up();
    assert.equal(initials(await shown(page)), "EBCADF");
    await page.getByRole("button", { name: "Undo" }).click();
    await kept(there, "AEBCDF");
    await stand(page, "AEBCDF");
    assert.equal(await page.locator(".order-menu:popover-open").count(), 0, "a drag is no press");
    assert.deepEqual(complaints, []);
  },
);

test(
  "by keyboard alone a card goes up, down, to the top and to the end, and keeps the focus",
  inBrowser(),
  async (t) => {
    const there = await newOrdered(t);
    const { page, complaints } = there;
    for (const _ of [1, 2, 3]) await page.keyboard.press("j");
    await card(page, "Capstan").locator(":focus").waitFor();
    await page.keyboard.press("Alt+ArrowUp");
    await kept(there, "ACBDEF");
    await stand(page, "ACBDEF");
    await page.getByRole("status").getByText("“Capstan” is number 2 now.").waitFor();
    await card(page, "Capstan").locator(":focus").waitFor();
    await page.keyboard.press("Alt+ArrowDown");
    await page.keyboard.press("Alt+ArrowDown");
    await kept(there, "ABDCEF");
    await page.keyboard.press("Alt+Shift+ArrowDown");
    await kept(there, "ABDEFC");
    await page.getByRole("status").getByText("“Capstan” is at the end now.").waitFor();
    await card(page, "Capstan").locator(":focus").waitFor();
    await page.keyboard.press("Alt+Shift+ArrowUp");
    await kept(there, "CABDEF");
    await page.keyboard.press("Alt+ArrowUp");
    await page.getByRole("status").getByText("There it stands already.").waitFor();

    await grip(page, "Capstan").focus();
    await page.keyboard.press("Enter");
    await page.locator("#order-menu button:focus").waitFor();
    await page.keyboard.press("Escape");
    await page.locator("#order-menu:popover-open").waitFor({ state: "detached" });
    await page.keyboard.press("?");
    await page.getByRole("dialog").getByText("Alt Shift ↑").waitFor();
    assert.deepEqual(complaints, []);
  },
);

test(
  "nobody has to drag: the menu of a grip moves it, and several that are chosen go together",
  inBrowser(),
  async (t) => {
    const there = await newOrdered(t);
    const { page, complaints } = there;
    const choose = async (name: string, way: string) => {
      await grip(page, name).click();
      await page.locator("#order-menu").getByRole("button", { name: way, exact: true }).click();
    };
    await choose("Eel", "To the top");
    await kept(there, "EABCDF");
    await choose("Anchor", "To the end");
    await kept(there, "EBCDFA");
    await choose("Capstan", "Up");
    await kept(there, "ECBDFA");
    await choose("Capstan", "Down");
    await kept(there, "EBCDFA");

    for (const name of ["Buoy", "Ferry"]) {
      await card(page, name).hover();
      await page.getByRole("button", { name: `Choose ${name}` }).click();
    }
    await page.getByLabel("Where they go").selectOption("top");
    await kept(there, "BFECDA");
    await page.getByRole("status").getByText("2 things moved.").waitFor();
    await page.getByRole("button", { name: "Undo" }).click();
    await kept(there, "EBCDFA");
    await stand(page, "EBCDFA");
    await page.getByRole("button", { name: "Choose nothing" }).click();
    await choose("Ferry", "Up");
    await kept(there, "EBCFDA");
    assert.deepEqual(complaints, []);
  },
);

test("what was moved to another wall, or into the trash, is brought back to where it stood", inBrowser(), async (t) => {
  const there = await newOrdered(t);
  const { page, wall, complaints } = there;
  await wall.expect(201, "POST", "/walls", { body: { name: "Boats" } });
  await page.reload();
  await stand(page, "ABCDEF");
  const choose = async (...names: string[]) => {
    for (const name of names) {
      await card(page, name).hover();
      await page.getByRole("button", { name: `Choose ${name}` }).click();
    }
  };
  await grip(page, "Ferry").click();
  await page.getByRole("button", { name: "To the top" }).click();
  await kept(there, "FABCDE");
  await choose("Buoy", "Dinghy");
  await page.getByLabel("Move or copy to a wall").selectOption({ label: "Boats" });
  await kept(there, "FACE");
  await page.getByRole("button", { name: "Undo" }).click();
  await kept(there, "FABCDE");
  await stand(page, "FABCDE");
  await choose("Ferry", "Capstan");
  await page.getByRole("toolbar").getByRole("button", { name: "Trash" }).click();
  await kept(there, "ABDE");
  await page.getByRole("button", { name: "Undo" }).click();
  await kept(there, "FABCDE");
  await stand(page, "FABCDE");
  assert.deepEqual(complaints, []);
});

test("two windows see the same order, also when the wall becomes ordered by time", inBrowser(), async (t) => {
  const there = await newOrdered(t);
  const { page, context, wall, id } = there;
  const { page: other, complaints } = await openPage(context, page.url());
  await stand(other, "ABCDEF");
  await drag(page, "Ferry", { to: "Anchor", part: "first" });
  await stand(other, "FABCDE");
  await other.bringToFront();
  await grip(other, "Ferry").click();
  await other.getByRole("button", { name: "To the end" }).click();
  await stand(page, "ABCDEF");
  await wall.share({ text: "Gull", wall_id: id });
  for (const each of [page, other]) await stand(each, "GABCDEF");
  await drag(page, "Gull", { to: "Capstan", part: "last" });
  await stand(other, "ABCGDEF");
  await wall.expect(200, "PATCH", `/walls/${id}`, { body: { sorting: "newest" } });
  for (const each of [page, other]) {
    await stand(each, "GABCDEF");
    await each.locator(".grip").first().waitFor({ state: "detached" });
  }
  assert.deepEqual([...there.complaints, ...complaints], []);
});

test("without a network a move says so and goes back", inBrowser(), async (t) => {
  const there = await newOrdered(t);
  const { page, context } = there;
  await stand(page, "ABCDEF");
  await context.setOffline(true);
  await grip(page, "Eel").click();
  await page.getByRole("button", { name: "To the top" }).click();
  await page.getByRole("status").getByText("Everything stands where it was.").waitFor();
  await stand(page, "ABCDEF");
  await context.setOffline(false);
  await kept(there, "ABCDEF");
});

test("with a finger the grip drags at once, and a long press elsewhere still chooses", inBrowser(), async (t) => {
  const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
  const there = await newOrdered(t, phone);
  const { page, context, complaints } = there;
  await stand(page, "ABCDEF");
  const session = await context.newCDPSession(page);
  const touch = (type: "touchStart" | "touchMove" | "touchEnd", at: { x: number; y: number } | null) =>
    session.send("Input.dispatchTouchEvent", { type, touchPoints: at === null ? [] : [at] });
  const from = await centre(grip(page, "Dinghy"));
  const box = await card(page, "Anchor").boundingBox();
  const to = { x: (box?.x ?? 0) + 40, y: (box?.y ?? 0) + 8 };
  await touch("touchStart", from);
  for (let part = 1; part <= 10; part++)
    await touch("touchMove", { x: from.x + ((to.x - from.x) * part) / 10, y: from.y + ((to.y - from.y) * part) / 10 });
  await page.locator(".order-line").waitFor();
  await touch("touchEnd", null);
  await kept(there, "DABCEF");
  await stand(page, "DABCEF");
  assert.equal(await page.locator(".choice").count(), 0, "the grip chooses nothing");

  await touch("touchStart", await centre(card(page, "Capstan").locator(".plate")));
  await page.locator(".choice").waitFor();
  await touch("touchEnd", null);
  assert.deepEqual(complaints, []);
});
