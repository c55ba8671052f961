import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import type { Item } from "../../src/contract/items.ts";
import type { Key } from "../../src/contract/walls.ts";
import { unpack } from "../harness/archives.ts";
import { inBrowser, openPage, visit } from "../harness/browser.ts";
import { type Journey, newJourney } from "../harness/journey.ts";
import { article } from "../harness/pages.ts";
import { signInLin } from "../harness/second-person.ts";
import { until } from "../harness/until.ts";

const FIREFOX_ON_A_PHONE = "Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0";

/** Puts so many notes on the wall. */
async function fill(wall: Journey, count: number): Promise<void> {
  const rows = Array.from({ length: count }, (_, at) => ({ text: `Note ${at} about the seven posts of the quay` }));
  await wall.expect(200, "POST", "/share/bulk", { body: rows });
}

const anotherLink = async (wall: Journey): Promise<string> =>
  (await wall.expect<{ url: string }>(201, "POST", "/owner-link")).body.url;

test(
  "the settings lie over the wall at an address of their own, and Escape or back leads to the very same wall",
  inBrowser(),
  async (t) => {
    const wall = await newJourney(t, { workers: false });
    await fill(wall, 60);
    const { page, complaints } = await visit(t, wall.ownerLink);
    await page.locator("article").first().waitFor();
    const scrolled = 900;
    await page.mouse.wheel(0, scrolled);
    await page.waitForFunction(`scrollY === ${scrolled}`);
    const settings = page.getByRole("dialog", { name: "Settings" });

    await page.keyboard.press(",");
    await settings.getByRole("heading", { name: "Keys", exact: true }).waitFor();
    assert.equal(new URL(page.url()).pathname, "/settings/keys");
    assert.equal(await page.title(), "Settings · Digital Wall");
    await settings.getByRole("link", { name: "About" }).click();
    await settings.getByRole("heading", { name: "About", exact: true }).waitFor();
    assert.equal(new URL(page.url()).pathname, "/settings/about");
    await page.keyboard.press("Escape");
    await settings.waitFor({ state: "detached" });
    assert.deepEqual([new URL(page.url()).pathname, await page.evaluate("scrollY")], ["/", scrolled]);

    await page.keyboard.press(",");
    await settings.getByRole("link", { name: "Look" }).click();
    await page.goBack();
    await settings.waitFor({ state: "detached" });
    assert.deepEqual([new URL(page.url()).pathname, await page.evaluate("scrollY")], ["/", scrolled]);

    await page.goto(`${wall.url}/settings/look`);
    await settings.getByRole("heading", { name: "Look", exact: true }).waitFor();
    await settings.getByRole("button", { name: "Back to the wall" }).click();
    await settings.waitFor({ state: "detached" });
    assert.equal(new URL(page.url()).pathname, "/");
    await page.locator("article").first().waitFor();

    await page.goto(`${wall.url}/settings/nothing-like-it`);
    await settings.getByRole("heading", { name: "Keys", exact: true }).waitFor();
    assert.equal(new URL(page.url()).pathname, "/settings/keys");
    assert.deepEqual(complaints, []);
  },
);

test("on a phone the list comes first, and every section leads back to it", inBrowser(), async (t) => {
  const wall = await newJourney(t, { workers: false });
  const { page, complaints } = await visit(t, wall.ownerLink, { viewport: { width: 390, height: 844 } });
  await page.getByText("Nothing here yet.").waitFor();
  await page.locator(".wall-name").click();
  await page.getByRole("button", { name: "Settings" }).click();
  const settings = page.getByRole("dialog", { name: "Settings" });
  const list = settings.getByRole("navigation", { name: "Sections" });
  await list.waitFor();
  assert.equal(new URL(page.url()).pathname, "/settings");
  for (const section of await list.getByRole("link").allInnerTexts()) {
    await list.getByRole("link", { name: section }).click();
    await settings.getByRole("heading", { name: section, exact: true }).waitFor();
    const isWider =
      "document.querySelector('.settings-page').scrollWidth > document.querySelector('.settings-page').clientWidth";
    assert.equal(await page.evaluate(isWider), false, `${section} is wider than the phone`);
    await settings.getByRole("link", { name: "All settings" }).click();
  }
  await page.keyboard.press("Escape");
  await settings.waitFor({ state: "detached" });
  assert.deepEqual(complaints, []);
});

