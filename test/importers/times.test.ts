import assert from "node:assert/strict";
import { test } from "node:test";
import { readTime } from "../../src/importers/when.ts";

const NOW = Date.UTC(2026, 0, 15);
const NOON = Date.UTC(2023, 11, 31, 12, 0, 0);

const times: [value: unknown, ms: number | null][] = [
  [1_704_024_000, NOON],
  ["1704024000", NOON],
  ["1704024000.0", NOON],
  [1_704_024_000_000, NOON],
  ["1704024000000000", NOON],
  ["2023-12-31T12:00:00Z", NOON],
  ["2023-12-31T13:00:00+01:00", NOON],
  ["2023-12-31T13:00:00+0100", NOON],
  ["2023-12-31 12:00:00+00:00", NOON],
  ["2023-12-31T12:00:00.000000Z", NOON],
  ["2023/12/31 12:00", NOON],
  ["31.12.2023 12:00", NOON],
  ["31.12.2023, 12:00 Uhr", NOON],
  ["12/31/2023 12:00 PM", NOON],
  ["31/12/2023 12:00", NOON],
  ["31 Dec 2023 12:00:00 GMT", NOON],
  ["Sun, 31 Dec 2023 12:00:00 +0000", NOON],
  ["December 31, 2023 at 12:00 PM", NOON],
  ["31. Dezember 2023 12:00", NOON],
  ["20231231", Date.UTC(2023, 11, 31)],
  ["2023-12-31", Date.UTC(2023, 11, 31)],
  [0, null],
  [-1, null],
  ["", null],
  [null, null],
  [{}, null],
  ["soon", null],
  ["0000-00-00 00:00:00", null],
  ["2023-13-45", null],
  ["9999-12-31T23:59:59Z", null],
  [1e300, null],
  [Number.NaN, null],
  ["1".repeat(10_000), null],
  ["2023-12-31T99:99:99Z", null],
];
for (const [value, ms] of times)
  test(`${JSON.stringify(value)?.slice(0, 40)} is ${ms === null ? "no time" : new Date(ms).toISOString()}`, () => {
    assert.equal(readTime(value, NOW), ms);
  });
