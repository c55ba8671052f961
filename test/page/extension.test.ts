import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { packageFolder } from "../../src/app/version.ts";
import { inBrowser } from "../harness/browser.ts";
import { openExtensionBrowser } from "../harness/extension-browser.ts";
import { openFaultyWay } from "../harness/faulty-way.ts";
import { newWall, type TestWall } from "../harness/new-wall.ts";
import { article } from "../harness/pages.ts";
import { until } from "../harness/until.ts";

const SCRIPT = `<script>
  const said = document.createElement("p");
  said.textContent = "Only who runs scripts reads of the " + ["cormo", "rant"].join("") + " on the seventh post, which dries its wings there at noon.";
  document.querySelector("article").append(said);
</script>`;
const PAGES = { "/lamps": article({ extra: SCRIPT }), "/posts": article({ title: "The posts of the channel" }) };

interface Found {
  readonly total: number;
  readonly items: readonly { readonly id: string; readonly title: string; readonly note: string | null }[];
}

async function keyFor(wall: TestWall, scopes: readonly string[]): Promise<string> {
  const { body } = await wall.ask<{ key: string }>("POST", "/keys", { body: { name: "Browser", scopes } });
  return body.key;
}

async function connect(options: Page, { url }: Pick<TestWall, "url">, key: string): Promise<void> {
  await options.fill("#address", url);
  await options.fill("#key", key);
  await options.click("button[type=submit]");
}

const said = (page: Page, words: RegExp) => page.locator("#said, #problem").filter({ hasText: words }).waitFor();
const itemsOf = async (wall: TestWall): Promise<Found> => (await wall.ask<Found>("GET", "/items")).body;

test("a page is saved as it is seen, and known as saved from then on", inBrowser(), async (t) => {
  const wall = await newWall(t, { pages: PAGES });
  const browser = await openExtensionBrowser(t);
  const options = await browser.options();
  await connect(options, wall, await keyFor(wall, ["share", "read"]));
  await said(options, /^Connected/);

  const page = await browser.context.newPage();
  await page.goto(wall.pages.at("/lamps"));
  const popup = await browser.popup(page);
  await popup.fill("#note", "for the harbour talk");
  await popup.fill("#tags", "harbour, birds");
  await popup.click("#save");
  await said(popup, /^Saved\./);
  assert.equal(wall.pages.asked("/lamps"), 1, "the wall reads what the browser saw and does not fetch it");
  const found = await until("the word that only the script wrote", async () => {
    const { body } = await wall.ask<Found>("GET", "/search?q=cormorant");
    return body.total === 1 && body;
  });
  const item = await wall.item(found.items[0]?.id ?? "");
  assert.equal(item.title, "The last lamplighter of the estuary");
  assert.equal(item.note, "for the harbour talk");
  assert.deepEqual(
    item.tags.filter(({ by }) => by === "person").map(({ name }) => name),
    ["harbour", "birds"],
  );
  assert.equal(await browser.badge(page), "✓");

  const again = await browser.popup(page);
  await again.locator("#before").filter({ hasText: "You saved this on" }).waitFor();
  assert.equal(await again.locator("#open").getAttribute("href"), `${wall.url}/item/${item.id}`);
});

test("what a wall refuses is said in the browser's language, by its code", inBrowser(), async (t) => {
  const wall = await newWall(t, { pages: PAGES });
  const browser = await openExtensionBrowser(t);
  const options = await browser.options();
  await connect(options, wall, await keyFor(wall, ["share"]));
  await said(options, /^Connected/);
  const page = await browser.context.newPage();
  await page.goto(wall.pages.at("/posts"));
  const popup = await browser.popup(page);
  await popup.fill("#tags", "a".repeat(300));
  await popup.click("#save");
  await said(popup, /Something in it has a shape that the server does not take/);
  // Chromium as Debian packs it brings no other language; which one it has is all that it is asked.
  const [worker] = browser.context.serviceWorkers();
  await worker?.evaluate(() => void Object.assign(chrome.i18n, { getUILanguage: () => "de-AT" }));
  await popup.click("#save");
  await said(popup, /Etwas daran hat eine Form/);
});

test("what is saved while the wall is away waits in the browser, and arrives once", inBrowser(), async (t) => {
  const wall = await newWall(t, { pages: PAGES });
  const way = await openFaultyWay(t, wall);
  const browser = await openExtensionBrowser(t);
  const options = await browser.options();
  await connect(options, way, await keyFor(wall, ["share", "read"]));
  await said(options, /^Connected/);
  const page = await browser.context.newPage();
  await page.goto(wall.pages.at("/posts"));

  // A browser asks again by itself when a connection that it used before breaks; that try is refused.
  way.meet("POST", /\/share$/, ["cut-after", { status: 503 }]);
  const popup = await browser.popup(page);
  await popup.click("#save");
  await said(popup, /It goes out by itself/);
  assert.equal(await browser.badge(page), "…");
  assert.equal((await itemsOf(wall)).items.length, 1, "the wall has it, though the browser could not hear so");
  await popup.locator("#waiting-count").filter({ hasText: "One thing is waiting" }).waitFor();

  way.isDown = true;
  const reopened = await browser.popup(page);
  await reopened.locator("#waiting-list").filter({ hasText: "cannot be reached" }).waitFor();
  way.isDown = false;
  // A connection that was new breaks once: then the refusal is still to come.
  if (way.hits("POST", /\/share$/) === 1) {
    await popup.click("#send");
    await popup.locator("#waiting-list").filter({ hasText: "503" }).waitFor();
  }
  await popup.click("#send");
  await popup.locator("#waiting").waitFor({ state: "hidden" });
  const { body: shares } = await wall.ask<{ items: unknown[] }>("GET", "/shares");
  assert.equal(shares.items.length, 1, "both tries are one share");
  assert.equal((await itemsOf(wall)).items.length, 1);
});

