import assert from "node:assert/strict";
import { test } from "node:test";
import {
  cardsBetween,
  cutsAbove,
  makeRoom,
  nothingStands,
  type Standing,
  standDown,
  standUp,
} from "../../web/src/wall/column-order.ts";
import { seeded } from "../faults/seeded.ts";

const ORDER = { columns: 4, gap: 40 };

/** Cards of these heights, hanging from the first one. */
function standing(heights: readonly number[]): Standing {
  const cards = nothingStands();
  makeRoom(cards, heights.length);
  cards.heights.set(heights);
  cards.cuts = new Float64Array(ORDER.columns);
  standDown(cards, 0, ORDER);
  return cards;
}

function someHeights(count: number): number[] {
  const { integer } = seeded(11);
  return Array.from({ length: count }, () => integer(60, 700));
}

const placesOf = ({ columns, tops, count }: Standing, from = 0) =>
  Array.from({ length: count - from }, (_, at) => [columns[from + at], tops[from + at]]);

test("cards of one height stand in lines from left to right", () => {
  const places = placesOf(standing(Array.from({ length: 8 }, () => 100)));
  const line = (top: number) => [0, 1, 2, 3].map((column) => [column, top]);
  assert.deepEqual(places, [...line(0), ...line(140)]);
});

test("placing only what follows a change gives the same as placing everything", () => {
  const heights = someHeights(500);
  const cards = standing(heights);
  cards.heights[300] = 90;
  standDown(cards, 300, ORDER);
  assert.deepEqual(placesOf(cards), placesOf(standing(heights.with(300, 90))));
});

test("above a hinge cards grow upwards: nothing at or below it moves, and nothing overlaps", () => {
  const cards = standing(someHeights(500));
  cards.cuts = cutsAbove(cards, 300, ORDER);
  cards.hinge = 300;
  const below = placesOf(cards, 300);
  standUp(cards, 299, ORDER);
  cards.heights[250] = 1_000;
  standUp(cards, 250, ORDER);
  standDown(cards, 300, ORDER);
  assert.deepEqual(placesOf(cards, 300), below);
  for (let column = 0; column < ORDER.columns; column++) {
    const inIt = Array.from({ length: 500 }, (_, at) => at).filter((at) => cards.columns[at] === column);
    for (const [n, at] of inIt.slice(1).entries()) {
      const before = inIt[n] ?? 0;
      const gap = (cards.tops[at] ?? 0) - (cards.tops[before] ?? 0) - (cards.heights[before] ?? 0);
      assert.ok(Math.abs(gap - ORDER.gap) < 1e-6, `${before} and ${at} are ${gap} px apart`);
    }
  }
  assert.equal(cards.top, Math.min(...cards.tops.slice(0, 500)));
});

test("the cards between two lines are all that reach there, found among those above a hinge too", () => {
  const cards = standing(someHeights(2_000));
  cards.cuts = cutsAbove(cards, 900, ORDER);
  cards.hinge = 900;
  standUp(cards, 899, ORDER);
  for (let from = cards.top; from < cards.bottom; from += 977) {
    const to = from + 1_500;
    const reaching = Array.from({ length: 2_000 }, (_, at) => at).filter((at) => {
      const top = cards.tops[at] ?? 0;
      return top < to && top + (cards.heights[at] ?? 0) > from;
    });
    const found = cardsBetween(cards, from, to);
    assert.deepEqual([found[0], found.at(-1)], [reaching[0], reaching.at(-1)]);
    assert.equal(found.length, (found.at(-1) ?? 0) - (found[0] ?? 0) + 1);
  }
});
