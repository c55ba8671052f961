import assert from "node:assert/strict";
import { test } from "node:test";
import { idSequence, idTimeMs, isId, newId } from "../../src/core/ids.ts";

const NOON_MS = 1_760_000_000_000;
const HOUR_MS = 3_600_000;

test("100,000 ids in one process ascend strictly and are unique", () => {
  const ids = Array.from({ length: 100_000 }, () => newId());
  assert.equal(new Set(ids).size, ids.length);
  assert.ok(ids.every((id, at) => at === 0 || ids[at - 1]! < id));
});

test("100,000 ids within one millisecond ascend strictly, carrying into the next ones", () => {
  const next = idSequence();
  const ids = Array.from({ length: 100_000 }, () => next(NOON_MS));
  assert.ok(ids.every((id, at) => at === 0 || ids[at - 1]! < id));
  assert.ok(idTimeMs(ids.at(-1)!) - NOON_MS <= 100_000 / 2_048);
});

test("ids still ascend when the clock goes back an hour, and follow it once it has caught up", () => {
  const next = idSequence();
  const before = next(NOON_MS);
  const after = next(NOON_MS - HOUR_MS);
  assert.ok(before < after);
  assert.equal(idTimeMs(after), NOON_MS);
  const later = next(NOON_MS + 1);
  assert.ok(after < later);
  assert.equal(idTimeMs(later), NOON_MS + 1);
});

test("every id says version 7 and the variant of RFC 9562", () => {
  for (let n = 0; n < 1_000; n += 1) {
    const id = newId();
    assert.equal(id[14], "7");
    assert.match(id[19]!, /[89ab]/);
    assert.equal(id.length, 36);
  }
});

test("an id carries the time at which it was made", () => {
  for (const ms of [0, 1, NOON_MS, 2 ** 48 - 1]) assert.equal(idTimeMs(idSequence()(ms)), ms);
  assert.equal(idTimeMs(idSequence()(NOON_MS + 0.9)), NOON_MS);
});

test("a time that 48 bits cannot hold is a fault", () => {
  for (const ms of [-1, 2 ** 48, Number.NaN, Number.POSITIVE_INFINITY]) assert.throws(() => newId(ms), RangeError);
});

test("two sequences of the same millisecond make different ids", () => {
  assert.notEqual(idSequence()(NOON_MS), idSequence()(NOON_MS));
});

test("only a version 7 UUID in lower case is an id", () => {
  const good = "01998f3c-5e00-7abc-8def-0123456789ab";
  assert.ok(isId(good));
  for (const bad of [
    good.toUpperCase(),
    "01998f3c-5e00-4abc-8def-0123456789ab",
    "01998f3c-5e00-7abc-cdef-0123456789ab",
    good.replaceAll("-", ""),
    `${good}\n`,
    ` ${good}`,
    "",
    null,
    7,
    {},
  ]) {
    assert.equal(isId(bad), false, String(bad));
  }
});
