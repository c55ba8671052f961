import assert from "node:assert/strict";
import { test } from "node:test";
import { newId } from "../../src/core/ids.ts";
import { LONGEST_POSITION, positionOf, positionsWithin } from "../../src/core/positions.ts";

const NOW = Date.UTC(2026, 10, 26, 21, 5, 14, 77);

/** Numbers from a seed: a failure tells the seed and happens again. */
function chances(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const came = (atMs: number, item = newId(atMs)) => positionOf({ position: null, sort_at: atMs, item });
const within = (above: string | null, below: string | null, count = 1, nowMs = NOW): string[] =>
  positionsWithin({ above, below }, count, nowMs) ?? [];
const byPosition = (a: string, b: string): number => (a < b ? 1 : a > b ? -1 : 0);

test("what nobody moved is ordered as by time, the newest first, and by its id within a millisecond", () => {
  const ids = Array.from({ length: 50 }, (_, n) => ({ sort_at: NOW - Math.floor(n / 5), item: newId(NOW) }));
  const byTime = ids.toSorted((a, b) => b.sort_at - a.sort_at || (a.item < b.item ? 1 : -1));
  const byHand = ids.toSorted((a, b) => byPosition(came(a.sort_at, a.item), came(b.sort_at, b.item)));
  assert.deepEqual(byHand, byTime);
  assert.equal(positionOf({ position: "17", sort_at: 1, item: newId() }), "17");
});

for (const seed of [1, 2, 3, 4, 5])
  test(`after any two thousand moves the order of the texts is the order of the moves (seed ${seed})`, () => {
    const chance = chances(seed);
    let nowMs = NOW;
    let wall = Array.from({ length: 40 }, (_, n) => came(NOW - n * chance(90_000)))
      .toSorted(byPosition)
      .map((position, name) => ({ name, position }));
    for (let move = 0; move < 2_000; move++) {
      nowMs += chance(3);
      const count = 1 + chance(3);
      const from = chance(wall.length - count);
      const moved = wall.slice(from, from + count);
      const others = wall.toSpliced(from, count);
      const to = chance(4) === 0 ? chance(2) * others.length : chance(others.length + 1);
      const [above, below] = [others[to - 1]?.position ?? null, others[to]?.position ?? null];
      const positions = within(above, below, count, nowMs);
      assert.equal(positions.length, count);
      wall = others.toSpliced(to, 0, ...moved.map(({ name }, n) => ({ name, position: positions[n] ?? "" })));
      const told = wall.map(({ position }) => position);
      assert.deepEqual(told.toSorted(byPosition), told, `move ${move}: ${count} to ${to}`);
      assert.equal(new Set(told).size, told.length);
      assert.ok(told.every((position) => position.length > 0 && !position.endsWith("-")));
    }
  });

test("what comes after something was moved to the top stands above it, however often that was", () => {
  let top = came(NOW);
  for (let n = 0; n < 500; n++) {
    const [moved = ""] = within(null, top, 1, NOW + n);
    assert.ok(moved > top && moved < came(NOW + n + 1));
    top = moved;
  }
  assert.ok(top.length <= LONGEST_POSITION);
});

test("a clock that was set back puts nothing below: the top is the top", () => {
  const top = came(NOW);
  const [moved = ""] = within(null, top, 1, NOW - 3_600_000);
  assert.ok(moved > top);
  assert.ok(moved < came(NOW + 2), "and what comes a moment later comes above it");
});

test("ten thousand moves to the end make no position longer than a moment", () => {
  let end = came(NOW);
  for (let n = 0; n < 10_000; n++) {
    const [moved = ""] = within(end, null);
    assert.ok(moved < end && moved.length <= 14, moved);
    end = moved;
  }
});

test("below the very first moment there is room as well", () => {
  let end = came(0);
  for (let n = 0; n < 200; n++) {
    const [moved = ""] = within(end, null);
    assert.ok(moved < end && moved !== "");
    end = moved;
  }
});

test("into one and the same gap go three hundred things before a position is too long", () => {
  const above = came(NOW);
  let below = came(NOW, `${newId(NOW).slice(0, -1)}0`);
  if (below > above) below = came(NOW - 1);
  for (let n = 0; n < 300; n++) {
    const [moved = ""] = within(above, below);
    assert.ok(moved < above && moved > below && moved.length <= LONGEST_POSITION, `${n}: ${moved.length}`);
    below = moved;
  }
});

test("five hundred things put into a gap at once stand evenly, in positions that are hardly longer", () => {
  const [above, below] = [came(NOW), came(NOW - 1)];
  const positions = within(above, below, 500);
  assert.deepEqual(positions.toSorted(byPosition), positions);
  assert.ok(positions.every((position) => position < above && position > below));
  assert.ok(Math.max(...positions.map(({ length }) => length)) <= 20);
});

test("between two of the same position nothing lies, and that is said", () => {
  assert.equal(positionsWithin({ above: "17V", below: "17V" }, 1, NOW), null);
  assert.equal(positionsWithin({ above: "17", below: "18" }, 1, NOW), null);
  assert.deepEqual(positionsWithin({ above: null, below: null }, 0, NOW), []);
  assert.equal(positionsWithin({ above: null, below: null }, 3, NOW)?.length, 3);
});
