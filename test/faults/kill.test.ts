import assert from "node:assert/strict";
import { test } from "node:test";
import { killRun } from "./kill-run.ts";

test("a program killed twice while it reads pages keeps every promise", async (t) => {
  const kills = 2;
  const shares = 8;
  const { violations, running, items } = await killRun({ seed: 1, shares, kills, say: (line) => t.diagnostic(line) });
  assert.deepEqual(violations, []);
  assert.equal(items, shares);
  assert.equal(running.length, kills);
  assert.ok(running.every((steps) => steps > 0));
});
