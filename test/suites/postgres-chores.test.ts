import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "kysely";
import { newId } from "../../src/core/ids.ts";
import { Chores } from "../../src/pipeline/chores.ts";
import { Sweeper, UNKEPT_AFTER_MS } from "../../src/pipeline/sweeper.ts";
import { stageFile } from "../../src/store/files.ts";
import { on } from "../harness/databases.ts";
import { newWorkshop } from "../harness/new-workshop.ts";
import { until } from "../harness/until.ts";

const options = await on("postgres");
const WORKERS = ["one", "two", "three"] as const;
const TICKS = 12;
const TICK_MS = 2_000;
const HOLD_MS = 15_000;

test("of three workers one does a chore, tick after tick, and another one when it is gone", options, async (t) => {
  const { store, another, deps, clock } = await newWorkshop(t, "postgres");
  const workers = WORKERS.map((worker) => ({ worker, store: another(), chores: new Chores({ ...deps, worker }) }));
  async function tick(present: typeof workers): Promise<string[]> {
    const did = await Promise.all(
      present.map(async (one) =>
        (await one.store.write((unit) => one.chores.holds(unit, "batches"))) ? one.worker : null,
      ),
    );
    clock.forward(TICK_MS);
    return did.filter((worker) => worker !== null);
  }
  const done: string[] = [];
  for (let n = 0; n < TICKS; n++) done.push(...(await tick(workers)));
  const [holder] = done;
  assert.deepEqual(
    done,
    Array.from({ length: TICKS }, () => holder),
    "once a tick, by the same one",
  );
  const others = workers.filter(({ worker }) => worker !== holder);
  assert.deepEqual(await tick(others), [], "it may only be slow");
  clock.forward(HOLD_MS);
  const [heir, ...more] = await tick(others);
  assert.ok(heir !== undefined && more.length === 0);
  assert.deepEqual(await tick(workers), [heir], "who comes back finds it taken");
  const { rows } = await sql<{ chores: number }>`select count(*) as chores from chores`.execute(store.reader);
  assert.equal(rows[0]?.chores, 1);
});

test("a chore that takes longer than a hold is not begun by another meanwhile", options, async (t) => {
  const { store, another, deps } = await newWorkshop(t, "postgres");
  const holdMs = 400;
  const [slow, other] = [
    new Chores({ ...deps, worker: "slow", holdMs }),
    new Chores({ ...deps, worker: "other", holdMs }),
  ];
  const beside = another();
  const ended = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  const done: string[] = [];
  const first = slow.ours(store, "batches", async () => {
    done.push("slow");
    begun.resolve();
    await ended.promise;
  });
  await begun.promise;
  const startedAt = performance.now();
  while (performance.now() - startedAt < 3 * holdMs)
    await other.ours(beside, "batches", () => Promise.resolve(done.push("other")));
  assert.deepEqual(done, ["slow"]);
  ended.resolve();
  await first;
  await until("the other to have it", async () => {
    await other.ours(beside, "batches", () => Promise.resolve(done.push("other")));
    return done.length > 1;
  });
});

test("three sweepers at once remove each file once and mend each share once", options, async (t) => {
  const workshop = await newWorkshop(t, "postgres");
  const removed: string[] = [];
  const files = {
    ...workshop.deps.files,
    remove: async (key: string) => {
      removed.push(key);
      await workshop.deps.files.remove(key);
    },
  };
  const keys: string[] = [];
  for (let n = 0; n < 20; n++) {
    const file = { id: newId(), owner: workshop.ada.id, role: "original", type: "text/plain", name: null } as const;
    keys.push(await workshop.store.write((unit) => stageFile(unit, file)));
  }
  const stranded = await workshop.share({ text: "a thought that nobody would finish" });
  await workshop.store.write((unit) => unit.db.deleteFrom("steps").execute());
  workshop.clock.forward(UNKEPT_AFTER_MS + 1_000);
  const sweepers = WORKERS.map((worker) => new Sweeper({ ...workshop.deps, store: workshop.another(), files, worker }));
  await Promise.all(sweepers.map((sweeper) => sweeper.removeUnkeptFiles()));
  await Promise.all(sweepers.map((sweeper) => sweeper.mendStrandedShares()));
  await Promise.all(sweepers.map((sweeper) => sweeper.sweepSteps()));
  assert.deepEqual(removed.toSorted(), keys.toSorted());
  const mended = workshop.logged.filter(({ event }) => event === "share-mended");
  assert.deepEqual(
    mended.map(({ facts }) => facts["share"]),
    [stranded.id],
  );
  assert.equal((await workshop.stepsOf(stranded)).length, 1);
});