test("a key is made, shown once with a line that works, and revoked after a question", inBrowser(), async (t) => {
  const wall = await newJourney(t, { workers: false });
  const { page, complaints } = await visit(t, wall.ownerLink);
  await page.goto(`${wall.url}/settings/keys`);
  const row = (name: string) => page.getByRole("row", { name: new RegExp(name) });
  await row("Local key").getByText("The command line uses it").waitFor();

  const make = page.getByRole("button", { name: "Make the key" });
  await make.click();
  await page.getByText("Give it a name first").waitFor();
  await page.getByLabel("What is it for?").fill("Kitchen <b>tablet</b>");
  assert.equal(await page.getByRole("radio", { name: /^Share/ }).isChecked(), true);
  await page.getByLabel("When it ends").selectOption("Never ends");
  await make.click();
  await page.getByText("Shown only this once").waitFor();
  const key = (await page.locator("#shown-key").innerText()).trim();
  const [, bearer, data, url] =
    /^curl -H "Authorization: Bearer (\S+)" -d "([^"]+)" (\S+)$/.exec(await page.locator("#shown-curl").innerText()) ??
    [];
  assert.equal(bearer, key);
  const answer = await fetch(url ?? "", {
    method: "POST",
    headers: { authorization: `Bearer ${bearer}`, "content-type": "application/x-www-form-urlencoded" },
    body: data ?? "",
  });
  assert.equal(answer.status, 202);
  const { items } = await wall.get<{ items: Item[] }>("/items");
  assert.deepEqual(
    items.map(({ text }) => text),
    ["A first thing"],
  );
  const made = (await wall.get<{ items: Key[] }>("/keys")).items.at(-1);
  assert.deepEqual([made?.name, made?.scopes, made?.expires_at], ["Kitchen <b>tablet</b>", ["share"], null]);

  await page.getByRole("button", { name: "I have it" }).click();
  await page.reload();
  const kitchen = row("Kitchen <b>tablet</b>");
  await kitchen.waitFor();
  assert.ok(!(await page.content()).includes(key), "the secret is not shown again");
  await kitchen.getByRole("button", { name: /^Revoke/ }).click();
  await kitchen.getByText("That cannot be undone.").waitFor();
  await page.keyboard.press("Enter");
  await kitchen.getByText("That cannot be undone.").waitFor({ state: "detached" });
  await wall.expect(202, "POST", "/share", { key, body: { text: "still good" } });
  await kitchen.getByRole("button", { name: /^Revoke/ }).click();
  await kitchen.getByRole("group").getByRole("button", { name: "Revoke", exact: true }).click();
  await kitchen.waitFor({ state: "detached" });
  await wall.refused("401 credentials-refused", "POST", "/share", { key, body: { text: "no more" } });
  assert.deepEqual(complaints, []);
});

test("a list of keys may be empty, long, or not to be had, and says so", inBrowser(), async (t) => {
  const wall = await newJourney(t, { workers: false });
  for (let made = 0; made < 55; made += 1) await wall.keyOf("read");
  const { page } = await visit(t, wall.ownerLink);
  await page.goto(`${wall.url}/settings/keys`);
  const rows = page.getByRole("row", { name: /a key to read/ });
  await page.getByRole("button", { name: "Show more" }).click();
  await until("all keys to show", async () => (await rows.count()) === 55);
  assert.equal(await page.getByRole("button", { name: "Show more" }).count(), 0);

  await page.route("**/api/v1/keys?*", (route) => route.abort());
  await page.reload();
  await page.getByRole("alert").getByText("The wall cannot be reached.").waitFor();
  await page.unroute("**/api/v1/keys?*");
  await page.getByRole("button", { name: "Try again" }).click();
  await rows.first().waitFor();

  await page.route("**/api/v1/keys?*", (route) => route.fulfill({ json: { items: [], next_cursor: null } }));
  await page.reload();
  await page.getByText("No keys yet.").waitFor();
});

test("devices are told apart, and one or all others are signed out at once", inBrowser(), async (t) => {
  const wall = await newJourney(t, { workers: false });
  const desk = await visit(t, wall.ownerLink);
  await desk.page.getByText("Nothing here yet.").waitFor();
  const phone = await visit(t, await anotherLink(wall), { userAgent: FIREFOX_ON_A_PHONE });
  await phone.page.getByText("Nothing here yet.").waitFor();
  const odd = await visit(t, await anotherLink(wall), { userAgent: "<b>odd</b>" });
  await odd.page.getByText("Nothing here yet.").waitFor();

  await desk.page.goto(`${wall.url}/settings/sessions`);
  const rows = desk.page.getByRole("listitem").filter({ hasText: "Signed in" });
  await rows.filter({ hasText: "This one" }).getByText("in use now").waitFor();
  assert.equal(await rows.filter({ hasText: "This one" }).getByRole("button").count(), 0);
  await rows.filter({ hasText: "A browser" }).waitFor();
  const ofThePhone = rows.filter({ hasText: "Firefox on Android" });
  await ofThePhone.getByRole("button", { name: "Sign out Firefox on Android" }).click();
  await ofThePhone.getByRole("group").getByRole("button", { name: "Sign out", exact: true }).click();
  await ofThePhone.waitFor({ state: "detached" });
  await phone.page.reload();
  await phone.page.getByText("digital-wall owner-link").waitFor();

  await desk.page.getByRole("button", { name: "Sign out all others" }).click();
  await desk.page.getByRole("button", { name: "Sign out all others" }).click();
  await desk.page.getByText("One device is signed out.").waitFor();
  await odd.page.reload();
  await odd.page.getByText("digital-wall owner-link").waitFor();
  await until("one to be left", async () => (await rows.count()) === 1);
  assert.deepEqual(desk.complaints, []);
});

