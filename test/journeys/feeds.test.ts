import assert from "node:assert/strict";
import { test } from "node:test";
import { SaxesParser } from "saxes";
import type { FeedMade, FeedState } from "../../src/contract/feeds.ts";
import { inBrowser, visit } from "../harness/browser.ts";
import { withRows } from "../harness/look-inside.ts";
import { newWall, type TestWall } from "../harness/new-wall.ts";
import { TOPOLOGIES, within } from "../harness/topologies.ts";
import { until } from "../harness/until.ts";

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  text: string;
}

/** Reads XML as a feed reader does: whatever is not well-formed throws. */
function parse(xml: string): Element {
  const root: Element = { name: "", attributes: {}, children: [], text: "" };
  const open = [root];
  const parser = new SaxesParser();
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", ({ name, attributes }) => {
    const element = { name, attributes: attributes as Record<string, string>, children: [], text: "" };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on("text", (text) => {
    const within = open.at(-1);
    if (within) within.text += text;
  });
  parser.on("closetag", () => void open.pop());
  parser.write(xml).close();
  const [document] = root.children;
  assert.ok(document, "there is a root element");
  return document;
}

const all = (element: Element | undefined, name: string): Element[] =>
  element?.children.filter((child) => child.name === name) ?? [];
const one = (element: Element | undefined, name: string): Element => {
  const [found, ...more] = all(element, name);
  assert.ok(found && more.length === 0, `one ${name} in ${element?.name}`);
  return found;
};

const HOSTILE = `<script>alert("1")</script> & ]]> \u0001\u000b 𠮷 'quoted' <b>bold</b>`;
const HOSTILE_CLEAN = `<script>alert("1")</script> & ]]>`;

async function inboxOf(wall: TestWall): Promise<string> {
  return (await wall.ask<{ inbox_id: string }>("GET", "/me")).body.inbox_id;
}

async function feedOf(wall: TestWall, id: string): Promise<FeedMade> {
  const { status, body } = await wall.ask<FeedMade>("POST", `/walls/${id}/feed`);
  assert.equal(status, 201);
  return body;
}

const pathOf = (url: string): string => new URL(url).pathname;

