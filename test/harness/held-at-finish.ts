import assert from "node:assert/strict";
import { settle } from "../../src/pipeline/settle.ts";
import type { ShareRow, StepRow } from "../../src/store/tables.ts";
import type { Workshop } from "./new-workshop.ts";

/** Ends every step of the only share that is worked on until `finish`, which is held. */
export async function heldAtFinish(workshop: Workshop, { run }: ShareRow): Promise<StepRow> {
  for (let n = 0; n < 3; n++)
    for (const lane of ["content", "ai"] as const) {
      const [step] = await workshop.claim(lane, 1);
      if (!step) continue;
      assert.equal(step.run, run);
      if (step.name === "finish") return step;
      await settle(workshop.deps, { step, outcome: { kind: "skipped", why: "not needed here" }, staged: [] });
    }
  return assert.fail("the run never came to its end");
}
