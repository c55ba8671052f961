import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import type { Item } from "../../src/contract/items.ts";
import type { Wall } from "../../src/contract/walls.ts";
import { importIs, rowsOf, takeBack } from "../harness/imports.ts";
import { article } from "../harness/pages.ts";
import { filesOf, highlightsOf, itemsOf, pull, wallFor } from "../harness/pulls.ts";
import { type LinkwardenThings, openLinkwarden } from "../harness/service-linkwarden.ts";
import { TOPOLOGIES, within } from "../harness/topologies.ts";
import { until } from "../harness/until.ts";

const PDF = join(import.meta.dirname, "../fixtures/files/lamps.pdf");
const PICTURE = join(import.meta.dirname, "../fixtures/files/corners.png");

const READ_AFTER = { seconds: 11 };

const link = (id: number, more: Record<string, unknown> = {}) => ({
  id,
  name: `Mooring ${id}`,
  type: "url",
  description: "",
  url: `https://mooring.example/${id}`,
  collectionId: 1,
  tags: [],
  pinnedBy: [],
  preview: "unavailable",
  image: "unavailable",
  pdf: "unavailable",
  readable: null,
  monolith: null,
  importDate: null,
  createdAt: "2022-05-06T07:08:09.000Z",
  ...more,
});

async function harbour(): Promise<LinkwardenThings> {
  const readable = { title: "Knots", content: article({ title: "Knots" }), textContent: "…" };
  return {
    collections: [
      { id: 2, name: "Ropes", description: "", parentId: 1 },
      { id: 1, name: "Quay", description: "All that lies there", parentId: null },
    ],
    links: [
      link(1, {
        description: "learn before June",
        collectionId: 2,
        tags: [{ id: 5, name: "knots" }],
        pinnedBy: [{ id: 1 }],
        image: "archives/2/1.png",
        pdf: "archives/2/1.pdf",
        readable: "archives/2/1_readability.json",
        monolith: "archives/2/1.html",
      }),
      link(2, { type: "pdf", url: null, name: "Tide tables", pdf: "archives/1/2.pdf" }),
      link(3, { type: "image", url: null, name: "Lost", image: "archives/1/3.jpeg" }),
      link(4, { readable: "archives/1/4_readability.json", importDate: "2019-01-01T00:00:00.000Z" }),
    ],
    highlights: {
      1: [{ id: 9, text: "never slips", comment: "so they say", color: "yellow", linkId: 1, startOffset: 10 }],
    },
    archives: {
      "1 0": { bytes: await readFile(PICTURE), type: "image/png" },
      "1 2": { bytes: await readFile(PDF), type: "application/pdf" },
      "1 3": { bytes: Buffer.from(JSON.stringify(readable)), type: "application/json" },
      "1 4": { bytes: Buffer.from("<article><p>Whip the end with marline.</p></article>"), type: "text/html" },
      "2 2": { bytes: await readFile(PDF), type: "application/pdf" },
      "4 3": { bytes: Buffer.from("no JSON"), type: "application/json" },
    },
  };
}

for (const topology of TOPOLOGIES) {
  test(
    `everything of a Linkwarden comes over its API: collections, copies of pages and highlights (${topology})`,
    await within(topology),
    async (t) => {
      const linkwarden = await openLinkwarden(t, await harbour(), 2);
      const wall = await wallFor(t, linkwarden, { topology });
      const begun = await pull(wall, "linkwarden", { ...linkwarden, address: `${linkwarden.address}/api/v1` });
      const { check, format } = await importIs(wall, begun, "ready");
      assert.deepEqual(
        [format, check?.things, check?.walls, check?.highlights, check?.files, check?.pages],
        ["linkwarden", 4, 2, 1, 5, 2],
      );
      assert.ok(!linkwarden.requests.some((path) => path.includes("/archives/")), "copies are asked for when taken");
      assert.deepEqual(
        linkwarden.requests.filter((path) => path.includes("/highlights")),
        ["/api/v1/links/1/highlights", "/api/v1/links/4/highlights"],
        "only what can be read there can have highlights",
      );
      await wall.expect(202, "POST", `/imports/${begun.id}/start`);
      const done = await importIs(wall, begun, "done");
      assert.deepEqual([done.counts.made, done.counts.broken, done.walls], [3, 1, 2]);

      const items = await itemsOf(wall);
      const walls = (await wall.get<{ items: Wall[] }>("/walls")).items;
      const knots = items.find(({ url }) => url === "https://mooring.example/1");
      assert.deepEqual(
        [knots?.note, knots?.created_at, knots?.tags.map(({ name }) => name), knots?.pinned_at === null],
        ["learn before June", "2022-05-06T07:08:09.000Z", ["knots"], false],
      );
      assert.deepEqual(knots?.wall_ids, [walls.find(({ name }) => name === "Quay / Ropes")?.id]);
      assert.deepEqual(filesOf(knots), ["screenshot.png", "page.pdf", "page.html"]);
      assert.deepEqual(await highlightsOf(wall, knots), [["never slips", "so they say", "yellow"]]);
      assert.deepEqual(
        items.flatMap((item) => (item.kind === "link" ? [] : [filesOf(item)])),
        [["Tide tables.pdf"]],
        "what was uploaded is called as its link was",
      );
      assert.equal(
        items.find(({ url }) => url === "https://mooring.example/4")?.created_at,
        "2019-01-01T00:00:00.000Z",
      );
      const [lost] = await rowsOf(wall, done, "broken");
      assert.deepEqual([lost?.title, lost?.reason?.code], ["Lost", "file-not-in-export"]);
      const unread = (await rowsOf(wall, done, "made")).find(({ title }) => title === "Mooring 4");
      assert.deepEqual(
        unread?.lost.map(({ code }) => code),
        ["file-not-in-export"],
        "a readable copy that is none is told, and the link kept",
      );
      wall.clock.forward(READ_AFTER);
      for (const words of ["flood", "marline"])
        await until(`what stands in a copy to be found: ${words}`, async () => {
          const found = (await wall.get<{ items: Item[] }>(`/search?q=${words}`)).items;
          return found.some(({ id }) => id === knots?.id);
        });
      await takeBack(wall, done);
      assert.equal((await itemsOf(wall)).length, 0);
    },
  );
}

test("a Linkwarden of an older version is read where it lists its links", async (t) => {
  const links = Array.from({ length: 5 }, (_, n) => link(n + 1));
  const linkwarden = await openLinkwarden(t, { links, isOld: true, highlights: null }, 2);
  const wall = await wallFor(t, linkwarden);
  const done = await importIs(wall, await pull(wall, "linkwarden", linkwarden, { start: true }), "done");
  assert.equal(done.counts.made, 5);
  assert.equal(linkwarden.requests.filter((path) => path.startsWith("/api/v1/links?")).length, 4);
});

test("copies are added to what stands on the wall already, and only those that are not there", async (t) => {
  const linkwarden = await openLinkwarden(t, await harbour());
  const wall = await wallFor(t, linkwarden);
  await wall.share({ url: "https://mooring.example/1" });
  const first = await importIs(wall, await pull(wall, "linkwarden", linkwarden, { start: true }), "done");
  assert.equal(first.counts.joined, 1);
  const files = async () => filesOf((await itemsOf(wall)).find(({ url }) => url === "https://mooring.example/1"));
  assert.deepEqual(await files(), ["screenshot.png", "page.pdf", "page.html"]);
  await importIs(wall, await pull(wall, "linkwarden", linkwarden, { start: true }), "done");
  assert.equal((await files())?.length, 3);
});
