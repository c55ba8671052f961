import assert from "node:assert/strict";
import { test } from "node:test";
import type { Item } from "../../src/contract/items.ts";
import { LIMITS } from "../../src/contract/limits.ts";
import { linkListIn } from "../../web/src/box/link-list.ts";
import { inBrowser, newProfile, visit } from "../harness/browser.ts";
import { openFaultyWay } from "../harness/faulty-way.ts";
import { newWall, type TestWall } from "../harness/new-wall.ts";
import { workerReady } from "../harness/phone-share.ts";
import { until } from "../harness/until.ts";

const BULK = /\/share\/bulk/;
const LINKS = Array.from({ length: 33 }, (_, n) => `https://lamps.example/${n + 1}`);
const itemsOf = async (wall: TestWall): Promise<readonly Item[]> =>
  (await wall.ask<{ items: Item[] }>("GET", "/items?limit=100")).body.items;

test("a list of links is told from a text that mentions some", () => {
  const [one, two] = LINKS;
  const named = LINKS.slice(0, 5).map((link, n) => `Lamp ${n}: ${link}`);
  const cases: readonly (readonly [string, readonly string[] | null])[] = [
    [`${one}\n${two}`, [`${one}`, `${two}`]],
    [`\n- ${one},\n\n 2. <${two}>\r\n${one}`, [`${one}`, `${two}`]],
    [`${one} ${two}`, [`${one}`, `${two}`]],
    ["https://a.example/Rye_(bread)\n(https://a.example/b)", ["https://a.example/Rye_(bread)", "https://a.example/b"]],
    [named.join("\n"), LINKS.slice(0, 5)],
    [`${one}`, null],
    [`${one}\n${one}`, null],
    [`See ${one}\nand ${two}`, null],
    [`${one}\n${two}\nand a thought`, null],
    ["javascript:alert(1)\nfile:///etc/passwd", null],
    ["", null],
  ];
  for (const [text, links] of cases) assert.deepEqual(linkListIn(text)?.map(({ url }) => url) ?? null, links, text);
  assert.deepEqual(
    linkListIn(named.join("\n"))?.map(({ text }) => text),
    named,
  );
});

test(
  "a list that is pasted becomes a thing for each link; what is not taken stays in the box",
  inBrowser(),
  async (t) => {
    const wall = await newWall(t, { workers: false });
    const { page, complaints } = await visit(t, wall.ownerLink);
    await page.getByText("Nothing here yet.").waitFor();
    await wall.share({ url: LINKS[0] });
    await page.locator("#box").fill([...LINKS, "http://10.0.0.1/router"].join("\n"));
    await page.getByText("34 links", { exact: true }).waitFor();
    await page.getByRole("button", { name: "Save 34 links" }).click();
    await page.getByText("32 links saved. One was here already.").waitFor();
    await page.getByRole("alert").filter({ hasText: "One link was not taken and is still here." }).waitFor();
    assert.equal(await page.locator("#box").inputValue(), "http://10.0.0.1/router");
    assert.deepEqual((await itemsOf(wall)).map(({ url }) => url).sort(), LINKS.toSorted());
    assert.deepEqual(complaints, []);
  },
);

test(
  "a list whose answers are lost or refused for a while goes out by itself, and each link is on the wall once",
  inBrowser(),
  async (t) => {
    const wall = await newWall(t, { workers: false });
    const way = await openFaultyWay(t, wall);
    const { page } = await visit(t, wall.ownerLink.replace(wall.url, way.url));
    await page.getByText("Nothing here yet.").waitFor();
    await page.locator("#box").fill(LINKS.slice(0, 3).join("\n"));
    // A browser asks again by itself when a connection that it used before breaks; that try is refused.
    way.meet("POST", BULK, ["cut-after", { status: 503 }, { status: 429, retryAfter: 600 }]);
    await page.getByRole("button", { name: "Save 3 links" }).click();
    await page.getByText("It goes out by itself.").first().waitFor();
    assert.equal(await page.locator("#box").inputValue(), "");
    assert.equal((await itemsOf(wall)).length, 3, "only the answer was lost");
    await until("the server to ask for a pause", () => way.hits("POST", BULK) >= 3);
    await page.getByRole("button", { name: "Send now" }).first().click();
    await page.getByText("3 links saved.").waitFor();
    assert.equal((await wall.ask<{ items: unknown[] }>("GET", "/shares")).body.items.length, 3);
  },
);

