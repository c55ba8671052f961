import assert from "node:assert/strict";
import { test } from "node:test";
import { nextDelayMs } from "../../src/core/backoff.ts";

const rows = [
  { tries: 1, random: 0, delayMs: 0 },
  { tries: 1, random: 0.5, delayMs: 1_000 },
  { tries: 1, random: 0.9999, delayMs: 2_000 },
  { tries: 2, random: 0.5, delayMs: 4_000 },
  { tries: 3, random: 0.5, delayMs: 16_000 },
  { tries: 4, random: 0.5, delayMs: 30_000 },
  { tries: 5_000, random: 0.5, delayMs: 30_000 },
  { tries: 0, random: 0.5, delayMs: 1_000 },
  { tries: -3, random: 0.5, delayMs: 1_000 },
];

for (const { tries, random, delayMs } of rows) {
  test(`after ${tries} failed tries and a draw of ${random} the delay is ${delayMs} ms`, () => {
    assert.equal(nextDelayMs({ tries, firstMs: 2_000, factor: 4, maxMs: 60_000, random }), delayMs);
  });
}

test("a factor of one waits within the same bound each time", () => {
  assert.equal(nextDelayMs({ tries: 9, firstMs: 500, factor: 1, maxMs: 60_000, random: 0.5 }), 250);
});
