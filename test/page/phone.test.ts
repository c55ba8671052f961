import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { encode } from "uqr";
import type { Item } from "../../src/contract/items.ts";
import { inBrowser, openPage, visit } from "../harness/browser.ts";
import { newWall, type TestWall } from "../harness/new-wall.ts";
import { until } from "../harness/until.ts";

/** What a page may be called by somebody who means harm. */
const HOSTILE = `"><img src=x onerror=alert(1)></title><script>alert(2)</script>&url=https://evil.example/#\u202e`;

const fieldOf = (page: Page, name: string): Promise<string> =>
  page.getByLabel(name, { exact: true }).first().inputValue();
const itemsOf = async (wall: TestWall): Promise<readonly Item[]> =>
  (await wall.ask<{ items: Item[] }>("GET", "/items")).body.items;

async function signedIn(t: Parameters<typeof visit>[0], wall: TestWall) {
  const visited = await visit(t, wall.ownerLink);
  await visited.page.getByText("Nothing here yet").waitFor();
  return visited;
}

test(
  "what stands on the page for phones is what a shortcut needs, and its key can only add",
  inBrowser(),
  async (t) => {
    const wall = await newWall(t, { workers: false });
    const { page, complaints } = await signedIn(t, wall);
    await page.getByRole("button", { name: /^Account/ }).click();
    await page.getByRole("link", { name: "Phone and browsers" }).click();
    await page.getByRole("note").filter({ hasText: "a phone cannot reach it" }).waitFor();
    await page.getByRole("button", { name: "Make a key for the phone" }).click();
    const code = page.getByRole("img", { name: /opens this page with the key/ });
    await code.waitFor();

    const form = new FormData();
    form.append(await fieldOf(page, "Field, as Text: key"), "https://lamps.example/seven");
    const header = await fieldOf(page, "Header, value");
    const headers = { [await fieldOf(page, "Header, name")]: header };
    const url = await fieldOf(page, "URL");
    const answer = await fetch(url, { method: await fieldOf(page, "Method"), headers, body: form });
    assert.equal(answer.status, 202);
    assert.deepEqual(
      (await itemsOf(wall)).map((item) => item.url),
      ["https://lamps.example/seven"],
    );
    const files = new FormData();
    files.append("files", new File(["x"], "photo.txt"));
    assert.equal((await fetch(url, { method: "POST", headers, body: files })).status, 202);
    assert.equal((await fetch(`${wall.url}/api/v1/items`, { headers })).status, 403);

    const scanned = `${wall.url}/phone#key=${header.replace("Bearer ", "")}`;
    const squares = encode(scanned, { ecc: "M", border: 3 }).data.flat().filter(Boolean).length;
    assert.equal((await code.locator("path").getAttribute("d"))?.split("M").length, squares + 1);
    assert.deepEqual(complaints, []);

    const phone = await visit(t, scanned);
    await phone.page.getByText("This key came with the code you scanned").waitFor();
    assert.equal(await fieldOf(phone.page, "Header, value"), header);
    assert.equal(phone.page.url(), `${wall.url}/phone`);
  },
);

test("without a key from a code the page is for who is signed in", inBrowser(), async (t) => {
  const wall = await newWall(t, { workers: false });
  const { page } = await visit(t, `${wall.url}/phone#key=not-ours`);
  await page.getByText("You are not signed in here").waitFor();
});

test(
  "the bookmark opens a page that asks, saves on a tap, and runs nothing of a hostile title",
  inBrowser(),
  async (t) => {
    const wall = await newWall(t, { workers: false, pages: { "/harm": "<p>A page that means harm.</p>" } });
    const { context, page, complaints } = await signedIn(t, wall);
    await page.goto(`${wall.url}/phone`);
    const link = page.getByRole("link", { name: "Save to my wall" });
    await link.click();
    await page.getByText("Drag it into the bookmarks bar, or copy it").waitFor();
    const bookmark = (await link.getAttribute("href")) ?? "";
    assert.deepEqual(complaints, []);

    const { page: harm } = await openPage(context, wall.pages.at("/harm"));
    await harm.evaluate(`document.title = ${JSON.stringify(HOSTILE)}`);
    const opening = context.waitForEvent("page");
    await harm.evaluate(bookmark.replace(/^javascript:/, ""));
    const landed = await opening;
    landed.on("dialog", () => assert.fail("something of the title ran"));
    const save = landed.getByRole("button", { name: "Save to your wall" });
    await save.waitFor();
    assert.equal(new URL(landed.url()).origin, wall.url);
    assert.match(await landed.locator("#words").innerText(), /onerror=alert/);
    assert.equal((await itemsOf(wall)).length, 0, "opening saves nothing");

    await save.click();
    const [item, ...others] = await until("the page on the wall", async () => {
      const items = await itemsOf(wall);
      return items.length > 0 && items;
    });
    assert.equal(item?.url, wall.pages.at("/harm"));
    assert.equal(others.length, 0);
  },
);
