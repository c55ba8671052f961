import assert from "node:assert/strict";
import { test } from "node:test";
import { setImmediate as turn } from "node:timers/promises";
import { Turnstile } from "../../src/core/turnstile.ts";

const NEVER = new AbortController().signal;

test("so many are inside at once, and the others come in their order", async () => {
  const turnstile = new Turnstile(2);
  const inside: number[] = [];
  const ways = new Map<number, () => void>();
  const all = [0, 1, 2, 3, 4].map(async (n) => {
    ways.set(n, await turnstile.enter(NEVER));
    inside.push(n);
  });
  await turn();
  assert.deepEqual(inside, [0, 1]);
  for (const [out, expected] of [
    [1, [0, 1, 2]],
    [0, [0, 1, 2, 3]],
    [2, [0, 1, 2, 3, 4]],
  ] as const) {
    ways.get(out)?.();
    await turn();
    assert.deepEqual(inside, expected);
  }
  for (const n of [3, 4]) ways.get(n)?.();
  await Promise.all(all);
  const again = await Promise.all([turnstile.enter(NEVER), turnstile.enter(NEVER)]);
  assert.equal(again.length, 2, "both places are free again");
});

test("who gives up while waiting takes no place", async () => {
  const turnstile = new Turnstile(1);
  const leave = await turnstile.enter(NEVER);
  const tired = new AbortController();
  const given = assert.rejects(turnstile.enter(tired.signal), { message: "tired" });
  const patient = turnstile.enter(NEVER);
  tired.abort(new Error("tired"));
  await given;
  leave();
  (await patient)();
  await assert.rejects(turnstile.enter(tired.signal), { message: "tired" });
  (await turnstile.enter(NEVER))();
});
