import assert from "node:assert/strict";
import { test } from "node:test";
import { LIMITS } from "../../src/contract/limits.ts";
import { IMPORT_LIMITS } from "../../src/importers/limits.ts";
import { type RawThing, thingRow } from "../../src/importers/row.ts";
import { NOW_MS } from "../harness/import-sources.ts";

const URL_GIVEN = { url: "https://a.example/" };

function outcome(raw: RawThing): string[] {
  const row = thingRow({}, raw, NOW_MS);
  if (row.kind === "broken") return [row.broken.code];
  return row.kind === "thing" ? row.lost.map(({ code }) => code) : [];
}

const broken: [claim: string, raw: RawThing, code: string][] = [
  ["a script as an address", { url: "javascript:alert(1)", title: "x" }, "scheme-not-allowed"],
  ["data as an address", { url: "data:text/html,<script>", title: "x" }, "scheme-not-allowed"],
  ["words as an address", { url: "not an address" }, "url-not-valid"],
  ["an address longer than addresses are", { url: `https://a.example/${"a".repeat(9_000)}` }, "url-not-valid"],
  ["a title of 10 MB", { ...URL_GIVEN, title: "x".repeat(10_000_000) }, "title-too-long"],
  ["100,000 tags", { ...URL_GIVEN, tags: Array.from({ length: 100_000 }, (_, n) => `t${n}`) }, "too-many-tags"],
  ["nothing", {}, "nothing-in-it"],
  ["white space and nothing else", { title: " \u200b ", text: "\n", note: "\u0000" }, "nothing-in-it"],
];
for (const [claim, raw, code] of broken)
  test(`${claim} makes a broken row`, () => assert.deepEqual(outcome(raw), [code]));

const lost: [claim: string, raw: RawThing, code: string][] = [
  ["a title too long for an item", { title: "x".repeat(LIMITS.titleCharacters + 1) }, "title-cut"],
  ["a remark too long for an item", { note: "x".repeat(LIMITS.noteCharacters + 1) }, "note-cut"],
  [
    "more tags than an item has",
    { tags: Array.from({ length: LIMITS.tagsPerItem + 1 }, (_, n) => `t${n}`) },
    "tags-dropped",
  ],
  ["a tag longer than tags are", { tags: ["x".repeat(65)] }, "tags-dropped"],
  ["a date from the year 9999", { createdAt: "9999-01-01" }, "date-dropped"],
  [
    "more highlights than anybody makes",
    { highlights: Array.from({ length: IMPORT_LIMITS.highlights + 1 }, () => ({ text: "x" })) },
    "highlights-dropped",
  ],
  ["a page larger than pages are kept", { html: "x".repeat(IMPORT_LIMITS.htmlCharacters + 1) }, "html-dropped"],
  [
    "more folders than a thing can lie in",
    { walls: Array.from({ length: 101 }, (_, n) => [`w${n}`]) },
    "walls-dropped",
  ],
];
for (const [claim, raw, code] of lost)
  test(`${claim}: what is kept is kept, what is lost is told`, () => {
    assert.deepEqual(outcome({ ...URL_GIVEN, ...raw }), [code]);
  });

test("a thing is clean: one line, well-formed, tags once, walls named", () => {
  const row = thingRow(
    {},
    {
      ...URL_GIVEN,
      title: " a\u0000\n b\ud800 ",
      note: "one\r\ntwo",
      tags: ["#Bread", "bread", "sour dough, rye", ""],
      walls: [["  Out \u202e side ", "", "In"], [], [""]],
      isPinned: "yes",
      isArchived: 0,
      isRead: "maybe",
    },
    NOW_MS,
  );
  assert.ok(row.kind === "thing");
  assert.deepEqual(row.thing, {
    url: "https://a.example/",
    title: "a b\ufffd",
    note: "one\ntwo",
    tags: ["Bread", "sour dough", "rye"],
    walls: [["Out side", "In"]],
    isPinned: true,
    isArchived: false,
    highlights: [],
    files: [],
  });
  assert.deepEqual(row.lost, []);
});

test("no value of any type throws", () => {
  const odd: unknown[] = [
    null,
    1n,
    Number.NaN,
    true,
    {},
    [],
    [[]],
    "\ud800",
    Symbol.iterator,
    () => 1,
    { toString: null },
  ];
  for (const value of odd) {
    const row = thingRow(
      {},
      {
        ...URL_GIVEN,
        title: value,
        text: value,
        note: value,
        summary: value,
        tags: [value],
        walls: [[value]],
        createdAt: value,
        isPinned: value,
        html: value,
        sourceId: value,
        highlights: [{ text: value, note: value, createdAt: value }],
      },
      NOW_MS,
    );
    assert.equal(row.kind, "thing");
  }
});
