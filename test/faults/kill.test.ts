import assert from "node:assert/strict";
import { test } from "node:test";
import { killRun } from "./kill-run.ts";

/** Each step that a kill interrupts is run in a child of its own; few at once keep this short. */
const FEW_AT_ONCE = { WORK_CONTENT: "2" };

test("a program killed twice while it reads pages keeps every promise", async (t) => {
  const kills = 2;
  const shares = 6;
  const { violations, running, items } = await killRun({
    seed: 1,
    shares,
    kills,
    settings: FEW_AT_ONCE,
    say: (line) => t.diagnostic(line),
  });
  assert.deepEqual(violations, []);
  assert.equal(items, shares);
  assert.equal(running.length, kills);
  assert.ok(running.every((steps) => steps > 0));
});
