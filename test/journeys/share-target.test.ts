import assert from "node:assert/strict";
import { test } from "node:test";
import type { BrowserContext } from "playwright-core";
import { inBrowser, visit } from "../harness/browser.ts";
import { openFaultyWay } from "../harness/faulty-way.ts";
import { newWall } from "../harness/new-wall.ts";
import { itemsOf, sha256, sharedSums, shareFromPhone, workerReady } from "../harness/phone-share.ts";
import { until } from "../harness/until.ts";

const PHOTO = { name: "eel basket.bin", type: "application/x-basket", bytes: Buffer.alloc(200_000, "eel") };
const LIST = { name: "list.txt", type: "text/plain", bytes: Buffer.from("willow, tar, twine") };

test("the manifest offers the share sheet links, texts and any files, and everything it names is there", async (t) => {
  const wall = await newWall(t, { workers: false });
  const get = (path: string) => fetch(`${wall.url}${path}`);
  const manifest = (await (await get("/manifest.webmanifest")).json()) as Manifest;
  const { action, method, enctype, params } = manifest.share_target;
  assert.deepEqual([action, method, enctype], ["/share-target", "POST", "multipart/form-data"]);
  assert.ok(params.files[0]?.accept.includes("*/*"));
  const named = [...manifest.icons, ...manifest.screenshots, ...manifest.shortcuts.flatMap(({ icons }) => icons)];
  for (const { src, type } of named) {
    const answer = await get(src);
    assert.equal(answer.status, 200, src);
    if (type !== undefined) assert.equal(answer.headers.get("content-type"), type, src);
  }
  const purposes = new Set(manifest.icons.map(({ purpose, sizes }) => `${purpose} ${sizes}`));
  for (const needed of ["any 192x192", "any 512x512", "maskable 512x512"]) assert.ok(purposes.has(needed), needed);
  const worker = await get("/sw.js");
  assert.equal(worker.headers.get("cache-control"), "no-cache");
  assert.match(worker.headers.get("content-type") ?? "", /javascript/);
  assert.match((await get("/share-target")).headers.get("content-security-policy") ?? "", /script-src 'self';/);
});

interface Picture {
  readonly src: string;
  readonly type?: string;
  readonly sizes: string;
  readonly purpose?: string;
}
interface Manifest {
  readonly icons: readonly Picture[];
  readonly screenshots: readonly Picture[];
  readonly shortcuts: readonly { readonly icons: readonly Picture[] }[];
  readonly share_target: {
    readonly action: string;
    readonly method: string;
    readonly enctype: string;
    readonly params: { readonly files: readonly { readonly accept: readonly string[] }[] };
  };
}

test("what a phone shares is caught by the worker, and stands on the wall with its files", inBrowser(), async (t) => {
  const wall = await newWall(t, { workers: false });
  const way = await openFaultyWay(t, wall);
  const { page, complaints } = await visit(t, wall.ownerLink.replace(wall.url, way.url));
  await page.getByText("Nothing here yet.").waitFor();
  await workerReady(page);

  await shareFromPhone(page, { title: "Eel baskets", text: "How Oda weaves them", files: [PHOTO, LIST] });
  await page.getByRole("heading", { name: "Saved" }).waitFor();
  await page.getByText("On your wall").waitFor();
  assert.equal(way.hits("POST", /^\/share-target/), 0);
  const [item, ...others] = await itemsOf(wall);
  assert.equal(others.length, 0);
  assert.equal(item?.title, "Eel baskets");
  assert.deepEqual(await sharedSums(wall, item ? [item] : []), [sha256(PHOTO.bytes), sha256(LIST.bytes)].sort());

  await page.getByLabel("Why are you keeping this?").fill("For the summer fair");
  await page.getByRole("link", { name: "See the wall" }).click();
  await page.locator("article").filter({ hasText: "Eel baskets" }).waitFor();
  await until("the note to follow", async () => (await itemsOf(wall))[0]?.note === "For the summer fair");
  assert.deepEqual(complaints, []);
});

