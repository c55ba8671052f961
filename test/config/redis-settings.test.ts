import assert from "node:assert/strict";
import { test } from "node:test";
import { SettingRefused } from "../../src/config/read.ts";
import { readSettings } from "../../src/config/settings.ts";

const TAKEN = [
  "redis://127.0.0.1",
  "redis://127.0.0.1:6379/3",
  "rediss://:a-secret@redis.example:6380/0",
  "redis://wall:a%2Fsecret@[::1]:6379",
];
const REFUSED = [
  "127.0.0.1:6379",
  "http://127.0.0.1:6379",
  "redis://",
  "redis://:a-secret@host/a-name",
  "redis://:a-secret@host?db=3",
];

test("a Redis is named by its address, with a password and the number of a database", () => {
  for (const address of TAKEN) assert.equal(readSettings({ REDIS_URL: address }).redisUrl, address);
  assert.equal(readSettings({}).redisUrl, null);
});

test("another address is refused by the name of the setting, without what it holds", () => {
  for (const address of REFUSED)
    assert.throws(
      () => readSettings({ REDIS_URL: address }),
      (error: Error) =>
        error instanceof SettingRefused && error.message.startsWith("REDIS_URL") && !error.message.includes("a-secret"),
      address,
    );
});

test("how often a provider is asked is a rate, and off unless it is set", () => {
  assert.equal(readSettings({}).aiRate, null);
  assert.deepEqual(readSettings({ AI_RATE: "50/60" }).aiRate, { points: 50, seconds: 60 });
  assert.throws(() => readSettings({ AI_RATE: "50 a minute" }), /^SettingRefused: AI_RATE/);
});
