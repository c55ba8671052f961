import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import type { Page } from "playwright-core";
import { inBrowser, newProfile, openPage, visit } from "../harness/browser.ts";
import { openFaultyWay } from "../harness/faulty-way.ts";
import { newWall, type TestWall } from "../harness/new-wall.ts";
import { itemsOf, sha256, sharedSums, shareFromPhone, workerReady } from "../harness/phone-share.ts";
import { signInLin } from "../harness/second-person.ts";
import { until } from "../harness/until.ts";

const PHOTO = { name: 'the "eel" basket.bin', type: "application/x-basket", bytes: Buffer.alloc(300_000, "eel") };
const LIST = { name: "list.txt", type: "text/plain", bytes: Buffer.from("willow, tar, twine") };
const SHARE = /^\/api\/v1\/share$/;
const STAGE = /^\/api\/v1\/files\?/;

async function wallBehind(t: TestContext) {
  const wall = await newWall(t, { workers: false });
  const way = await openFaultyWay(t, wall);
  return { wall, way, link: wall.ownerLink.replace(wall.url, way.url) };
}

async function openWall(page: Page) {
  await page.getByLabel("A link, a thought, a file").waitFor();
  await workerReady(page);
}

async function write(page: Page, words: string) {
  await page.getByLabel("A link, a thought, a file").fill(words);
  await page.keyboard.press("Enter");
}

const titles = async (wall: TestWall) => (await itemsOf(wall)).map(({ title }) => title).sort();

test("shares made offline survive the browser's end, and each arrives once with its bytes", inBrowser(), async (t) => {
  const { wall, way, link } = await wallBehind(t);
  const profile = await newProfile(t);
  const before = await profile.open(link);
  await openWall(before.page);
  way.isDown = true;
  await shareFromPhone(before.page, { title: "First", files: [PHOTO, LIST] });
  await before.page.getByText("Kept on this device.").waitFor();
  await shareFromPhone(before.page, { text: "Second" });
  await before.page.getByRole("heading", { name: "Saved" }).waitFor();
  await before.page.goto(way.url);
  await before.page.getByText("2 things waiting to be sent.").waitFor();
  await write(before.page, "Third, from the box");
  await before.page.getByText("3 things waiting to be sent.").waitFor();
  await before.context.close();

  way.isDown = false;
  const after = await profile.open(way.url);
  await until("all to arrive", async () => (await itemsOf(wall)).length === 3);
  for (const words of ["First", "Second", "Third, from the box"])
    await after.page.locator("article:not([aria-busy])").filter({ hasText: words }).first().waitFor();
  await after.page.getByText("waiting to be sent").waitFor({ state: "detached" });
  assert.deepEqual(await titles(wall), ["First", "Second", "Third, from the box"]);
  assert.deepEqual(await sharedSums(wall, await itemsOf(wall)), [sha256(PHOTO.bytes), sha256(LIST.bytes)].sort());
});

test("a server that is busy, and then loses its answer, gets each file and each share once", inBrowser(), async (t) => {
  const { wall, way, link } = await wallBehind(t);
  const { page } = await visit(t, link);
  await openWall(page);
  way.meet("POST", STAGE, [{ status: 503, retryAfter: 1 }]);
  way.meet("POST", SHARE, [{ status: 429, retryAfter: 1 }, "cut-after"]);
  await shareFromPhone(page, { text: "Ask the ferryman", files: [PHOTO] });
  await page.goto(way.url);
  await page.getByText("The server is too busy at the moment. It goes out by itself.").waitFor();
  await page.locator("article[aria-busy=false]").filter({ hasText: "ferryman" }).waitFor();
  await until("the share's answer to be lost", () => way.hits("POST", SHARE) === 2);
  await until("the answer to come", async () => {
    await page
      .getByRole("button", { name: "Send now" })
      .first()
      .click({ timeout: 500 })
      .catch(() => undefined);
    return way.hits("POST", SHARE) === 3;
  });
  await page.locator("article:not([aria-busy])").filter({ hasText: "ferryman" }).waitFor();
  const items = await itemsOf(wall);
  assert.equal(items.length, 1);
  assert.deepEqual(await sharedSums(wall, items), [sha256(PHOTO.bytes)]);
  assert.equal(way.hits("POST", STAGE), 2);
});

test("a large file goes on where the connection broke", inBrowser(), async (t) => {
  const { wall, way, link } = await wallBehind(t);
  const film = { name: "film.bin", type: "application/x-film", bytes: Buffer.alloc(9_000_000, "lamp") };
  const { page } = await visit(t, link);
  await openWall(page);
  way.meet("PATCH", /\/upload$/, ["cut-before"]);
  await shareFromPhone(page, { files: [film] });
  await page.goto(way.url);
  await until("the film to arrive", async () => (await itemsOf(wall)).length === 1);
  assert.deepEqual(await sharedSums(wall, await itemsOf(wall)), [sha256(film.bytes)]);
  assert.equal(way.hits("POST", STAGE), 1);
  assert.equal(way.hits("PATCH", /\/upload$/), 3);
});

