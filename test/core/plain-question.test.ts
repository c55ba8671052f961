import assert from "node:assert/strict";
import { test } from "node:test";
import { fuseByRank } from "../../src/core/search/fuse-by-rank.ts";
import { parseQuery } from "../../src/core/search/parse-query.ts";
import { plainQuestion } from "../../src/core/search/plain-question.ts";

const MOMENT = { nowMs: Date.UTC(2026, 5, 1), offsetMinutes: 0 };

const plain = (text: string) => {
  const question = plainQuestion(parseQuery(text, MOMENT).query);
  return question && [question.text, question.besides.kind === "all" ? question.besides.of.length : null];
};

test("only plain words are asked by meaning; the rest of a question stays a condition", () => {
  assert.deepEqual(plain("night train"), ["night train", 0]);
  assert.deepEqual(plain("night train tag:travel -boats"), ["night train", 2]);
  assert.deepEqual(plain('night "to Lisbon" train'), ["night train", 1]);
  assert.deepEqual(plain("(night train) sort:best"), ["night train", 0]);
  assert.deepEqual(plain("night (train OR bus)"), ["night", 1]);
});

test("a question without plain words is not asked by meaning", () => {
  for (const text of ["", '"night train"', "tag:travel", "-boats", "night OR day", "is:pinned kind:link"])
    assert.equal(plain(text), null, text);
});

test("what stands near the beginning of both lists comes first, and nothing twice", () => {
  const things = (ids: string) => [...ids].map((id) => ({ id }));
  const fused = (...lists: string[]) =>
    fuseByRank(lists.map(things))
      .map(({ id }) => id)
      .join("");
  assert.equal(fused("abc", "xbz"), "baxcz");
  assert.equal(fused("abc", ""), "abc");
  assert.equal(fused("ab", "ab"), "ab");
  assert.equal(fused("", "xy"), "xy");
});
