import assert from "node:assert/strict";
import { test } from "node:test";
import { cleanTag, foldTag } from "../../src/core/tag-name.ts";

const tags: [given: string, clean: string | null][] = [
  ["bread", "bread"],
  ["#bread", "bread"],
  ["##  bread", "bread"],
  ["＃bread", "bread"],
  ["  sour   dough ", "sour dough"],
  ["sour\n\tdough", "sour dough"],
  ["c#", "c#"],
  ["C++", "C++"],
  ["日本語", "日本語"],
  ["\u{1f35e}", "\u{1f35e}"],
  ["a\u200bb", "ab"],
  ["cafe\u0301", "café"],
  ["bread, butter", null],
  [",", null],
  ["#", null],
  ["", null],
  ["  ", null],
  ["\u200b\u202e", null],
  ["x".repeat(64), "x".repeat(64)],
  ["x".repeat(65), null],
  ["\u{1f469}\u200d\u{1f373}".repeat(64), "\u{1f469}\u200d\u{1f373}".repeat(64)],
  ["é".repeat(65), null],
  ["x".repeat(10_000), null],
];

for (const [given, clean] of tags) {
  test(`the tag ${JSON.stringify(given.slice(0, 30))} is kept as ${JSON.stringify(clean?.slice(0, 30) ?? null)}`, () => {
    assert.equal(cleanTag(given), clean);
  });
}

const same: [one: string, other: string][] = [
  ["Bread", "bread"],
  ["café", "CAFE\u0301"],
  ["Größe", "GROESSE".replace("OE", "O")],
  ["ﬁsh", "fish"],
  ["Ａ１", "a1"],
  ["İstanbul", "istanbul"],
  ["Ёлка", "елка"],
  ["ΟΔΟΣ", "οδος"],
  ["ｶﾞ", "ガ"],
  ["sour  dough", "sour dough"],
];

for (const [one, other] of same) {
  test(`${one} and ${other} are one tag`, () => assert.equal(foldTag(one), foldTag(other)));
}

const different: [one: string, other: string][] = [
  ["c", "c++"],
  ["c#", "c"],
  ["か", "が"],
  ["и", "й"],
  ["sour dough", "sourdough"],
  ["हिन्दी", "हन्द"],
  ["\u{1f35e}", "\u{1f950}"],
];

for (const [one, other] of different) {
  test(`${one} and ${other} are two tags`, () => assert.notEqual(foldTag(one), foldTag(other)));
}
