import assert from "node:assert/strict";
import { test } from "node:test";
import { DIALECTS, on } from "../harness/databases.ts";
import { importKillRun } from "./import-kill-run.ts";

for (const dialect of DIALECTS)
  test(
    `a program killed twice while it imports has every row in the end, and none twice (${dialect})`,
    await on(dialect),
    async (t) => {
      const { violations, takenAt } = await importKillRun({
        seed: 1,
        dialect,
        rows: 1_500,
        kills: 2,
        say: (line) => t.diagnostic(line),
      });
      assert.deepEqual(violations, []);
      assert.ok(
        takenAt.some((taken) => taken > 0 && taken < 1_500),
        "a kill in the midst of it",
      );
    },
  );
