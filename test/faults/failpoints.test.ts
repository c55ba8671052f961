import assert from "node:assert/strict";
import { test } from "node:test";
import { FAILPOINTS, type Failpoint } from "../../src/core/failpoint.ts";
import { dieAt, failpointRun } from "./failpoint-run.ts";
import { openFaultRun } from "./fault-run.ts";

/** Each step that a death interrupts is run in a child of its own; few at once keep this short. */
const FEW_AT_ONCE = { WORK_CONTENT: "2", WORK_AI: "1" };

/**
 * Visited at the first start, while rows move, where a provider is asked, in imports, acts, backups, restores and removals: those have runs
 * or tests of their own.
 */
const ELSEWHERE: readonly Failpoint[] = [
  "in-migration",
  "in-move",
  "model-answered",
  "vectors-answered",
  "batch-handed-in",
  "import-rows-taken",
  "import-rows-undone",
  "act-items-changed",
  "act-items-undone",
  "in-restore",
  "in-backup",
  "in-removal",
];

test("a program that dies once at every place keeps every promise", async (t) => {
  const run = await openFaultRun({ seed: 1, settings: FEW_AT_ONCE, say: (line) => t.diagnostic(line) });
  try {
    const sending: Promise<unknown>[] = [];
    for (const place of FAILPOINTS.filter((place) => !ELSEWHERE.includes(place))) {
      const killed = await dieAt(run, { place, nth: 1 }, sending);
      t.diagnostic(`${place}: ${killed.running.length} steps running`);
    }
    await run.wall.start();
    await Promise.all(sending);
    assert.deepEqual(await run.judge(), []);
  } finally {
    await run.close();
  }
});

test("a program that dies in its first migration starts afterwards as if nothing had been", async () => {
  const { violations } = await failpointRun({ seed: 1, place: "in-migration", kills: 1 });
  assert.deepEqual(violations, []);
});