test("without a worker the server keeps what a phone posts, and one tap saves it", inBrowser(), async (t) => {
  const wall = await newWall(t, { workers: false });
  const { page, complaints } = await visit(t, wall.ownerLink, { serviceWorkers: "block" });
  await page.getByText("Nothing here yet.").waitFor();

  await shareFromPhone(page, { text: "Ask the ferryman", files: [PHOTO] });
  await page.getByRole("heading", { name: "Save to your wall" }).waitFor();
  await page.getByText("Ask the ferryman").waitFor();
  assert.equal((await itemsOf(wall)).length, 0);
  await page.reload();
  await page.getByRole("button", { name: "Save to your wall" }).click();
  await page.getByText("On your wall").waitFor();
  const items = await itemsOf(wall);
  assert.equal(items.length, 1);
  assert.deepEqual(await sharedSums(wall, items), [sha256(PHOTO.bytes)]);
  await page.reload();
  await page.getByText("There is nothing here to save.").waitFor();
  // Playwright says itself that it blocks the worker.
  assert.deepEqual(
    complaints.filter((complaint) => !complaint.includes("blocked by Playwright")),
    [],
  );
});

test("what is shared before anybody signed in waits for the sign-in and a tap", inBrowser(), async (t) => {
  const wall = await newWall(t, { workers: false });
  const { page } = await visit(t, wall.url, { serviceWorkers: "block" });
  await page.getByText("You are not signed in here.").waitFor();
  await shareFromPhone(page, { text: "Ask the ferryman", files: [LIST] });
  await page.getByText("Sign in first.").waitFor();

  await page.goto(wall.ownerLink);
  await page.getByRole("button", { name: "Save to your wall" }).click();
  await page.getByText("On your wall").waitFor();
  assert.deepEqual(await sharedSums(wall, await itemsOf(wall)), [sha256(LIST.bytes)]);
});

test("an address with words in it saves nothing before a tap", inBrowser(), async (t) => {
  const wall = await newWall(t, { workers: false });
  const { page } = await visit(t, wall.ownerLink);
  await page.getByText("Nothing here yet.").waitFor();
  await page.goto(`${wall.url}/share-target?title=Lamps&text=%3Cimg%20src%3Dx%3E&url=https%3A%2F%2Fa.example%2Flamps`);
  await page.getByText("<img src=x>").waitFor();
  await page.reload();
  await page.getByRole("heading", { name: "Save to your wall" }).waitFor();
  assert.equal((await itemsOf(wall)).length, 0);
  await page.getByRole("button", { name: "Save to your wall" }).click();
  await page.getByText("On your wall").waitFor();
  assert.deepEqual(
    (await itemsOf(wall)).map(({ url }) => url),
    ["https://a.example/lamps"],
  );
});

test("a form that another site sends saves nothing, with a worker or without", inBrowser(), async (t) => {
  const wall = await newWall(t, { workers: false, pages: { "/trap": { type: "text/html", body: "<h1>A trap</h1>" } } });
  const elsewhere = wall.pages.at("/trap").replace("127.0.0.1", "localhost");
  for (const serviceWorkers of ["block", "allow"] as const) {
    const { url: link } = (await wall.ask<{ url: string }>("POST", "/owner-link")).body;
    const { page } = await visit(t, link, { serviceWorkers });
    await page.getByText("Nothing here yet.").waitFor();
    if (serviceWorkers === "allow") await workerReady(page);
    await page.goto(elsewhere);
    await shareFromPhone(page, { text: "Buy this", files: [LIST] }, `${wall.url}/share-target`);
    await page.getByText("Another site sent this.").waitFor();
    await page.goto(wall.url);
    await page.getByLabel("A link, a thought, a file").waitFor();
    assert.equal((await itemsOf(wall)).length, 0);
  }
});

test("a device without room says that nothing is saved, unless the server takes it", inBrowser(), async (t) => {
  const wall = await newWall(t, { workers: false });
  const way = await openFaultyWay(t, wall);
  const { page, context } = await visit(t, wall.ownerLink.replace(wall.url, way.url));
  await page.getByText("Nothing here yet.").waitFor();
  await workerReady(page);
  await fillTheDevice(context);

  await shareFromPhone(page, { text: "Goes straight to the server", files: [PHOTO] });
  await page.getByText("On your wall").waitFor();
  assert.deepEqual(await sharedSums(wall, await itemsOf(wall)), [sha256(PHOTO.bytes)]);
  way.isDown = true;
  await shareFromPhone(page, { text: "Goes nowhere", files: [PHOTO] });
  await page.getByRole("heading", { name: "Not saved" }).waitFor();
  await page.getByText("This device has no room left").waitFor();
});

/** From now on the worker's writes fail as they do on a full device. */
async function fillTheDevice(context: BrowserContext): Promise<void> {
  const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent("serviceworker"));
  await worker.evaluate(() => {
    const { IDBObjectStore } = globalThis as unknown as { IDBObjectStore: { prototype: { put: () => never } } };
    IDBObjectStore.prototype.put = () => {
      throw new DOMException("The device is full", "QuotaExceededError");
    };
  });
}
