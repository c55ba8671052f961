import assert from "node:assert/strict";
import { test } from "node:test";
import type { StepOutcome } from "../../src/core/steps.ts";
import { settle } from "../../src/pipeline/settle.ts";
import { startRun } from "../../src/pipeline/start-run.ts";
import { duplicatesOfItem } from "../../src/store/duplicates.ts";
import { findShare } from "../../src/store/shares.ts";
import type { ShareRow, StepRow } from "../../src/store/tables.ts";
import { DIALECTS, on } from "../harness/databases.ts";
import { newWorkshop, type Workshop } from "../harness/new-workshop.ts";

const ROUNDS = 5;
/** An analysis that brought nothing: enough for a step to be done. */
const DONE: StepOutcome<unknown> = {
  kind: "done",
  output: { made: null, again: true, wished: false, pace: "improve" },
};
const PICTURES: StepOutcome<unknown> = { kind: "done", output: { addresses: [], files: [] } };

async function held(workshop: Workshop, lane: "content" | "ai"): Promise<StepRow> {
  const [step] = await workshop.claim(lane, 1);
  return step ?? assert.fail(`nothing is ready in the lane ${lane}`);
}

const stateOf = async ({ store, ada }: Workshop, { id }: Pick<ShareRow, "id">) =>
  (await findShare(store.reader, { id, person: ada.id }))?.state;

const standing = async (workshop: Workshop, share: Pick<ShareRow, "run">) =>
  (await workshop.stepsOf(share)).map(({ name, state }) => `${name} ${state}`).toSorted();

for (const dialect of DIALECTS) {
  const options = await on(dialect);

  test(`a run ends with its last step, and its history tells both (${dialect})`, options, async (t) => {
    const workshop = await newWorkshop(t, dialect);
    const share = await workshop.share({ text: "Seven lamps stand in the estuary." });
    await settle(workshop.deps, { step: await held(workshop, "ai"), outcome: DONE, staged: [] });
    assert.equal(await stateOf(workshop, share), "completed");
    assert.deepEqual(await standing(workshop, share), ["analyze done", "finish done"]);
    const { started_at: startedAt, ended_at: endedAt } = await workshop.stepOf(share, "finish");
    assert.ok(startedAt !== null && endedAt !== null);
  });

  test(`a run whose analysis failed ends in a step of its own (${dialect})`, options, async (t) => {
    const workshop = await newWorkshop(t, dialect);
    const share = await workshop.share({ text: "Seven lamps stand in the estuary." });
    const failed = { kind: "failed", code: "internal", detail: "It broke.", retryable: false } as const;
    await settle(workshop.deps, { step: await held(workshop, "ai"), outcome: failed, staged: [] });
    assert.deepEqual(await standing(workshop, share), ["analyze failed", "finish ready"]);
  });

  test(
    `an item that has its words in common with another ends in a step of its own (${dialect})`,
    options,
    async (t) => {
      const workshop = await newWorkshop(t, dialect);
      const first = await workshop.share({ text: "Seven lamps stand in the estuary." });
      await settle(workshop.deps, { step: await held(workshop, "ai"), outcome: DONE, staged: [] });
      const second = await workshop.share({ text: "Seven lamps  stand in the estuary. " });
      await settle(workshop.deps, { step: await held(workshop, "ai"), outcome: DONE, staged: [] });
      assert.deepEqual(await standing(workshop, second), ["analyze done", "finish ready"]);
      const finish = await held(workshop, "content");
      await settle(workshop.deps, { step: finish, outcome: { kind: "done", output: null }, staged: [] });
      assert.equal(await stateOf(workshop, second), "completed");
      const pairs = await duplicatesOfItem(workshop.store.reader, second.item ?? "");
      assert.deepEqual(
        pairs.map(({ partner }) => partner),
        [first.item],
      );
    },
  );

  test(`equal texts that end at one moment find each other all the same (${dialect})`, options, async (t) => {
    const workshop = await newWorkshop(t, dialect);
    for (let round = 0; round < ROUNDS; round++) {
      const text = `Lamp number ${round} stands in the estuary.`;
      const shares = [await workshop.share({ text }), await workshop.share({ text })];
      const steps = await workshop.claim("ai", 2);
      assert.equal(steps.length, 2);
      await Promise.all(steps.map((step) => settle(workshop.deps, { step, outcome: DONE, staged: [] })));
      for (const step of await workshop.claim("content", 2))
        await settle(workshop.deps, { step, outcome: { kind: "done", output: null }, staged: [] });
      for (const share of shares) assert.equal(await stateOf(workshop, share), "completed");
      assert.equal((await duplicatesOfItem(workshop.store.reader, shares[0]?.item ?? "")).length, 1);
    }
  });

  test(`an analysis and pictures that end at one moment end the run once (${dialect})`, options, async (t) => {
    const workshop = await newWorkshop(t, dialect);
    for (let round = 0; round < ROUNDS; round++) {
      const share = await workshop.share({ text: `Lamp number ${round} stands in the estuary.` });
      const run = await workshop.store.write((unit) =>
        startRun(unit, workshop.deps.ranks, {
          item: share.item ?? "",
          person: workshop.ada.id,
          share: null,
          cause: "read",
          priority: 0,
          steps: [
            { name: "analyze", afterMs: 0 },
            { name: "images", afterMs: 0 },
          ],
        }),
      );
      const steps = [...(await workshop.claim("content", 2)), ...(await workshop.claim("ai", 2))];
      await Promise.all(
        steps.map((step) =>
          settle(workshop.deps, { step, outcome: step.name === "images" ? PICTURES : DONE, staged: [] }),
        ),
      );
      assert.deepEqual(await standing(workshop, { run }), ["analyze done", "finish done", "images done"]);
    }
  });
}