test("the chosen look is there before the page's own script, and follows the system again", inBrowser(), async (t) => {
  const wall = await newJourney(t, { workers: false });
  const { page, context } = await visit(t, wall.ownerLink, {
    colorScheme: "light",
    serviceWorkers: "block",
  });
  await page.goto(`${wall.url}/settings/look`);
  const ground = () => page.evaluate<string>("getComputedStyle(document.body).backgroundColor");
  const light = await ground();
  await page.getByRole("radio", { name: /^Dark/ }).check();
  await until("it to be dark", async () => (await ground()) !== light);
  const dark = await ground();

  const bare = await context.newPage();
  await bare.route("**/assets/*.js", (route) => route.abort());
  await bare.goto(wall.url);
  assert.equal(await bare.evaluate("getComputedStyle(document.body).backgroundColor"), dark);
  await bare.close();

  await page.reload();
  assert.equal(await page.getByRole("radio", { name: /^Dark/ }).isChecked(), true);
  await page.getByRole("radio", { name: /^As the system/ }).check();
  await until("it to be light", async () => (await ground()) === light);
  await page.emulateMedia({ colorScheme: "dark" });
  await until("it to follow the system", async () => (await ground()) === dark);
});

test("the settings speak the language that is chosen in them", inBrowser(), async (t) => {
  const wall = await newJourney(t, { workers: false });
  const { page, complaints } = await visit(t, wall.ownerLink);
  await page.goto(`${wall.url}/settings/language`);
  await page.getByLabel("Language of this page").selectOption("de");
  await page.getByRole("heading", { name: "Sprache", exact: true }).waitFor();
  assert.equal(await page.evaluate("document.documentElement.lang"), "de");
  await page.getByRole("link", { name: "Schlüssel" }).click();
  await page.getByRole("button", { name: "Schlüssel anlegen" }).waitFor();
  await page.getByRole("link", { name: "Sprache" }).click();
  await page.getByLabel("Sprache dieser Seite").selectOption("en");
  await page.getByRole("heading", { name: "Language", exact: true }).waitFor();
  assert.deepEqual(complaints, []);
});

test("everything is downloaded in each form, or what stands on one wall", inBrowser(), async (t) => {
  const wall = await newJourney(t, { workers: false });
  const long = `The end of a long text. ${"posts ".repeat(1_000)}the very end`;
  await wall.share({ text: long });
  const { body: board } = await wall.expect<{ id: string }>(201, "POST", "/walls", { body: { name: "Boats" } });
  await wall.share({ url: "https://quay.example/boats", wall_id: board.id });
  const { page, complaints } = await visit(t, wall.ownerLink);
  await page.goto(`${wall.url}/settings/export`);
  const got = async (name: string) => {
    const download = page.waitForEvent("download");
    await page.getByRole("link", { name }).click();
    const file = await download;
    return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
  };
  const lines = await got("Download the lines");
  assert.match(lines.name, /^digital-wall-\d{4}-\d\d-\d\d\.jsonl$/);
  const items = lines.bytes.toString("utf8").trimEnd().split("\n");
  assert.equal(items.length, 2);
  assert.ok(
    items.some((line) => line.includes("the very end")),
    "texts are whole",
  );
  const zip = await got("Download the zip");
  assert.match(zip.name, /\.zip$/);
  assert.equal((await unpack(zip.bytes)).entries.has("index.html"), true);
  await page.getByLabel("What to take out").selectOption({ label: "Boats" });
  assert.equal((await got("Download the lines")).bytes.toString("utf8").trimEnd().split("\n").length, 1);
  assert.match((await got("Download bookmarks")).bytes.toString("utf8"), /HREF="https:\/\/quay\.example\/boats"/);
  assert.match((await got("Download the table")).bytes.toString("utf8"), /https:\/\/quay\.example\/boats/);
  assert.deepEqual(complaints, []);
});

