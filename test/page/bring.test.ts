import assert from "node:assert/strict";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import type { Page } from "playwright-core";
import type { Import } from "../../src/contract/imports.ts";
import type { Item } from "../../src/contract/items.ts";
import type { Wall } from "../../src/contract/walls.ts";
import { inBrowser, visit } from "../harness/browser.ts";
import { bookmarkFile, bring, importIs, manyBookmarks, rowsOf } from "../harness/imports.ts";
import { type Journey, newJourney } from "../harness/journey.ts";
import { openWallabag } from "../harness/service-wallabag.ts";
import { openLinkding } from "../harness/services.ts";
import { until } from "../harness/until.ts";

const HARBOUR = bookmarkFile({
  Harbour: {
    "": [{ url: "https://boats.example/", title: "Boats of the estuary", at: 1_500_000_001 }],
    Lights: [{ url: "https://lamps.example/last", title: "The last lamp", at: 1_500_000_000, tags: "lamps,sea" }],
  },
  "": [
    { url: "https://ropes.example/", title: "Seven strands" },
    { url: "javascript:alert(1)", title: "A trap" },
  ],
});

const html = (name: string, text: string) => ({ name, mimeType: "text/html", buffer: Buffer.from(text) });
const files = (page: Page) => page.locator(".bring-drop input").first();
const figure = (page: Page, name: string) =>
  page
    .locator(".bring-figures > div")
    .filter({ has: page.getByText(name, { exact: true }) })
    .locator("dd");

async function openBring(wall: Journey, page: Page): Promise<void> {
  await page.goto(`${wall.url}/settings/bring`);
  await page.locator(".bring-drop").waitFor();
}

const onlyImport = async (wall: Journey): Promise<Import> => {
  const { items } = await wall.get<{ items: Import[] }>("/imports");
  assert.equal(items.length, 1);
  return items[0] as Import;
};

test(
  "an empty wall offers to bring bookmarks; they are looked through, brought, stand on the wall, and are taken back",
  inBrowser(),
  async (t) => {
    const wall = await newJourney(t);
    const { page, complaints } = await visit(t, wall.ownerLink);
    await page.getByRole("link", { name: "Bring your bookmarks" }).click();
    await page.getByRole("heading", { name: "Bring bookmarks", exact: true }).waitFor();
    await page.getByText("What can be read").click();
    await page.getByText("Bookmarks of every browser").waitFor();
    await files(page).setInputFiles(html("bookmarks.html", HARBOUR));

    await page.getByRole("heading", { name: "bookmarks.html" }).waitFor();
    const start = page.getByRole("button", { name: "Bring 3 things" });
    await start.waitFor();
    assert.deepEqual(
      await Promise.all(["things", "new", "broken", "folders", "tags"].map((name) => figure(page, name).innerText())),
      ["3", "3", "1", "2", "2"],
    );
    await page.getByText("Its address does not begin with http:// or https://.").waitFor();
    await page.locator(".bring-rows li").filter({ hasText: "The last lamp" }).getByText("Harbour / Lights").waitFor();
    assert.equal((await wall.get<{ items: Item[] }>("/items")).items.length, 0, "nothing is made yet");

    await start.click();
    const report = page.getByRole("link", { name: "All rows as a table (CSV)" });
    await report.waitFor();
    assert.deepEqual([await figure(page, "new").innerText(), await figure(page, "broken").innerText()], ["3", "1"]);
    const broken = page.locator(".bring-rows li").filter({ hasText: "A trap" });
    await broken.getByText("Its address does not begin with").waitFor();
    const [download] = await Promise.all([page.waitForEvent("download"), report.click()]);
    assert.match(await readFile(await download.path(), "utf8"), /^row,kind,state[\s\S]*A trap/);
    await page.getByLabel("Which rows").selectOption({ label: "New (3)" });
    await page.locator(".bring-rows a").filter({ hasText: "Seven strands" }).waitFor();

    await page.getByRole("button", { name: "To the wall", exact: true }).click();
    await page.locator("article").filter({ hasText: "Seven strands" }).waitFor();
    const lights = (await wall.get<{ items: Wall[] }>("/walls")).items.find(({ name }) => name === "Harbour / Lights");
    await page.goto(`${wall.url}/wall/${lights?.id}`);
    await page.locator("article").filter({ hasText: "The last lamp" }).waitFor();

    await openBring(wall, page);
    await page.getByText("Brought earlier").waitFor();
    await page.locator(".bring-earlier summary").filter({ hasText: "3 new, 1 broken" }).click();
    const undo = page.getByRole("button", { name: "Take it all back: bookmarks.html" });
    await undo.click();
    await page.getByText("goes to the trash. What it added").waitFor();
    await page.keyboard.press("Enter");
    await page.getByText("goes to the trash. What it added").waitFor({ state: "detached" });
    assert.equal((await onlyImport(wall)).state, "done", "the harmless answer has the focus");
    await undo.click();
    await page.locator(".confirm .danger").click();
    await page.getByText("What it made lies in the trash for 30 days").waitFor();
    assert.equal(await figure(page, "taken back").innerText(), "3");
    assert.equal((await wall.get<{ items: Item[] }>("/items")).items.length, 0);
    assert.deepEqual(complaints, []);
  },
);

