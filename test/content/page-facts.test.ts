import assert from "node:assert/strict";
import { test } from "node:test";
import { readingTime } from "../../src/content/article-text.ts";
import { isoDate } from "../../src/content/page-dates.ts";
import { oneLine, webAddress } from "../../src/content/page-text.ts";
import { withoutSiteName } from "../../src/content/page-title.ts";

test("dates of every shape become UTC, nonsense becomes nothing", () => {
  const expected: Record<string, string | null> = {
    "2026-03-01": "2026-03-01T00:00:00.000Z",
    "20260301": "2026-03-01T00:00:00.000Z",
    "2026-03-01T10:00": "2026-03-01T10:00:00.000Z",
    "2026-03-01 10:00:00 +0200": "2026-03-01T08:00:00.000Z",
    "2026-03-01T10:00:00.123456-05:00": "2026-03-01T15:00:00.000Z",
    "Sun, 01 Mar 2026 10:00:00 GMT": "2026-03-01T10:00:00.000Z",
    "March 1st, 2026": "2026-03-01T00:00:00.000Z",
    "1772359200": "2026-03-01T10:00:00.000Z",
    "1772359200000": "2026-03-01T10:00:00.000Z",
    "03/04/2026": null,
    "2026-13-45": null,
    "0001-01-01T00:00:00": null,
    yesterday: null,
    "": null,
  };
  for (const [text, date] of Object.entries(expected)) assert.equal(isoDate(text), date, text);
});

test("a site's name is taken off a title, other halves stay", () => {
  const known = { siteName: "Crumb & Crust", host: "www.crumbcrust.example", heading: null };
  const expected: Record<string, string> = {
    "Bread at home | Crumb & Crust": "Bread at home",
    "Bread at home – Crumb and Crust": "Bread at home",
    "Bread at home - crumbcrust.example": "Bread at home",
    "Crumb & Crust: Bread at home": "Bread at home",
    "Bread | Salt | Crumb & Crust": "Bread | Salt",
    "Bread - the long story": "Bread - the long story",
    "Rye: a grain": "Rye: a grain",
    "well-known bread": "well-known bread",
    "Crumb & Crust": "Crumb & Crust",
  };
  for (const [title, shown] of Object.entries(expected)) assert.equal(withoutSiteName(title, known), shown);
  assert.equal(
    withoutSiteName("Bread at home | Pages", { siteName: null, host: "x.example", heading: "Bread at home" }),
    "Bread at home",
  );
});

test("only web addresses leave, absolute and without credentials", () => {
  const base = "https://page.example/a/b";
  assert.equal(webAddress("../c?d#e", base), "https://page.example/c?d#e");
  assert.equal(webAddress("//other.example/x", base), "https://other.example/x");
  assert.equal(webAddress("https://ada:pw@page.example/", base), "https://page.example/");
  for (const refused of [
    "javascript:alert(1)",
    "data:,x",
    "ftp://x.example/",
    "http://",
    "",
    null,
    7,
    `/${"x".repeat(3_000)}`,
  ]) {
    assert.equal(webAddress(refused, base), null);
  }
});

test("a line is cut by whole characters", () => {
  assert.equal(oneLine(" a\u0000\n b ", 10), "a b");
  assert.equal(oneLine("🍞🍞🍞🍞🍞🍞", 5), "🍞🍞…");
  assert.equal(oneLine(" \n ", 5), null);
});

test("words are counted in scripts with and without spaces", () => {
  assert.deepEqual(readingTime("It's a well-known loaf, isn’t it?"), { words: 6, readingMinutes: 1 });
  assert.equal(readingTime("東京のパン屋では毎朝").words, 5);
  assert.equal(readingTime("word ".repeat(1_150)).readingMinutes, 5);
});
