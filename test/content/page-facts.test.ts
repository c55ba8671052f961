import assert from "node:assert/strict";
import { test } from "node:test";
import { readingTime } from "../../src/content/article-text.ts";
import { dateInText, isoDate } from "../../src/content/page-dates.ts";
import { authorOf } from "../../src/content/page-people.ts";
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

test("a date is found in what people write, in their language", () => {
  const expected: [text: string, language: string | null, date: string | null][] = [
    ["Por Inés, 12 de octubre de 2023", "es", "2023-10-12"],
    ["le 1er mars 2025 à 9h30", "fr", "2025-03-01T09:30"],
    ["Stand: 3. März 2024, 14:05 Uhr", "de", "2024-03-03T14:05"],
    ["Stand: 03.04.2024", "de", "2024-04-03"],
    ["17 января 2025", "ru", "2025-01-17"],
    ["9 липня 2024 р.", "uk", "2024-07-09"],
    ["5 listopada 2023", "pl", "2023-11-05"],
    ["5. listopada 2023.", "hr", "2023-10-05"],
    ["5 listopada 2023", null, null],
    ["18. září 2022", "cs", "2022-09-18"],
    ["2024. március 8.", "hu", "2024-03-08"],
    ["23 Μαΐου 2025", "el", "2025-05-23"],
    ["12 Eylül 2025", "tr", "2025-09-12"],
    ["2 فبراير 2025", "ar", "2025-02-02"],
    ["٢ فبراير ٢٠٢٥", "ar", "2025-02-02"],
    ["2024年10月8日", "ja", "2024-10-08"],
    ["2025년 6월 21일", "ko", "2025-06-21"],
    ["14 มีนาคม 2568", "th", "2025-03-14"],
    ["Published on December 9th, 2025 at 3:15 PM", "en", "2025-12-09T15:15"],
    ["06/05/2025 09:15 -03:00", "pt-BR", "2025-05-06T12:15"],
    ["06/05/2025", "en-US", "2025-06-05"],
    ["06/05/2025", "en", null],
    ["25/05/2025", "en", "2025-05-25"],
    ["31.02.2025", "de", null],
    ["in 2024 we sold 12 of 30", "en", null],
    ["version 1.2.2024.5", "en", null],
  ];
  for (const [text, language, date] of expected) {
    const full = date === null ? null : new Date(date.includes("T") ? `${date}Z` : date).toISOString();
    assert.equal(dateInText(text, language), full, `${text} (${language})`);
  }
});

test("authors are people, one after the other, without what introduces them", () => {
  const expected: [sources: unknown[][], author: string | null][] = [
    [[["By June Abara and Colm Fithe"]], "June Abara, Colm Fithe"],
    [[["Von Henrike Aldag"]], "Henrike Aldag"],
    [[["Автор: Таисия Лаптева"]], "Таисия Лаптева"],
    [[["글 서하늘"]], "서하늘"],
    [[["Laskarin, Ivo"], ["ignored"]], "Ivo Laskarin"],
    [[["Laskarin, Ivo", "Haddad, Noor"]], "Ivo Laskarin, Noor Haddad"],
    [[["Ada Brook, Lin Ferro & Max Olin"]], "Ada Brook, Lin Ferro, Max Olin"],
    [[["Smith and Sons"]], "Smith and Sons"],
    [[["https://site.example/ada"], ["Ada Brook"]], "Ada Brook"],
    [[["@ada"], ["ada@site.example"]], null],
    [[["The Courier"], ["Ada Brook"]], "Ada Brook"],
    [[["Byron Vane"]], "Byron Vane"],
  ];
  for (const [sources, author] of expected) assert.equal(authorOf(sources, "The Courier"), author, String(sources));
});

test("a site's name is taken off a title, other halves stay", () => {
  const known = { siteName: "Crumb & Crust", host: "www.crumbcrust.example", heading: null };
  const expected: Record<string, string> = {
    "Bread at home | Crumb & Crust": "Bread at home",
    "Bread at home – Crumb and Crust": "Bread at home",
    "Bread at home - crumbcrust.example": "Bread at home",
    "Crumb & Crust: Bread at home": "Bread at home",
    "Crumb & Crust :: Bread at home": "Bread at home",
    "Bread at home｜Crumb & Crust": "Bread at home",
    "Bread at home_Crumb & Crust": "Bread at home",
    bread_at_home: "bread_at_home",
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