test("the columns of a table are shown as guessed, and said otherwise in their place", inBrowser(), async (t) => {
  const wall = await newJourney(t);
  const { page, complaints } = await visit(t, wall.ownerLink);
  await openBring(wall, page);
  const csv = [
    "link,name,comment,strange",
    "https://a.example/,Ropes,for Lin,Knots",
    "https://b.example/,Oars,for Max,Knots",
  ].join("\n");
  await files(page).setInputFiles({ name: "list.csv", mimeType: "text/csv", buffer: Buffer.from(csv) });
  await page.getByText("What the columns mean").waitFor();
  assert.equal(await page.getByLabel("Column link").inputValue(), "url");
  assert.equal(await page.getByLabel("Column strange").inputValue(), "");
  await page.getByLabel("Column strange").selectOption({ label: "Folder" });
  await page.locator(".bring-rows li").filter({ hasText: "Ropes" }).getByText("Knots").waitFor();
  await page.getByLabel("Column comment").selectOption({ label: "Your remark" });
  await page.getByLabel("Tags for everything").fill("moved, harbour");
  await page.getByLabel("Tags for everything").press("Enter");
  await page.getByLabel("Folders become").selectOption({ label: "tags" });
  await until("all wishes to be kept", async () => {
    const { wanted } = await onlyImport(wall);
    return wanted.folders === "tags" && wanted.tags.length === 2 && wanted.mapping?.["comment"] === "note";
  });
  await page.reload();
  await page.getByText("What the columns mean").waitFor();
  assert.equal(await page.getByLabel("Column strange").inputValue(), "wall");
  assert.equal(await page.getByLabel("Tags for everything").inputValue(), "moved, harbour");
  await page.getByRole("button", { name: "Bring 2 things" }).click();
  await page.getByRole("button", { name: "To the wall", exact: true }).waitFor();
  const { items } = await wall.get<{ items: Item[] }>("/items");
  const ropes = items.find(({ title }) => title === "Ropes");
  assert.equal(ropes?.note, "for Lin");
  assert.deepEqual(ropes?.tags.map(({ name }) => name).sort(), ["Knots", "harbour", "moved"]);
  assert.deepEqual(complaints, []);
});

test(
  "whoever reloads in the middle sees where it stands, and it goes on to its end by itself",
  inBrowser(),
  async (t) => {
    const wall = await newJourney(t);
    const { page, complaints } = await visit(t, wall.ownerLink);
    await openBring(wall, page);
    await files(page).setInputFiles(html("many.html", manyBookmarks(12_000)));
    await page.getByRole("button", { name: "Bring 12,000 things" }).waitFor();
    await page.reload();
    await page.getByRole("button", { name: "Bring 12,000 things" }).click();
    await page.getByText("of 12,000 rows").waitFor();
    await page.getByText("it goes on by itself").waitFor();
    await page.reload();
    await page.getByText("12,000", { exact: false }).first().waitFor();
    const done = await importIs(wall, await onlyImport(wall), "done");
    assert.equal(done.counts.made, 12_000);
    await page
      .getByText("12,000 new")
      .or(page.getByRole("button", { name: "To the wall", exact: true }))
      .first()
      .waitFor();
    assert.deepEqual(complaints, []);
  },
);

test("an import is stopped in the middle, says what stays, and that is taken back", inBrowser(), async (t) => {
  const wall = await newJourney(t);
  const { page } = await visit(t, wall.ownerLink);
  const begun = await bring(wall, manyBookmarks(60_000), "?name=many.html&start=true");
  await openBring(wall, page);
  await until("some rows to be taken", async () => (await wall.get<Import>(`/imports/${begun.id}`)).counts.made > 0);
  await page.getByRole("button", { name: "Stop here" }).press("Enter");
  await page.getByText("What was brought until then stays").waitFor();
  const { counts } = await importIs(wall, begun, "cancelled");
  assert.ok(counts.made < 60_000);
  await page.getByRole("button", { name: "Take it all back: many.html" }).click();
  await page.locator(".confirm .danger").click();
  // As many as were brought by then are taken back, a few at a time.
  await page.getByText("lies in the trash for 30 days").waitFor({ timeout: 150_000 });
  assert.equal((await importIs(wall, begun, "undone")).counts.undone, counts.made);
});

