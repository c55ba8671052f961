import assert from "node:assert/strict";
import { test } from "node:test";
import { believedSlips, firstsOf, slipsBetween } from "../../../src/core/search/slips.ts";
import { seeded } from "../../faults/seeded.ts";

const COUNTED: readonly (readonly [string, string, number])[] = [
  ["lantern", "lantern", 0],
  ["lantren", "lantern", 1],
  ["latern", "lantern", 1],
  ["lanntern", "lantern", 1],
  ["lenturn", "lantern", 2],
  ["", "boat", 4],
  ["größe", "grösse", 2],
  ["日本語", "日本", 1],
  ["🦦🦦", "🦦", 1],
];
for (const [one, other, slips] of COUNTED)
  test(`${slips} slips lie between "${one}" and "${other}", either way`, () => {
    assert.equal(slipsBetween(one, other, 9), slips);
    assert.equal(slipsBetween(other, one, 9), slips);
  });

test("a slip is counted as one wherever it is made, and where there are more than asked for it is only told so", () => {
  const draw = seeded(20_251_127);
  const letters = "abcdefgh";
  const word = () =>
    Array.from({ length: 4 + draw.integer(0, 8) }, () => letters[draw.integer(0, letters.length)]).join("");
  for (let round = 0; round < 2_000; round += 1) {
    const meant = word();
    const at = draw.integer(0, meant.length - 1);
    const [before, here, next, after] = [meant.slice(0, at), meant[at] ?? "", meant[at + 1] ?? "", meant.slice(at + 2)];
    for (const typed of [
      `${before}${next}${after}`,
      `${before}x${here}${next}${after}`,
      `${before}x${next}${after}`,
      `${before}${next}${here}${after}`,
    ])
      assert.ok(slipsBetween(typed, meant, 1) <= 1, `${typed} ${meant}`);
    const other = word();
    const [all, few] = [slipsBetween(meant, other, 20), slipsBetween(meant, other, 2)];
    assert.ok(few === all || (all > 2 && few > 2), `${meant} ${other}`);
  }
});

test("of short words, long ones and what has no letters only, no slips are believed", () => {
  const words = ["cat", "boat", "lantern", "lanterns", "x".repeat(24), "x".repeat(25), "mp3s", "2024", "größe"];
  assert.deepEqual(words.map(believedSlips), [0, 1, 1, 2, 2, 0, 0, 0, 1]);
  assert.deepEqual([firstsOf("harbour"), firstsOf("aardvark")], [["h", "a"], ["a"]]);
});
