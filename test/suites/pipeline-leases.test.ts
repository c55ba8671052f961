import assert from "node:assert/strict";
import { test } from "node:test";
import { openLedger } from "../../src/pipeline/ledger.ts";
import { settle } from "../../src/pipeline/settle.ts";
import { beatSteps, voidAllLeases } from "../../src/store/step-queue.ts";
import type { StepRow } from "../../src/store/tables.ts";
import { DIALECTS, on } from "../harness/databases.ts";
import { newWorkshop } from "../harness/new-workshop.ts";
import { silent } from "../harness/scripted-tools.ts";
import { until } from "../harness/until.ts";

const LEASE_MS = 60_000;
const LAMPS = { url: "https://estuary.example/lamps" };
const DONE_WITH_NOTHING = { kind: "skipped", why: "there was nothing to do" } as const;

test(
  "a worker that falls silent loses its step when the lease ends, and the step is suspect",
  await on("postgres"),
  async (t) => {
    const workshop = await newWorkshop(t, "postgres");
    const share = await workshop.share(LAMPS);
    const sweeper = workshop.sweeper();
    await workshop.claim("content", 1, { name: "gone" });

    workshop.clock.forward(LEASE_MS - 5_000);
    await sweeper.sweepSteps();
    assert.equal((await workshop.stepOf(share, "read")).state, "running", "the lease still holds");

    workshop.clock.forward(6_000);
    await sweeper.sweepSteps();
    const freed = await workshop.stepOf(share, "read");
    assert.deepEqual([freed.state, freed.crashes, freed.tries, freed.leased_by], ["ready", 1, 0, null]);
    const [taken] = await workshop.claim("content", 1, { name: "other" });
    assert.deepEqual([taken?.id, taken?.attempt, taken?.leased_by], [freed.id, 2, "other"]);
  },
);

test("a lease that ends again leaves a step suspect and no more", await on("postgres"), async (t) => {
  const workshop = await newWorkshop(t, "postgres");
  const share = await workshop.share(LAMPS);
  for (let silence = 0; silence < 5; silence++) {
    await workshop.claim("content", 1);
    workshop.clock.forward(LEASE_MS + 1_000);
    await workshop.sweeper().sweepSteps();
  }
  const step = await workshop.stepOf(share, "read");
  assert.deepEqual([step.state, step.crashes, step.attempt], ["ready", 1, 5]);
});

for (const dialect of DIALECTS)
  test(`who was thought dead and comes back settles nothing (${dialect})`, await on(dialect), async (t) => {
    const workshop = await newWorkshop(t, dialect);
    const share = await workshop.share(LAMPS);
    const [late] = await workshop.claim("content", 1, { name: "frozen" });
    assert.ok(late);
    if (dialect === "postgres") {
      workshop.clock.forward(LEASE_MS + 1_000);
      await workshop.sweeper().sweepSteps();
    } else await workshop.store.write(voidAllLeases);
    const settling = { step: late, outcome: DONE_WITH_NOTHING, staged: [] };
    assert.equal(await settle(workshop.deps, settling), false, "nobody holds it");
    await workshop.claim("content", 1, { name: "other" });
    assert.equal(await settle(workshop.deps, settling), false, "another holds it");
    const { state, attempt, leased_by } = await workshop.stepOf(share, "read");
    assert.deepEqual([state, attempt, leased_by], ["running", 2, "other"]);
  });

for (const dialect of DIALECTS)
  test(`who was thought dead and comes back pays for nothing any more (${dialect})`, await on(dialect), async (t) => {
    const workshop = await newWorkshop(t, dialect);
    await workshop.share({ text: "Boats at the quay" });
    const [late] = await workshop.claim("ai", 1, { name: "frozen" });
    assert.ok(late);
    const ledger = openLedger(workshop.store, { everybodyUsd6: null, personUsd6: null });
    const call = { person: late.person, item: late.item, provider: "claude", model: "a-model", highestUsd6: 100 };
    const reserve = (step: StepRow) => ledger.reserve({ ...call, step });
    assert.equal((await reserve(late)).kind, "reserved");
    await workshop.store.write(voidAllLeases);
    assert.deepEqual(await reserve(late), { kind: "step-lost" }, "nobody holds it");
    const [other] = await workshop.claim("ai", 1, { name: "other" });
    assert.deepEqual(await reserve(late), { kind: "step-lost" }, "another holds it");
    assert.equal((await reserve(other ?? late)).kind, "reserved");
    const calls = await workshop.store.reader.selectFrom("ai_calls").select("attempt").orderBy("attempt").execute();
    assert.deepEqual(
      calls.map(({ attempt }) => attempt),
      [1, 2],
    );
  });

test("a beat keeps a long step from ending its lease", await on("postgres"), async (t) => {
  const workshop = await newWorkshop(t, "postgres");
  const share = await workshop.share(LAMPS);
  const [held] = await workshop.claim("content", 1, { name: "slow" });
  for (let minute = 0; minute < 3; minute++) {
    workshop.clock.forward(45_000);
    const ours = await workshop.store.write((unit) =>
      beatSteps(unit, { worker: "slow", steps: [held?.id ?? ""], leaseMs: LEASE_MS }),
    );
    assert.deepEqual(ours, [{ id: held?.id, attempt: 1 }]);
    await workshop.sweeper().sweepSteps();
  }
  assert.equal((await workshop.stepOf(share, "read")).attempt, 1);
});

test("a worker beats by itself, and stops work that was taken from it", await on("postgres"), async (t) => {
  const workshop = await newWorkshop(t, "postgres");
  const share = await workshop.share(LAMPS);
  let aborted = false;
  const worker = workshop.worker({
    leaseMs: 400,
    web(request) {
      request.signal.addEventListener("abort", () => {
        aborted = true;
      });
      return silent(request);
    },
  });
  worker.start();
  const until0 = (
    await until("the step to run", async () => {
      const step = await workshop.stepOf(share, "read");
      return step.state === "running" && step;
    })
  ).leased_until;
  await until("a beat", async () => ((await workshop.stepOf(share, "read")).leased_until ?? 0) > (until0 ?? 0));

  await workshop.store.write((unit) =>
    unit.db
      .updateTable("steps")
      .set({ leased_by: "other", attempt: 2 })
      .where("run", "=", share.run)
      .where("name", "=", "read")
      .execute(),
  );
  await until("the work to stop", () => aborted);
  await until("its place to be free", () => worker.running() === 0);
  assert.equal((await workshop.stepOf(share, "read")).leased_by, "other");
});

test("the one process of SQLite frees what a predecessor held as soon as it starts", async (t) => {
  const workshop = await newWorkshop(t, "sqlite");
  const shares = [await workshop.share(LAMPS), await workshop.share({ url: "https://estuary.example/pilots" })];
  await workshop.claim("content", 2, { name: "a process that was killed" });
  assert.equal(await workshop.store.write(voidAllLeases), 2);
  for (const share of shares) {
    const { state, crashes, tries } = await workshop.stepOf(share, "read");
    assert.deepEqual([state, crashes, tries], ["ready", 1, 0]);
  }
});

test("on SQLite no lease ends by time, however far the clock jumps", async (t) => {
  const workshop = await newWorkshop(t, "sqlite");
  const share = await workshop.share(LAMPS);
  await workshop.claim("content", 1);
  workshop.clock.forward(24 * 3_600_000);
  await workshop.sweeper().sweepSteps();
  assert.equal((await workshop.stepOf(share, "read")).state, "running");
});
