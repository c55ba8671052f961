import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { inBrowser, visit } from "../harness/browser.ts";
import { openFaultyWay } from "../harness/faulty-way.ts";
import { newWall } from "../harness/new-wall.ts";
import { article } from "../harness/pages.ts";
import { itemsOf, shareFromPhone, workerReady } from "../harness/phone-share.ts";
import { until } from "../harness/until.ts";

test("without a network the wall opens as it was last, and what was opened can be read", inBrowser(), async (t) => {
  const wall = await newWall(t, { pages: { "/lamps": article() } });
  const way = await openFaultyWay(t, wall);
  const share = await wall.share({ url: wall.pages.at("/lamps") });
  await wall.ended(share);
  await wall.share({ text: "Ask the ferryman" });
  const { page, context } = await visit(t, wall.ownerLink.replace(wall.url, way.url));
  await page.getByText("lamplighter").first().waitFor();
  await workerReady(page);
  await page.goto(`${way.url}/item/${share.item_id}`);
  await page.frameLocator("iframe").getByText("rows out to the seven posts").first().waitFor();
  await page.goto(way.url);
  await wall.share({ text: "Came while one looked" });
  await page.getByText("Came while one looked").waitFor();
  await until("the wall to be written down", () =>
    page.evaluate(async () => {
      const { caches } = globalThis as unknown as { caches: { match(url: string): Promise<Response | undefined> } };
      const wall = performance
        .getEntriesByType("resource")
        .map(({ name }) => name)
        .find((name) => name.endsWith("/items?limit=50"));
      return (await (await caches.match(wall ?? ""))?.text())?.includes("Came while one looked") ?? false;
    }),
  );

  way.isDown = true;
  await context.setOffline(true);
  await page.goto(way.url);
  await page.getByText("Came while one looked").waitFor();
  await page.getByText("Ask the ferryman").waitFor();
  await page.getByText("Offline.").waitFor();
  await page.goto(`${way.url}/item/${share.item_id}`);
  await page.getByText("rows out to the seven posts").first().waitFor();
});

test("signing out asks about what is not sent, and leaves nothing else behind", inBrowser(), async (t) => {
  const wall = await newWall(t, { workers: false });
  const way = await openFaultyWay(t, wall);
  await wall.share({ text: "A secret of the owner" });
  const { page } = await visit(t, wall.ownerLink.replace(wall.url, way.url));
  await page.getByText("A secret of the owner").waitFor();
  await workerReady(page);
  await page.goto(way.url);
  await page.getByText("A secret of the owner").waitFor();
  way.meet("POST", /^\/api\/v1\/share$/, [{ status: 503, retryAfter: 600 }]);
  await shareFromPhone(page, { text: "Not sent yet" });
  await page.goto(way.url);
  await page.getByText("Not sent yet").waitFor();
  assert.match(await everythingKept(page), /A secret of the owner/);

  await page.getByRole("button", { name: /^Account/ }).click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByText("One thing is not sent yet.").waitFor();
  await page.getByRole("button", { name: "Keep and sign out" }).click();
  await page.getByText("You are not signed in here.").waitFor();
  const left = await everythingKept(page);
  assert.doesNotMatch(left, /A secret of the owner/);
  assert.match(left, /Not sent yet/);
  way.isDown = true;
  await page.goto(way.url);
  await page.getByText("The wall does not answer.").waitFor();
  way.isDown = false;

  const { url } = (await wall.ask<{ url: string }>("POST", "/owner-link")).body;
  // Whichever server made it, the browser knows one address.
  await page.goto(`${way.url}${url.slice(new URL(url).origin.length)}`);
  await page.getByText("Not sent yet").waitFor();
  await page.getByRole("button", { name: /^Account/ }).click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByRole("button", { name: "Throw away and sign out" }).click();
  await page.getByText("You are not signed in here.").waitFor();
  assert.doesNotMatch(await everythingKept(page), /Not sent yet|A secret/);
  assert.equal((await itemsOf(wall)).length, 1);
});

test("a new version waits until it is asked for", inBrowser(), async (t) => {
  const wall = await newWall(t, { workers: false });
  const way = await openFaultyWay(t, wall);
  const { page, complaints } = await visit(t, wall.ownerLink.replace(wall.url, way.url));
  await page.getByText("Nothing here yet.").waitFor();
  await workerReady(page);
  way.change("/sw.js", "\n// newer\n");
  await page.goto(way.url);
  await page.getByText("A new version is ready.").waitFor();
  await page.getByLabel("A link, a thought, a file").fill("Half a thought");
  await page.getByText("A new version is ready.").waitFor({ state: "detached" });
  await page.getByLabel("A link, a thought, a file").fill("");
  await Promise.all([page.waitForNavigation(), page.getByRole("button", { name: "Reload" }).click()]);
  await page.getByText("Nothing here yet.").waitFor();
  assert.equal(await page.getByText("A new version is ready.").count(), 0);
  assert.deepEqual(complaints, []);
});

/** Every text in the caches and the database of the page. */
function everythingKept(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const { caches, indexedDB } = globalThis as unknown as Stores;
    const texts: string[] = [];
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      if (!name.startsWith("shell-"))
        for (const key of await cache.keys()) texts.push((await (await cache.match(key))?.text()) ?? "");
    }
    const database = await new Promise<Database>((resolve) => {
      const request = indexedDB.open("digital-wall");
      request.onsuccess = () => resolve(request.result);
    });
    for (const name of database.objectStoreNames) {
      const request = database.transaction(name).objectStore(name).getAll();
      texts.push(
        JSON.stringify(
          await new Promise((resolve) => {
            request.onsuccess = () => resolve(request.result);
          }),
        ),
      );
    }
    database.close();
    return texts.join("\n");
  });
}

/** As much of a browser's stores as is looked into; the tests have no types of a browser. */
interface Stores {
  caches: {
    keys(): Promise<string[]>;
    open(name: string): Promise<{ keys(): Promise<unknown[]>; match(key: unknown): Promise<Response | undefined> }>;
  };
  indexedDB: { open(name: string): { onsuccess: (() => void) | null; result: Database } };
}
interface Database {
  objectStoreNames: Iterable<string>;
  transaction(name: string): {
    objectStore(name: string): { getAll(): { onsuccess: (() => void) | null; result: unknown } };
  };
  close(): void;
}