test("files and folders come packed together, each where it lay", inBrowser(), async (t) => {
  const wall = await newJourney(t);
  const folder = await mkdtemp(join(tmpdir(), "dw-bring-"));
  t.after(() => rm(folder, { recursive: true }));
  await mkdir(join(folder, "notes/inner"), { recursive: true });
  await writeFile(join(folder, "notes/eels.md"), "Ask the ferryman about the eel baskets.");
  await writeFile(join(folder, "notes/inner/tides.md"), "High water is at seven. Größe: ü.");
  const { page, complaints } = await visit(t, wall.ownerLink);
  await openBring(wall, page);
  await page.locator(".bring-drop input").nth(1).setInputFiles(join(folder, "notes"));
  await page.getByRole("heading", { name: "notes", exact: true }).waitFor();
  await page.getByRole("button", { name: "Bring 2 things" }).click();
  await page.getByRole("button", { name: "To the wall", exact: true }).waitFor();
  const texts = (await wall.get<{ items: Item[] }>("/items")).items.map(({ text, title }) => `${title} ${text}`);
  assert.ok(
    texts.some((text) => text.includes("Größe: ü.")),
    texts.join("\n"),
  );

  await files(page).setInputFiles([html("bookmarks.html", HARBOUR), html("more.html", manyBookmarks(2))]);
  await page.getByRole("heading", { name: "2 files" }).waitFor();
  await page.getByRole("button", { name: "Bring 5 things" }).waitFor();
  assert.deepEqual(complaints, []);
});

test("what is dropped on the section is brought, and not put into the box", inBrowser(), async (t) => {
  const wall = await newJourney(t, { workers: false });
  const { page } = await visit(t, wall.ownerLink);
  await openBring(wall, page);
  await page.evaluate(`(() => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(["https://a.example/"], "links.txt"));
    const place = document.querySelector(".bring-drop");
    for (const name of ["dragenter", "dragover", "drop"])
      place.dispatchEvent(new DragEvent(name, { bubbles: true, cancelable: true, dataTransfer }));
  })()`);
  await page.getByRole("heading", { name: "links.txt" }).waitFor();
  assert.equal((await onlyImport(wall)).source.name, "links.txt");
  assert.equal(await page.locator(".chip").count(), 0);
});

test("what cannot be taken is refused politely, and can be brought once it was mended", inBrowser(), async (t) => {
  const wall = await newJourney(t, { settings: { MAX_IMPORT_BYTES: "2000" } });
  const { page } = await visit(t, wall.ownerLink);
  await openBring(wall, page);
  await files(page).setInputFiles(html("large.html", manyBookmarks(100)));
  await page.getByText("at most 2 KB can be brought at once").waitFor();
  await files(page).setInputFiles(html("empty.html", ""));
  await page.getByText("empty.html is empty.").waitFor();
  assert.equal((await wall.get<{ items: Import[] }>("/imports")).items.length, 0);

  await page.route("**/api/v1/imports?*", (route) => route.abort("connectionreset"), { times: 3 });
  await files(page).setInputFiles(html("bookmarks.html", HARBOUR));
  await page.getByText("The wall cannot be reached.").waitFor();
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByRole("button", { name: "Bring 3 things" }).waitFor();
  assert.equal((await onlyImport(wall)).source.name, "bookmarks.html");

  await files(page).setInputFiles({
    name: "cut.zip",
    mimeType: "application/zip",
    buffer: Buffer.from("PK\x03\x04xxxx"),
  });
  await page.getByText("Nothing in it can be brought.").waitFor();
  await page.getByText("The archive is broken, or was not saved whole.").waitFor();
  await page.getByRole("button", { name: "Don’t bring it" }).first().click();
  await page.getByText("Stopped", { exact: true }).first().waitFor();
});

test("a service is brought by its address and key, and says what is wrong with them", inBrowser(), async (t) => {
  const bookmark = { id: 1, url: "https://ding.example/", title: "A bell", tag_names: ["bell"], is_archived: false };
  const linkding = await openLinkding(t, { active: [{ ...bookmark, date_added: "2020-01-02T03:04:05Z" }] });
  const wall = await newJourney(t, { settings: { FETCH_ALLOW_HOSTS: linkding.host } });
  const { page, complaints } = await visit(t, wall.ownerLink);
  await openBring(wall, page);
  await page.getByText("Or from a service").click();
  const look = page.getByRole("button", { name: "Look through it" });
  await look.click();
  await page.getByText("Give its address and a key of yours there.").waitFor();
  await page.locator(".bring-pull select").selectOption("linkding");
  await page.getByLabel("Its address").fill(linkding.address);
  await page.getByLabel("Your key there").fill("wrong");
  await look.click();
  await page.getByText("The service does not take this key or login.").waitFor();
  await page.getByLabel("Its address").fill(linkding.address);
  await page.getByLabel("Your key there").fill(linkding.key);
  await look.click();
  await page.getByRole("button", { name: "Bring 1 thing", exact: true }).click();
  await page.getByRole("button", { name: "To the wall", exact: true }).click();
  await page.locator("article").filter({ hasText: "A bell" }).waitFor();
  assert.ok(!(await page.content()).includes(linkding.key));
  assert.deepEqual(complaints, []);
});

