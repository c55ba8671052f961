import assert from "node:assert/strict";
import { test } from "node:test";
import type { TagPairReason } from "../../src/contract/tags.ts";
import { type CountedTag, findTagPairs, pairKey } from "../../src/core/tag-pairs.ts";

/** `harbour 3` is a word the person put on three items, `harbour 3 ai` one that only an AI did. */
function tag(written: string): CountedTag {
  const [, name = "", items = "1", by] = /^(.*?)(?: (\d+))?(?: (ai))?$/.exec(written) ?? [];
  return { name, items: Number(items), isOwn: by !== "ai" };
}

function pairs(tags: readonly string[], kept: readonly string[] = []): string[] {
  const found = findTagPairs(tags.map(tag), { limit: 100, isKept: (pair) => kept.includes(pair) });
  return found.map(({ tag: from, into, why }) => `${from.name} → ${into.name}: ${why}`);
}

const suggested: [tags: string[], pair: string, why: TagPairReason][] = [
  [["machine-learning 2", "machine learning 5"], "machine-learning → machine learning", "spelling"],
  [["machinelearning 9 ai", "machine learning 1"], "machinelearning → machine learning", "spelling"],
  [["Lamps 1", "lamp 4"], "Lamps → lamp", "plural"],
  [["lamps 4", "lamp 1"], "lamp → lamps", "plural"],
  [["lamp 40 ai", "lamps 1"], "lamp → lamps", "plural"],
  [["Häuser 1", "Haus 4"], "Häuser → Haus", "plural"],
  [["bread baking 1", "baking bread 2"], "bread baking → baking bread", "word order"],
  [["lighthuose 1", "lighthouse 1"], "lighthuose → lighthouse", "typo"],
  [["lighthose 1", "lighthouse 5"], "lighthose → lighthouse", "typo"],
  [["programing 1", "programming 5"], "programing → programming", "typo"],
  [["kubermetes 3", "kubernetes 9"], "kubermetes → kubernetes", "typo"],
];

for (const [tags, pair, why] of suggested)
  test(`${tags.join(" and ")} may be one: ${pair}, by ${why}`, () => {
    assert.deepEqual(pairs(tags), [`${pair}: ${why}`]);
    assert.deepEqual(pairs(tags.toReversed()), [`${pair}: ${why}`], "in whatever order they come");
  });

const leftAlone: [string, string, because: string][] = [
  ["history of art", "art of history", "with small words the order matters"],
  ["baking", "biking", "both are doings"],
  ["hosting", "posting", "words rarely begin wrong"],
  ["tedesco", "tedesca", "what differs at the end is grammar"],
  ["desert", "dessert", "both are words"],
  ["planet", "planer", "both are words"],
  ["route", "rotue", "it is short"],
  ["windows", "window", "they mean two things"],
  ["python3", "pyhton3", "it is not letters alone"],
  ["lighthouses keeping", "lighthouse keeper", "more than one letter differs"],
  ["c", "c++", "signs are part of the word"],
];

for (const [one, other, because] of leftAlone)
  test(`${one} and ${other} are left alone: ${because}`, () => assert.deepEqual(pairs([one, other]), []));

test("a mistyped word that stands on many items is no slip", () => {
  assert.deepEqual(pairs(["lighthose 4", "lighthouse 9"]), []);
});

test("a pair that the person keeps apart is not suggested, its words with others are", () => {
  const tags = ["lighthouses 1", "lighthouse 4", "light-house 2"];
  assert.deepEqual(pairs(tags, [pairKey("Lighthouse", "lighthouses")]), ["light-house → lighthouse: spelling"]);
});

test("the most used pairs come first, and no more than asked for", () => {
  const tags = ["boat 1", "boats 2", "lamp 5", "lamps 9", "rope 3", "ropes 3"].map(tag);
  const told = (limit: number) => findTagPairs(tags, { limit, isKept: () => false }).map(({ into }) => into.name);
  assert.deepEqual(told(9), ["lamps", "rope", "boats"]);
  assert.deepEqual(told(2), ["lamps", "rope"]);
});