test(
  "a list that is pasted without a network survives the browser's end, and each link arrives once",
  inBrowser(),
  async (t) => {
    const wall = await newWall(t, { workers: false });
    const way = await openFaultyWay(t, wall);
    const profile = await newProfile(t);
    const before = await profile.open(wall.ownerLink.replace(wall.url, way.url));
    await before.page.getByText("Nothing here yet.").waitFor();
    await workerReady(before.page);
    way.isDown = true;
    await before.page.locator("#box").fill([...LINKS, "http://10.0.0.1/router"].join("\n"));
    await before.page.getByRole("button", { name: "Save 34 links" }).click();
    await before.page.getByText("34 things waiting to be sent.").waitFor();
    await before.page.getByText("and 22 more").waitFor();
    await before.context.close();

    way.isDown = false;
    const after = await profile.open(way.url);
    await until("all to arrive", async () => (await itemsOf(wall)).length === LINKS.length);
    assert.deepEqual((await itemsOf(wall)).map(({ url }) => url).sort(), LINKS.toSorted());
    const card = after.page.locator("article").filter({ hasText: "router" });
    await card.getByText("Pages in private networks are not read.").waitFor();
    await card.getByRole("button", { name: "Edit" }).click();
    await after.page.getByRole("alert").filter({ hasText: "One link was not taken and is still here." }).waitFor();
    assert.equal(await after.page.locator("#box").inputValue(), "http://10.0.0.1/router");
    const { body } = await wall.ask<{ items: unknown[] }>("GET", "/shares?limit=100");
    assert.equal(body.items.length, LINKS.length, "no link was shared twice");
  },
);

test(
  "of a list longer than one request, what was taken before the network went is not sent again",
  inBrowser(),
  async (t) => {
    const wall = await newWall(t, { workers: false });
    const way = await openFaultyWay(t, wall);
    const { page } = await visit(t, wall.ownerLink.replace(wall.url, way.url));
    await page.getByText("Nothing here yet.").waitFor();
    const links = Array.from({ length: LIMITS.bulkRows + 2 }, (_, n) => `https://posts.example/${n}`);
    const sent: number[] = [];
    page.on("request", (request) => {
      if (BULK.test(request.url())) sent.push((request.postDataJSON() as unknown[]).length);
    });
    way.meet("POST", BULK, ["pass", { status: 503, retryAfter: 600 }]);
    await page.locator("#box").fill(links.join("\n"));
    await page.getByRole("button", { name: `Save ${links.length} links` }).click();
    await page.getByText("2 things waiting to be sent.").waitFor();
    await page.getByRole("button", { name: "Send now" }).first().click();
    await page.getByText(`${links.length} links saved.`).waitFor();
    assert.deepEqual(sent, [LIMITS.bulkRows, 2, 2]);
  },
);

test("a list may stay the one note that it is", inBrowser(), async (t) => {
  const wall = await newWall(t, { workers: false });
  const { page } = await visit(t, wall.ownerLink);
  await page.getByText("Nothing here yet.").waitFor();
  const text = LINKS.slice(0, 3).join("\n");
  await page.locator("#box").fill(text);
  await page.getByRole("button", { name: "As one note" }).click();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  const [note] = await until("the note", async () => {
    const items = await itemsOf(wall);
    return items.length > 0 && items;
  });
  assert.deepEqual([note?.kind, note?.text], ["note", text]);
});

test("an empty wall leads to each of its doors", inBrowser(), async (t) => {
  const wall = await newWall(t, { workers: false });
  const { page, complaints } = await visit(t, wall.ownerLink);
  for (const [door, heading] of [
    ["Phone", "iPhone and iPad"],
    ["Bookmark button", "In any browser"],
    ["Browser extension", "Browser extension"],
  ] as const) {
    await page.getByRole("link", { name: door, exact: true }).click();
    await page.getByRole("heading", { name: heading }).waitFor();
    await page.getByRole("link", { name: "To the wall" }).click();
    await page.getByText("Nothing here yet.").waitFor();
  }
  assert.deepEqual(complaints, []);
});