test("a service that asks for a login is brought by it, and the page keeps nothing of it", inBrowser(), async (t) => {
  const entry = { id: 1, url: "https://ferry.example/", title: "A ferry", annotations: [], is_archived: 0 };
  const wallabag = await openWallabag(t, { entries: [{ ...entry, created_at: "2020-01-02T03:04:05Z" }] });
  const wall = await newJourney(t, { settings: { FETCH_ALLOW_HOSTS: wallabag.host } });
  const { page, complaints } = await visit(t, wall.ownerLink);
  await openBring(wall, page);
  await page.getByText("Or from a service").click();
  const offered = await page.locator(".bring-pull select option").allTextContents();
  assert.deepEqual(offered, ["Karakeep", "linkding", "Linkwarden", "wallabag"]);
  await page.locator(".bring-pull select").selectOption("wallabag");
  assert.equal(await page.getByLabel("Your key there").count(), 0);
  await page.getByLabel("Its address").fill(wallabag.address);
  await page.getByLabel("Client ID").fill(wallabag.login.client_id);
  await page.getByLabel("Client secret").fill(wallabag.login.client_secret);
  await page.getByLabel("Your name there").fill(wallabag.login.username);
  const look = page.getByRole("button", { name: "Look through it" });
  await look.click();
  await page.getByText("Give its address, the two words of a client and how you sign in there.").waitFor();
  const password = page.getByLabel("Your password there");
  assert.equal(await password.getAttribute("type"), "password");
  await password.fill(wallabag.login.password);
  await look.click();
  await page.getByRole("button", { name: "Bring 1 thing", exact: true }).click();
  await page.getByRole("button", { name: "To the wall", exact: true }).click();
  await page.locator("article").filter({ hasText: "A ferry" }).waitFor();
  for (const secret of [wallabag.login.password, wallabag.login.client_secret])
    assert.ok(!(await page.content()).includes(secret));
  assert.deepEqual(complaints, []);
});

test("sending is stopped, and nothing of it arrives", inBrowser(), async (t) => {
  const wall = await newJourney(t, { workers: false });
  const { page } = await visit(t, wall.ownerLink);
  await openBring(wall, page);
  await page.route("**/api/v1/imports?*", () => undefined);
  await files(page).setInputFiles(html("bookmarks.html", HARBOUR));
  await page.getByRole("progressbar", { name: "Sending bookmarks.html…" }).waitFor();
  await page.getByRole("button", { name: "Stop sending" }).click();
  await page.locator(".bring-drop").waitFor();
  assert.equal((await wall.get<{ items: Import[] }>("/imports")).items.length, 0);
});

test("bringing goes by keyboard alone, on a phone's width", inBrowser(), async (t) => {
  const wall = await newJourney(t);
  const { page } = await visit(t, wall.ownerLink, { viewport: { width: 390, height: 844 } });
  await openBring(wall, page);
  await files(page).setInputFiles(html("bookmarks.html", HARBOUR));
  const start = page.getByRole("button", { name: "Bring 3 things" });
  await start.waitFor();
  const tabTo = (what: string, selector: string) =>
    until(what, async () => {
      await page.keyboard.press("Tab");
      return await page.evaluate(`document.activeElement.matches(${JSON.stringify(selector)})`);
    });
  await tabTo("the way on", ".bring-ways .main-button");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "To the wall", exact: true }).waitFor();
  await until("the focus to be at what became of it", () =>
    page.evaluate(`document.activeElement.matches(".bring-import h3")`),
  );
  await tabTo("the way back", ".bring-ways .revoke");
  await page.keyboard.press("Enter");
  await until("the question to have the focus", () =>
    page.evaluate(`document.activeElement.closest(".confirm") !== null`),
  );
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Enter");
  await page.getByText("lies in the trash for 30 days").waitFor();
  assert.equal((await rowsOf(wall, await onlyImport(wall), "undone")).length >= 3, true);
  const isWider =
    "document.querySelector('.settings-page').scrollWidth > document.querySelector('.settings-page').clientWidth";
  assert.equal(await page.evaluate(isWider), false);
});
