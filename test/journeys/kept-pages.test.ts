import assert from "node:assert/strict";
import { test } from "node:test";
import { gunzipSync } from "node:zlib";
import sharp from "sharp";
import { type Journey, newJourney } from "../harness/journey.ts";
import { article } from "../harness/pages.ts";
import { TOPOLOGIES, within } from "../harness/topologies.ts";

async function read(wall: Journey, path: string, more: object = {}) {
  const share = await wall.share({ url: wall.pages.at(path), ...more });
  const status = await wall.ended(share);
  return { status, item: await wall.item(share.item_id) };
}

async function contentOf(wall: Journey, id: string, format: string): Promise<string> {
  return Buffer.from(await wall.get<Uint8Array>(`/items/${id}/content?format=${format}`)).toString();
}

const picture = (background: string, width = 900) =>
  sharp({ create: { width, height: 500, channels: 3, background } })
    .withExif({ IFD0: { Copyright: "Ada" } })
    .jpeg()
    .toBuffer();

for (const topology of TOPOLOGIES)
  test(
    `the page as fetched and its pictures are kept, and shown from here (${topology})`,
    await within(topology),
    async (t) => {
      const wall = await newJourney(t, { topology });
      const { pages } = wall;
      pages.answer("/a.jpg", { type: "image/jpeg", body: await picture("#c96") });
      pages.answer("/b.jpg", { type: "image/jpeg", body: await picture("#69c", 2_000) });
      pages.answer("/gone.jpg", 404);
      const page = article({
        extra: `<figure><img src="/a.jpg" alt="lamp"><figcaption>The lamp</figcaption></figure><p><img data-src="/b.jpg" src="data:,"><img src="/gone.jpg"></p>`,
      });
      pages.answer("/lamps", page);
      const { status, item } = await read(wall, "/lamps");
      assert.deepEqual([status.status, status.warnings], ["completed", []]);
      assert.equal(status.steps.find(({ name }) => name === "images")?.state, "done");

      const snapshot = item.files.find(({ role }) => role === "snapshot");
      assert.equal(snapshot?.name, "page.html.gz");
      assert.equal(gunzipSync(await wall.get<Uint8Array>(snapshot?.url ?? "")).toString(), page);

      const html = await contentOf(wall, item.id, "html");
      assert.doesNotMatch(html, new RegExp(`${pages.host}|data-source|data-file`));
      const addresses = [...html.matchAll(/<img [^>]*src="([^"]+)"/g)].map((match) => match[1] ?? "");
      const widths: (number | undefined)[] = [];
      for (const address of addresses) {
        const kept = await wall.get<Uint8Array>(address);
        const { format, exif, width } = await sharp(kept).metadata();
        assert.deepEqual([format, exif], ["webp", undefined]);
        widths.push(width);
      }
      assert.deepEqual(widths, [900, 1_280], "as wide as the reader shows them, and no wider than they were");
      assert.match(html, /<figcaption>The lamp<\/figcaption>/);
      assert.deepEqual([pages.asked("/lamps"), pages.asked("/b.jpg")], [1, 1]);
    },
  );

test("an article without pictures needs no step for them", async (t) => {
  const wall = await newJourney(t, { pages: { "/plain": article() } });
  const { status } = await read(wall, "/plain");
  assert.equal(
    status.steps.find(({ name }) => name === "images"),
    undefined,
  );
});

test("reading again fetches afresh and replaces what was kept", async (t) => {
  const wall = await newJourney(t);
  const { pages } = wall;
  pages.answer("/a.jpg", { type: "image/jpeg", body: await picture("#c96") });
  const first = article({ extra: '<p><img src="/a.jpg"></p>' });
  const second = article({ title: "The lamps are out" });
  pages.answer("/lamps", first, second);
  const { item } = await read(wall, "/lamps");
  const again = await wall.expect<{ processing_id: string }>(202, "POST", `/items/${item.id}/read`);
  await wall.ended(again.body as Parameters<Journey["ended"]>[0]);
  const now = await wall.item(item.id);
  assert.equal(now.title, "The lamps are out");
  assert.deepEqual(
    now.files.map(({ role }) => role),
    ["snapshot"],
  );
  assert.equal(gunzipSync(await wall.get<Uint8Array>(now.files[0]?.url ?? "")).toString(), second);
  assert.doesNotMatch(await contentOf(wall, item.id, "html"), /<img/);
});

test("a page that the person gave stays theirs, and nothing is fetched for it", async (t) => {
  const wall = await newJourney(t, { pages: { "/paywall": "<title>Subscribe</title>" } });
  const given = article({ title: "Behind the wall" });
  const { item } = await read(wall, "/paywall", { html: given });
  assert.equal(item.title, "Behind the wall");
  const kept = item.files.filter(({ role }) => role === "snapshot");
  assert.deepEqual(
    kept.map(({ type }) => type),
    ["text/html"],
  );
  assert.equal(Buffer.from(await wall.get<Uint8Array>(kept[0]?.url ?? "")).toString(), given);
  assert.equal(wall.pages.asked("/paywall"), 0);
});

test("the pictures of a page that was given, not fetched, cannot lead to a private host", async (t) => {
  const wall = await newJourney(t);
  wall.pages.answer("/secret.jpg", { type: "image/jpeg", body: await picture("#333") });
  const given = article({ extra: `<p><img src="${wall.pages.at("/secret.jpg")}"></p>` });
  const { status, item } = await read(wall, "/page", { html: given });
  assert.equal(status.steps.find(({ name }) => name === "images")?.state, "done");
  assert.equal(wall.pages.asked("/secret.jpg"), 0);
  assert.doesNotMatch(await contentOf(wall, item.id, "html"), /<img/);
});

test("Markdown, JSON, feeds and plain text behind a link are readable", async (t) => {
  const wall = await newJourney(t, {
    pages: {
      "/README.md": { type: "text/plain", body: "# Sluice\n\nIt **opens** at high water.\n" },
      "/tides.json": { type: "application/json", body: '{"golden":9}' },
      "/feed": {
        type: "application/rss+xml",
        body: "<rss><channel><title>Salty Hull</title><item><title>Drying oak</title><link>https://hull.example/oak</link></item></channel></rss>",
      },
      "/ledger.txt": { type: "text/plain", body: "The Ledger\n\nNine golden days.\n" },
    },
  });
  const expected: [path: string, title: string, html: RegExp][] = [
    ["/README.md", "Sluice", /<strong>opens<\/strong>/],
    ["/tides.json", "tides.json", /&quot;golden&quot;: 9|"golden": 9/],
    ["/feed", "Salty Hull", /<a href="https:\/\/hull\.example\/oak"/],
    ["/ledger.txt", "The Ledger", /<p>Nine golden days\.<\/p>/],
  ];
  for (const [path, title, html] of expected) {
    const { status, item } = await read(wall, path);
    assert.deepEqual([status.status, item.title], ["completed", title], path);
    assert.match(await contentOf(wall, item.id, "html"), html, path);
  }
});
