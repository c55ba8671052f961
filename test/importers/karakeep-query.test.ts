import assert from "node:assert/strict";
import { test } from "node:test";
import { askedHere } from "../../src/importers/karakeep-query.ts";

const ASKED: readonly (readonly [string, string | null])[] = [
  ["#fern -is:archived", "tag:fern -is:archived"],
  ['#"work in progress" is:fav', 'tag:"work in progress" is:pinned'],
  ["is:archived and (list:reading or #work)", "is:archived AND (wall:reading OR tag:work)"],
  ['-is:tagged or list:"to review"', 'is:untagged OR wall:"to review"'],
  ["is:media", "kind:image,pdf"],
  ["-is:text is:broken", "-kind:note is:failed"],
  ["url:quay.example lamps", "site:quay.example lamps"],
  ["url:https://www.quay.example/", "site:quay.example"],
  ["after:2023-01-01 before:2023-12-31", "after:2023-01-01 before:2024-01-01"],
  ["age:<1w", "added:1w"],
  ["age:>2m", "-added:2m"],
  ["-age:>3d", "added:3d"],
  ['"old lamps" -boats', '"old lamps" -boats'],
  ["", null],
  ["   ", null],
  ["is:inlist", null],
  ["url:quay.example/posts", null],
  ["feed:News", null],
  ["title:lamp", null],
  ["#tides is:unread", null],
  ["after:2023-13-01", null],
  ["age:soon", null],
  ['"never closed', null],
  ["(lamps", null],
];
for (const [query, asked] of ASKED)
  test(`a smart list of Karakeep that asks: ${query}`, () => assert.equal(askedHere(query), asked));
