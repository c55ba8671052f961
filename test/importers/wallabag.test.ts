import assert from "node:assert/strict";
import { test } from "node:test";
import { fixture, fixtureBytes, readAll, sourceOf, told } from "../harness/import-sources.ts";

test("an entry of wallabag keeps its page, author, tags, dates, annotations and state", async () => {
  const { format, things, broken } = await readAll(fixture("wallabag.json"));
  assert.equal(format, "wallabag");
  assert.deepEqual(broken, []);
  assert.deepEqual(told(things[0]), {
    sourceId: "1",
    url: "https://stars.example/end",
    title: "How stars end",
    author: "Vera R.",
    siteName: "stars.example",
    language: "en",
    publishedAtMs: Date.UTC(2019, 11, 24),
    tags: ["stars", "long read"],
    createdAtMs: Date.UTC(2020, 0, 1, 11),
    isPinned: false,
    isArchived: true,
    highlights: [{ text: "fall into themselves", note: "so beautiful", createdAtMs: Date.UTC(2020, 0, 3, 8) }],
    html: "<p>They <b>fall</b> into themselves.</p>",
  });
});

test("a page that wallabag could not read is no page", async () => {
  const { things } = await readAll(fixture("wallabag.json"));
  assert.equal(things[1]?.html, undefined);
  assert.equal(things[1]?.isPinned, true);
});

test("an answer of its API is read as its export is", async () => {
  const items = JSON.parse(fixtureBytes("wallabag.json").toString());
  const { format, things } = await readAll(sourceOf(JSON.stringify({ page: 1, _embedded: { items } })));
  assert.equal(format, "wallabag");
  assert.equal(things.length, 2);
});