test("a wrong key is told and not kept; a revoked one keeps what was saved", inBrowser(), async (t) => {
  const wall = await newWall(t, { pages: PAGES });
  const browser = await openExtensionBrowser(t);
  const options = await browser.options();
  await connect(options, wall, "dw_nobody_has_this_key");
  await said(options, /does not know this key/);
  const { body: made } = await wall.ask<{ key: string; id: string }>("POST", "/keys", {
    body: { name: "Browser", scopes: ["share"] },
  });
  await connect(options, { url: wall.pages.origin }, made.key);
  await said(options, /no Digital Wall/);
  await connect(options, { url: "ftp://wall.example" }, made.key);
  await said(options, /no web address/);
  const page = await browser.context.newPage();
  await page.goto(wall.pages.at("/posts"));
  const unconnected = await browser.popup(page);
  await unconnected.locator("#unconnected").waitFor();

  await connect(options, wall, made.key);
  await said(options, /^Connected/);
  await options.locator("#hint").filter({ hasText: "share and not read" }).waitFor();
  await wall.ask("DELETE", `/keys/${made.id}`);
  const popup = await browser.popup(page);
  await popup.click("#save");
  await said(popup, /does not know this key/);
  await connect(options, wall, await keyFor(wall, ["share"]));
  await said(options, /^Connected/);
  await until("what waited for a good key", async () => (await itemsOf(wall)).items.length === 1);
});

test("the shortcut saves at once, without the popup", inBrowser(), async (t) => {
  const wall = await newWall(t, { pages: PAGES });
  const browser = await openExtensionBrowser(t);
  const options = await browser.options();
  await connect(options, wall, await keyFor(wall, ["share", "read"]));
  await said(options, /^Connected/);
  const page = await browser.context.newPage();
  await page.goto(wall.pages.at("/lamps"));
  await browser.command("save-page", page);
  await until("the badge", async () => (await browser.badge(page)) === "✓");
  assert.equal((await itemsOf(wall)).items.length, 1);
});

test("the menu saves a link, chosen words and a picture, and says what cannot be saved", inBrowser(), async (t) => {
  const wall = await newWall(t, { pages: PAGES });
  const browser = await openExtensionBrowser(t);
  const options = await browser.options();
  await connect(options, wall, await keyFor(wall, ["share", "read"]));
  await said(options, /^Connected/);
  const page = await browser.context.newPage();
  await page.goto(wall.pages.at("/posts"));
  const saved = (count: number) => until(`${count} things`, async () => (await itemsOf(wall)).items.length === count);

  await browser.menu({ menuItemId: "link", linkUrl: wall.pages.at("/lamps") }, page);
  await saved(1);
  await browser.menu({ menuItemId: "selection", selectionText: " Seven flames mark the channel " }, page);
  await saved(2);
  await browser.menu({ menuItemId: "image", srcUrl: wall.pages.at("/lamp.png") }, page);
  await saved(3);
  const { items } = await itemsOf(wall);
  const words = items.find(({ title }) => title === "Seven flames mark the channel");
  assert.ok(words?.note?.endsWith(wall.pages.at("/posts")), "where the words stood is kept beside them");

  await browser.menu({ menuItemId: "image", srcUrl: "data:image/png;base64,AAAA" }, page);
  await until("the badge", async () => (await browser.badge(page)) === "!");
  await said(await browser.popup(page), /no address of its own/);
});

test("both languages say everything, and the rights asked for are the least", async () => {
  const read = async (path: string): Promise<Record<string, unknown>> =>
    JSON.parse(await readFile(join(packageFolder, "extension", path), "utf8"));
  const [english, german, manifest] = await Promise.all([
    read("_locales/en/messages.json"),
    read("_locales/de/messages.json"),
    read("manifest.json"),
  ]);
  assert.deepEqual(Object.keys(german), Object.keys(english));
  const partsOf = (words: unknown) => JSON.stringify(words).match(/\$\d/g)?.sort() ?? [];
  for (const [name, words] of Object.entries(english)) assert.deepEqual(partsOf(german[name]), partsOf(words), name);
  assert.deepEqual(manifest["permissions"], ["activeTab", "alarms", "contextMenus", "scripting", "storage"]);
  assert.equal(manifest["host_permissions"], undefined);
});
