import assert from "node:assert/strict";
import { test } from "node:test";
import { fixture, fixtureBytes, readAll, told, zipped } from "../harness/import-sources.ts";

test("Pocket's table keeps tags, dates and what was archived", async () => {
  const { format, things } = await readAll(fixture("pocket.csv"));
  assert.equal(format, "pocket-csv");
  assert.deepEqual(told(things[0]), {
    url: "https://sea.example/wind?x=1",
    title: 'Wind, waves and "weather"',
    tags: ["sea", "high tide"],
    createdAtMs: 1_600_000_000_000,
    isArchived: false,
  });
  assert.equal(things[1]?.isArchived, true);
  assert.equal(things[2]?.title, "A title on two lines");
});

test("a title that is only the address is none", async () => {
  const { things } = await readAll(fixture("pocket.csv"));
  assert.equal(things[1]?.title, undefined);
});

test("an address that cannot be fetched breaks its row alone, and a date that cannot be true is told as lost", async () => {
  const { broken, lost, things } = await readAll(fixture("pocket.csv"));
  assert.deepEqual(broken, ["6 scheme-not-allowed"]);
  assert.deepEqual(lost, ["7 date-dropped"]);
  assert.equal(things.length, 4);
});

test("the older page is read by its two lists", async () => {
  const { format, things } = await readAll(fixture("ril_export.html"));
  assert.equal(format, "pocket-html");
  assert.deepEqual(
    things.map(({ url, title, tags, isArchived }) => [url, title, tags, isArchived]),
    [
      ["https://moon.example/far-side", "The far side", ["moon", "far side"], false],
      ["https://moon.example/dust", undefined, [], false],
      ["https://moon.example/near-side", "The near side", ["moon"], true],
    ],
  );
});

test("the zip that Pocket gave out is read part by part, and a file in it that nobody knows is told", async () => {
  const part = fixtureBytes("pocket.csv");
  const { format, things, broken } = await readAll(
    zipped([
      { name: "part_000000.csv", data: part },
      { name: "part_000001.csv", data: part },
      { name: "readme.txt", data: "Thank you" },
    ]),
  );
  assert.equal(format, "bundle");
  assert.equal(things.length, 8);
  assert.deepEqual(broken, [
    "part_000000.csv 6 scheme-not-allowed",
    "part_000001.csv 6 scheme-not-allowed",
    "readme.txt format-unknown",
  ]);
});
