import assert from "node:assert/strict";
import { test } from "node:test";
import { IdIndex } from "../../src/app/restore/id-index.ts";
import { Spans } from "../../src/app/restore/spans.ts";
import { newId } from "../../src/core/ids.ts";
import { SeenHashes } from "../../src/wall/importing/seen-hashes.ts";

test("ids are found by the number they were added as, each once, however many there are", () => {
  const ids = Array.from({ length: 50_000 }, () => newId());
  const index = new IdIndex();
  for (const id of ids) assert.equal(index.add(id), true);
  for (const [number, id] of ids.entries()) {
    assert.equal(index.numberOf(id), number);
    assert.equal(index.add(id), false);
  }
  assert.equal(index.size, ids.length);
  for (let n = 0; n < 1_000; n += 1) assert.equal(index.has(newId()), false);
});

test("ids that differ in one digit alone, as somebody may choose them, are told apart", () => {
  const idOf = (n: number) => `${n.toString(16).padStart(8, "0")}-0000-7000-8000-000000000000`;
  const index = new IdIndex();
  for (let n = 0; n < 100_000; n += 1) assert.equal(index.add(idOf(n * 4_096)), true);
  assert.equal(index.numberOf(idOf(99_999 * 4_096)), 99_999);
  assert.equal(index.has(idOf(1)), false);
});

test("entries that share bytes are found in whatever order they are named", () => {
  const overlap = (...spans: [from: number, to: number][]) => {
    const all = new Spans();
    for (const [from, to] of spans) all.add(from, to);
    return all.overlap();
  };
  assert.equal(overlap(), false);
  assert.equal(overlap([0, 10], [10, 20], [25, 30]), false);
  assert.equal(overlap([0, 10], [9, 20]), true);
  assert.equal(overlap([20, 30], [0, 10], [10, 20]), false);
  assert.equal(overlap([20, 30], [0, 10], [10, 21]), true);
  const many = Array.from({ length: 5_000 }, (_, n): [number, number] => [n * 10, n * 10 + 10]);
  assert.equal(overlap(...many), false);
  assert.equal(overlap(...many.toReversed()), false);
  assert.equal(overlap(...many.toReversed(), [77, 78]), true);
});

test("what was seen is known by its hash, also when there is much of it", () => {
  const seen = new SeenHashes();
  const digest = (n: number) => n.toString(16).padStart(12, "0");
  for (let n = 0; n < 100_000; n += 1) seen.add(digest(n * 65_536), "hex");
  seen.add(digest(0), "hex");
  assert.equal(seen.size, 100_000);
  assert.ok(Array.from({ length: 100_000 }, (_, n) => n).every((n) => seen.has(digest(n * 65_536), "hex")));
  assert.equal(seen.has(digest(1), "hex"), false);
  seen.addText("sea");
  seen.addText("sea");
  assert.equal(seen.size, 100_001);
});
