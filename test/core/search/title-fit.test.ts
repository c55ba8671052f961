import assert from "node:assert/strict";
import { test } from "node:test";
import { gistOf } from "../../../src/core/search/gist.ts";
import { titleFit } from "../../../src/core/search/title-fit.ts";
import { askedTerms } from "../../../src/store/search-match.ts";
import { wantedBy } from "../../harness/wanted-by.ts";

const fit = (title: string, question: string) => titleFit(title, askedTerms(wantedBy(question)));

/** Each title fits the question better than the one after it. */
const ORDERED: readonly (readonly [string, readonly string[]])[] = [
  [
    "harbour lamps ",
    ["Harbour lamps", "Harbour lamps and boats", "The harbour lamps, and boats", "Lamps of the old harbour", "Boats"],
  ],
  ["harb", ["Harbour", "Harbours", "Harbourmasters", "The harbour at night", "Boats"]],
  ["lamps ", ["Lamps", "Lamps and boats", "Boats and lamps", "Boats"]],
];
for (const [question, titles] of ORDERED)
  test(`titles by how well they are "${question}"`, () => {
    const fits = titles.map((title) => fit(title, question));
    assert.deepEqual(
      fits,
      fits.toSorted((one, other) => other - one),
    );
    assert.equal(new Set(fits).size, titles.length, fits.join(" "));
    assert.equal(fits.at(-1), 0);
    assert.ok(fits.every((each) => each >= 0 && each <= 1));
  });

test("without a title or words nothing fits", () => {
  assert.deepEqual([fit("", "lamps"), fit("Lamps", ""), fit("—", "lamps")], [0, 0, 0]);
});

test("a text is about the words that stand in it three times and more, the most frequent first", () => {
  assert.deepEqual(gistOf("a b a c a b b b c".split(" ")), ["b", "a"]);
  assert.equal(gistOf(Array.from({ length: 300 }, (_, n) => `word${n % 100}`)).length, 60);
});