test("two windows that send at once send once", inBrowser(), async (t) => {
  const { wall, way, link } = await wallBehind(t);
  const { page, context } = await visit(t, link);
  await openWall(page);
  way.isDown = true;
  for (const text of ["One", "Two", "Three"]) await shareFromPhone(page, { text, files: [LIST] });
  // The page that says "Saved" sends too; left in the middle of a file, it would have begun it for nothing.
  await page.getByText("Kept on this device.").waitFor();
  await page.goto("about:blank");
  way.isDown = false;
  const [first, second] = await Promise.all([
    openPage(context, way.url),
    openPage(context, way.url),
    page.goto(way.url),
  ]);
  for (const each of [first.page, second.page]) await each.evaluate("dispatchEvent(new Event('online'))");
  await until("all to arrive", async () => (await itemsOf(wall)).length === 3);
  const waiting = first.page.getByText("waiting to be sent");
  await until("none to be waiting", async () => (await waiting.count()) === 0);
  assert.deepEqual(await titles(wall), ["One", "Three", "Two"]);
  assert.equal(way.hits("POST", SHARE), 3);
  assert.equal(way.hits("POST", STAGE), 3);
});

test("what one person shared is never sent under another's session", inBrowser(), async (t) => {
  const { wall, way, link } = await wallBehind(t);
  const { page, context } = await visit(t, link);
  await openWall(page);
  way.isDown = true;
  await shareFromPhone(page, { text: "The owner's own", files: [LIST] });
  await page.getByText("Kept on this device.").waitFor();
  const [cookie] = await context.cookies();
  await context.addCookies([{ name: "dw_session", value: await signInLin(wall), url: way.url }]);
  way.isDown = false;
  await page.goto(way.url);
  await page.getByText("Nothing here yet.").waitFor();
  await shareFromPhone(page, { text: "Lin's own" });
  await page.getByText("On your wall").waitFor();
  assert.equal(way.hits("POST", SHARE), 1);
  assert.equal(way.hits("POST", STAGE), 0);

  await context.addCookies(cookie === undefined ? [] : [cookie]);
  await page.goto(way.url);
  await until("the owner's to arrive", async () => (await itemsOf(wall)).length === 1);
  assert.deepEqual(await titles(wall), ["The owner's own"]);
});

test("what was caught while nobody was known belongs to whoever says so", inBrowser(), async (t) => {
  const { wall, way, link } = await wallBehind(t);
  const { page } = await visit(t, way.url);
  await page.getByText("You are not signed in here.").waitFor();
  await workerReady(page);
  await shareFromPhone(page, { text: "Found on the way" });
  await page.getByText("Nobody is signed in here.").waitFor();
  await page.goto(link);
  await page.getByText("Put it on your wall?").waitFor();
  assert.equal((await itemsOf(wall)).length, 0);
  await page.getByRole("button", { name: "Put it on my wall" }).click();
  await until("it to arrive", async () => (await itemsOf(wall)).length === 1);
});

test(
  "a refusal is shown with its reason, and what was refused can be edited and sent again",
  inBrowser(),
  async (t) => {
    const { wall, way, link } = await wallBehind(t);
    const { page } = await visit(t, link);
    await openWall(page);
    await shareFromPhone(page, { title: "x".repeat(600), files: [LIST] });
    await page.getByRole("heading", { name: "Not saved" }).waitFor();
    await page.goto(way.url);
    const card = page.locator("article").filter({ hasText: "It is still here." });
    await card.getByText(/at most 500/i).waitFor();
    await card.getByRole("button", { name: "Edit" }).click();
    await page.getByText(LIST.name).waitFor();
    await write(page, "A shorter one");
    await card.waitFor({ state: "detached" });
    await until("it to arrive", async () => (await itemsOf(wall)).length === 1);
    assert.deepEqual(await sharedSums(wall, await itemsOf(wall)), [sha256(LIST.bytes)]);
  },
);

test(
  "what the box could not send waits on the device, and a session that has ended loses none of it",
  inBrowser(),
  async (t) => {
    const { wall, way, link } = await wallBehind(t);
    const { page, context } = await visit(t, link);
    await openWall(page);
    const cookies = await context.cookies();
    await context.clearCookies();
    await write(page, "Written too late");
    await page.getByText("You are not signed in here.").waitFor();
    await context.addCookies(cookies);
    await page.goto(way.url);
    await until("it to arrive", async () => (await itemsOf(wall)).length === 1);
    assert.deepEqual(await titles(wall), ["Written too late"]);
  },
);