test("the owner sees what failed and why, tries it again, and is told when all is well", inBrowser(), async (t) => {
  const wall = await newJourney(t);
  wall.pages.answer("/lamps", { status: 404, body: "gone" });
  await wall.ended(await wall.share({ url: wall.pages.at("/lamps"), title: "The lamps" }));
  const { page, complaints } = await visit(t, wall.ownerLink);
  await page.goto(`${wall.url}/settings/health`);
  const settings = page.getByRole("dialog", { name: "Settings" });
  await page.getByText("Some things did not work out").waitFor();
  const failed = settings.getByRole("listitem").filter({ hasText: "The lamps" });
  await failed.getByText(/There is no such page any more/).waitFor();
  await page
    .getByRole("listitem")
    .filter({ hasText: "Database" })
    .getByText(/^Answers/)
    .waitFor();

  wall.pages.answer("/lamps", article());
  await failed.getByRole("button", { name: "Try again: The lamps" }).click();
  await page.getByText("All is well").waitFor();
  await failed.waitFor({ state: "detached" });

  // It looks by itself: what fails meanwhile comes up without a hand.
  wall.pages.answer("/quay", { status: 404, body: "gone" });
  await wall.ended(await wall.share({ url: wall.pages.at("/quay"), title: "The quay" }));
  const opened = settings.getByRole("link", { name: "The quay" });
  await opened.click();
  await page.getByRole("dialog", { name: "The quay" }).waitFor();
  await page.keyboard.press("Escape");
  await opened.waitFor();
  assert.equal(new URL(page.url()).pathname, "/settings/health");
  assert.deepEqual(complaints, []);
});

test("who is not the owner has no queue of everybody's to look at", inBrowser(), async (t) => {
  const wall = await newJourney(t, { workers: false });
  const token = await signInLin(wall);
  const { page, context } = await visit(t, wall.url);
  await context.addCookies([{ name: "dw_session", value: token, url: wall.url }]);
  const { page: hers, complaints } = await openPage(context, `${wall.url}/settings/health`);
  await page.close();
  await hers.getByRole("heading", { name: "Keys", exact: true }).waitFor();
  await hers.getByText("No keys yet.").waitFor();
  assert.equal(await hers.getByRole("link", { name: "Queue and health" }).count(), 0);
  assert.deepEqual(complaints, []);
});

test("the page tells what runs here and whose work is in it", inBrowser(), async (t) => {
  const wall = await newJourney(t, { workers: false });
  const { page, complaints } = await visit(t, wall.ownerLink);
  await page.goto(`${wall.url}/settings/about`);
  const { version } = await wall.get<{ version: string }>("/version");
  await page.getByText(version, { exact: true }).waitFor();
  const preact = page.getByRole("listitem").filter({ hasText: /^preact \d/ });
  await preact.getByText(/^preact \d/).click();
  await preact.getByText(/Permission is hereby granted/).waitFor();
  assert.deepEqual(complaints, []);
});

test(
  "by plain http over the network the wall says what is missing, until it is told not to",
  inBrowser(),
  async (t) => {
    const wall = await newJourney(t, { workers: false });
    const home = "http://wall.home";
    // Stands for a name on the network at home; its streams would never end here.
    const { page } = await visit(t, "about:blank", { extraHTTPHeaders: { authorization: `Bearer ${wall.key}` } });
    await page.route(`${home}/**`, async (route) => {
      const url = route.request().url().replace(home, wall.url);
      if (url.includes("/events")) return await route.abort();
      const passOn = async () => await route.fulfill({ response: await route.fetch({ url }) });
      // What is on its way when the test ends is answered by nobody.
      return await passOn().catch(() => undefined);
    });
    await page.goto(home);
    const banner = page.getByRole("note").filter({ hasText: "not encrypted" });
    await banner.getByRole("link", { name: "How to mend it" }).click();
    await page.getByRole("heading", { name: "Encrypted connection" }).waitFor();
    assert.equal(new URL(page.url()).pathname, "/settings/https");
    for (const way of ["Caddy", "Tailscale", "certificate of your own"])
      await page.getByRole("heading", { name: new RegExp(way) }).waitFor();
    await page.keyboard.press("Escape");
    await banner.getByRole("button", { name: "Not now" }).click();
    await banner.waitFor({ state: "detached" });
    await page.reload();
    await page.getByText("Nothing here yet.").waitFor();
    assert.equal(await banner.count(), 0);
    const HOURS = 3_600_000;
    await page.evaluate(`localStorage.setItem("plain-connection-said", String(Date.now() - ${31 * 24 * HOURS}))`);
    await page.reload();
    await banner.waitFor();
  },
);