/** Without any key, as a feed reader asks. */
async function read(wall: TestWall, url: string, headers: Record<string, string> = {}) {
  const response = await fetch(new URL(pathOf(url), wall.url), { headers });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

for (const topology of TOPOLOGIES) {
  const options = await within(topology);

  test(
    `a wall is read as RSS, Atom and JSON Feed, each with what its specification wants (${topology})`,
    options,
    async (t) => {
      const settings = { PUBLIC_URL: "https://wall.example.org" };
      const wall = await newWall(t, { topology, workers: false, settings });
      const inbox = await inboxOf(wall);
      const link = await wall.share({
        url: "https://a.example/?a=1&b=2",
        title: HOSTILE,
        note: "my secret remark",
        tags: ["sea & shore", "<tag>"],
      });
      const note = await wall.share({ text: `a thought ${HOSTILE}` });
      const { rss, atom, json } = await feedOf(wall, inbox);
      assert.ok([rss, atom, json].every((url) => url.startsWith("https://wall.example.org/api/v1/feeds/")));

      const rssText = await read(wall, rss);
      assert.equal(rssText.headers.get("content-type"), "application/rss+xml; charset=utf-8");
      const document = parse(rssText.text);
      assert.deepEqual([document.name, document.attributes["version"]], ["rss", "2.0"]);
      const channel = one(document, "channel");
      for (const name of ["title", "link", "description"]) assert.notEqual(one(channel, name).text, "", name);
      assert.equal(one(channel, "atom:link").attributes["href"], rss);
      const items = all(channel, "item");
      assert.deepEqual(
        items.map((item) => one(item, "guid").text),
        [`urn:uuid:${note.item_id}`, `urn:uuid:${link.item_id}`],
        "the newest first, by ids that stay",
      );
      assert.ok(items.every((item) => one(item, "guid").attributes["isPermaLink"] === "false"));
      assert.ok(items.every((item) => !Number.isNaN(Date.parse(one(item, "pubDate").text))));
      assert.deepEqual(
        items.map((item) => one(item, "link").text),
        [`https://wall.example.org/item/${note.item_id}`, "https://a.example/?a=1&b=2"],
      );
      assert.ok(one(items[1], "title").text.startsWith(HOSTILE_CLEAN));
      assert.deepEqual(
        all(items[1], "category")
          .map(({ text }) => text)
          .toSorted(),
        ["<tag>", "sea & shore"],
      );
      assert.match(one(items[0], "description").text, /&lt;script&gt;/, "a description is HTML: text stays text in it");

      const feed = parse((await read(wall, atom)).text);
      assert.deepEqual([feed.name, feed.attributes["xmlns"]], ["feed", "http://www.w3.org/2005/Atom"]);
      for (const name of ["id", "title", "updated", "author"]) one(feed, name);
      assert.equal(one(feed, "id").text, `urn:uuid:${inbox}`);
      assert.deepEqual(
        all(feed, "link").map(({ attributes }) => attributes["rel"]),
        ["self", "alternate"],
      );
      const entries = all(feed, "entry");
      assert.equal(entries.length, 2);
      for (const entry of entries) {
        for (const name of ["id", "title", "updated", "link"]) one(entry, name);
        assert.match(one(entry, "updated").text, /^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
      }
      assert.ok(one(entries[1], "title").text.startsWith(HOSTILE_CLEAN));

      const jsonText = await read(wall, json);
      assert.equal(jsonText.headers.get("content-type"), "application/feed+json; charset=utf-8");
      const said = JSON.parse(jsonText.text) as {
        version: string;
        title: string;
        feed_url: string;
        items: { id: string; content_text: string }[];
      };
      assert.deepEqual([said.version, said.feed_url], ["https://jsonfeed.org/version/1.1", json]);
      assert.deepEqual(
        said.items.map(({ id }) => id),
        [`urn:uuid:${note.item_id}`, `urn:uuid:${link.item_id}`],
      );
      assert.ok(said.items.every(({ content_text: text }) => typeof text === "string"));

      for (const { text, headers } of [rssText, jsonText]) {
        assert.doesNotMatch(text, /secret remark/, "a note is its owner's alone");
        assert.doesNotMatch(text, /api\/v1\/files/, "no file is given out");
        assert.deepEqual(
          [headers.get("x-robots-tag"), headers.get("referrer-policy"), headers.get("cache-control")],
          ["noindex", "no-referrer", "private, no-cache"],
        );
      }
    },
  );

  test(`a reader that has it already is told so, until the wall changes (${topology})`, options, async (t) => {
    const wall = await newWall(t, { topology, workers: false });
    await wall.share({ text: "the first" });
    const inbox = await inboxOf(wall);
    const { rss, atom } = await feedOf(wall, inbox);
    const first = await read(wall, rss);
    const etag = first.headers.get("etag") ?? "";
    const modified = first.headers.get("last-modified") ?? "";
    const known = await read(wall, rss, { "if-none-match": etag });
    assert.deepEqual([known.status, known.text, known.headers.get("etag")], [304, "", etag]);
    assert.equal((await read(wall, rss, { "if-modified-since": modified })).status, 304);
    assert.equal((await read(wall, rss, { "if-modified-since": "Thu, 01 Jan 1970 00:00:00 GMT" })).status, 200);
    assert.equal((await read(wall, atom, { "if-none-match": etag })).status, 200, "each form has a tag of its own");
    await wall.share({ text: "the second" });
    const second = await read(wall, rss, { "if-none-match": etag });
    assert.equal(all(one(parse(second.text), "channel"), "item").length, 2);
    await wall.ask("PATCH", `/walls/${inbox}`, { body: { name: "Renamed" } });
    const renamed = await read(wall, rss, { "if-none-match": second.headers.get("etag") ?? "" });
    assert.equal(one(one(parse(renamed.text), "channel"), "title").text, "Renamed");
  });

  test(
    `a feed that was renewed, taken away, of a deleted wall or never made is the same 404 (${topology})`,
    options,
    async (t) => {
      const wall = await newWall(t, { topology, workers: false });
      const { body: board } = await wall.ask<{ id: string }>("POST", "/walls", { body: { name: "Harbour" } });
      const path = `/walls/${board.id}/feed`;
      assert.deepEqual((await wall.ask<FeedState>("GET", path)).body, { made_at: null });
      const first = await feedOf(wall, board.id);
      const second = await feedOf(wall, board.id);
      assert.notEqual(first.rss, second.rss);
      assert.equal((await wall.ask<FeedState>("GET", path)).body.made_at, second.made_at);
      assert.equal((await read(wall, second.rss)).status, 200);
      const told = new Set<string>();
      const refused = async (url: string) => {
        const { status, text } = await read(wall, url);
        const { request_id: _, ...problem } = JSON.parse(text) as Record<string, unknown>;
        assert.equal(status, 404, url);
        told.add(JSON.stringify(problem));
      };
      await refused(first.rss);
      await refused(second.rss.replace(/rss$/, "xml"));
      await refused(second.rss.replace(/\.rss$/, ""));
      await refused(second.rss.replace(/[^/]{43}\.rss$/, `${"A".repeat(43)}.rss`));
      await refused(second.rss.replace(/[^/]{43}\.rss$/, "%27%20or%201=1.rss"));
      assert.equal((await wall.ask("DELETE", path)).status, 204);
      assert.equal((await wall.ask("DELETE", path)).status, 204, "again, it does nothing");
      await refused(second.rss);
      const third = await feedOf(wall, board.id);
      await wall.ask("DELETE", `/walls/${board.id}`);
      await refused(third.rss);
      assert.equal(told.size, 1, "nobody learns which of these it was");
    },
  );

  test(
    `a feed has the newest fifty things, only those of its wall, and nothing that is archived or in the trash (${topology})`,
    options,
    async (t) => {
      const wall = await newWall(t, { topology, workers: false });
      const { body: board } = await wall.ask<{ id: string }>("POST", "/walls", { body: { name: "Harbour" } });
      const there: string[] = [];
      for (let n = 0; n < 54; n++)
        there.push((await wall.share({ text: `thing ${n}`, wall_id: board.id })).item_id ?? "");
      const elsewhere = await wall.share({ text: "elsewhere" });
      await wall.ask("DELETE", `/items/${there.pop()}`);
      await wall.ask("PATCH", `/items/${there.pop()}`, { body: { archived: true } });
      const { json } = await feedOf(wall, board.id);
      const { items } = JSON.parse((await read(wall, json)).text) as { items: { id: string }[] };
      assert.deepEqual(
        items.map(({ id }) => id.replace("urn:uuid:", "")),
        there.toReversed().slice(0, 50),
      );
      assert.ok(!items.some(({ id }) => id.endsWith(elsewhere.item_id ?? "")));
    },
  );

  test(`the rows hold no secret of a feed (${topology})`, options, async (t) => {
    const wall = await newWall(t, { topology, workers: false });
    const inbox = await inboxOf(wall);
    const { rss } = await feedOf(wall, inbox);
    const secret = /([^/]+)\.rss$/.exec(rss)?.[1] ?? "";
    const rows = await withRows(wall, ({ reader }) => reader.selectFrom("feeds").selectAll().execute());
    assert.equal(rows.length, 1);
    assert.ok(secret !== "" && !JSON.stringify(rows).includes(secret));
  });
}

test("a wall's feed is made, copied from, renewed and taken away on the page", inBrowser(), async (t) => {
  const wall = await newWall(t);
  const { page, complaints } = await visit(t, wall.ownerLink);
  await page.getByRole("heading", { name: "Inbox" }).getByRole("button").click();
  await page.getByRole("button", { name: "Rename, describe, order…" }).click();
  const feed = page.getByRole("region", { name: "Feed" });
  const address = feed.locator("#feed-rss");
  await feed.getByRole("button", { name: "Make a feed" }).click();
  const first = (await address.textContent()) ?? "";
  assert.equal((await read(wall, first)).status, 200);
  await feed.getByRole("button", { name: "New address" }).click();
  const second = await until("another address", async () => {
    const shown = (await address.textContent()) ?? "";
    return shown === first ? null : shown;
  });
  assert.deepEqual([(await read(wall, first)).status, (await read(wall, second)).status], [404, 200]);
  await page.reload();
  await page.getByRole("heading", { name: "Inbox" }).getByRole("button").click();
  await page.getByRole("button", { name: "Rename, describe, order…" }).click();
  await feed.getByText(/^It has one since .*Its address was shown once/).waitFor();
  await feed.getByRole("button", { name: "Take it away" }).click();
  await feed.getByRole("button", { name: "Make a feed" }).waitFor();
  assert.equal((await read(wall, second)).status, 404);
  assert.deepEqual(complaints, []);
});
