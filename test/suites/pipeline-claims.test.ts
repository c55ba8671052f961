import assert from "node:assert/strict";
import { test } from "node:test";
import { newId } from "../../src/core/ids.ts";
import { PRIORITIES } from "../../src/core/steps.ts";
import { Ranks } from "../../src/pipeline/ranks.ts";
import { startRun } from "../../src/pipeline/start-run.ts";
import { insertRun } from "../../src/store/shares.ts";
import { insertStep } from "../../src/store/steps.ts";
import { DIALECTS, on } from "../harness/databases.ts";
import { newWorkshop, type Workshop } from "../harness/new-workshop.ts";
import { arrive } from "../harness/people.ts";

const CLAIMERS = 20;
const STEPS = 100;

/** Ready steps of one item with chosen places in the order; tells their ids as they were given. */
async function readySteps(
  workshop: Workshop,
  steps: readonly { priority: number; rank: number; lane?: "content" | "ai" }[],
): Promise<string[]> {
  const { item } = await workshop.share({ text: "the seven lamps" });
  await workshop.claim("ai", 1, { name: "the share's own" });
  return await workshop.store.write(async (unit) => {
    const ids: string[] = [];
    for (const { priority, rank, lane = "content" } of steps) {
      const run = newId();
      await insertRun(unit, { id: run, item: item ?? "", share: null, cause: "read", started_at: 0, ended_at: null });
      const step = {
        item: item ?? "",
        person: workshop.ada.id,
        share: null,
        run,
        name: "read",
        dueAtMs: null,
      } as const;
      ids.push(await insertStep(unit, { ...step, lane, priority, rank }));
    }
    return ids;
  });
}

for (const dialect of DIALECTS) {
  const options = await on(dialect);

  test(`twenty workers that claim at once take a hundred steps once each (${dialect})`, options, async (t) => {
    const workshop = await newWorkshop(t, dialect);
    const made = await readySteps(
      workshop,
      Array.from({ length: STEPS }, (_, rank) => ({ priority: 0, rank })),
    );
    // One pool of twenty connections is, to PostgreSQL, twenty claimers.
    const store = dialect === "postgres" ? workshop.another({ poolSize: CLAIMERS }) : workshop.store;
    const claimAll = async (name: string): Promise<string[]> => {
      const taken: string[] = [];
      for (;;) {
        const claimed = await workshop.claim("content", 3, { name, store });
        if (claimed.length === 0) return taken;
        assert.ok(claimed.every((step) => step.leased_by === name && step.attempt === 1 && step.state === "running"));
        taken.push(...claimed.map((step) => step.id));
      }
    };
    const taken = await Promise.all(Array.from({ length: CLAIMERS }, (_, n) => claimAll(`worker-${n}`)));
    assert.deepEqual(taken.flat().toSorted(), made.toSorted());
  });

  test(`steps go by priority, then by rank, and never from another lane (${dialect})`, options, async (t) => {
    const workshop = await newWorkshop(t, dialect);
    const [late, background, first, second] = await readySteps(workshop, [
      { priority: PRIORITIES.watched, rank: 30 },
      { priority: PRIORITIES.background, rank: 1 },
      { priority: PRIORITIES.watched, rank: 10 },
      { priority: PRIORITIES.watched, rank: 20 },
      { priority: PRIORITIES.watched, rank: 0, lane: "ai" },
    ]);
    const claimed = await workshop.claim("content", 3);
    assert.deepEqual(
      claimed.map((step) => step.id),
      [first, second, late],
    );
    assert.deepEqual(
      (await workshop.claim("content", 9)).map((step) => step.id),
      [background],
    );
  });

  test(`work in the background takes no more places than it may have (${dialect})`, options, async (t) => {
    const workshop = await newWorkshop(t, dialect);
    const [first, , , watched] = await readySteps(workshop, [
      { priority: PRIORITIES.background, rank: 1 },
      { priority: PRIORITIES.background, rank: 2 },
      { priority: PRIORITIES.background, rank: 3 },
      { priority: PRIORITIES.watched, rank: 9 },
    ]);
    const ids = async (limit: number, background: number) =>
      (await workshop.claim("content", limit, { background })).map(({ id }) => id);
    assert.deepEqual(await ids(3, 1), [watched, first]);
    assert.deepEqual(await ids(1, 0), []);
    assert.equal((await ids(9, 2)).length, 2);
  });

  test(`a thousand steps of Max do not keep Lin's one waiting (${dialect})`, options, async (t) => {
    const workshop = await newWorkshop(t, dialect);
    const [max, lin] = [await arrive(workshop.store, "Max"), await arrive(workshop.store, "Lin")];
    const { item } = await workshop.share({ text: "the seven lamps" });
    await workshop.claim("ai", 1, { name: "the share's own" });
    // All in one moment, Lin last, so that the clock has no say in it.
    await workshop.store.write(async (unit) => {
      const wanted = { item: item ?? "", share: null, cause: "read", priority: PRIORITIES.watched } as const;
      const steps = [{ name: "read", afterMs: 0 } as const];
      for (let n = 0; n < 1_000; n++) await startRun(unit, workshop.deps.ranks, { ...wanted, person: max.id, steps });
      await startRun(unit, workshop.deps.ranks, { ...wanted, person: lin.id, steps });
    });
    const claimed = await workshop.claim("content", 2);
    assert.deepEqual(claimed.map((step) => step.person).toSorted(), [max.id, lin.id].toSorted());
  });

  test(`a process that starts anew still knows who has much waiting (${dialect})`, options, async (t) => {
    const workshop = await newWorkshop(t, dialect);
    const max = await arrive(workshop.store, "Max");
    for (let n = 0; n < 30; n++) await workshop.share({ text: `record ${n} of Max` }, max);
    const before = (await workshop.claim("ai", 30)).at(-1)?.rank ?? 0;
    const rank = await workshop.store.write((unit) => new Ranks().next(unit, { person: max.id, lane: "ai" }));
    assert.ok(rank > before);
  });
}
