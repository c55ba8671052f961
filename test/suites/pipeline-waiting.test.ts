import assert from "node:assert/strict";
import { test } from "node:test";
import type { StepName } from "../../src/contract/shares.ts";
import type { StepOutcome } from "../../src/core/steps.ts";
import { settle } from "../../src/pipeline/settle.ts";
import { startRun } from "../../src/pipeline/start-run.ts";
import { wakeDueSteps } from "../../src/store/step-queue.ts";
import type { Store } from "../../src/store/store.ts";
import { DIALECTS, on } from "../harness/databases.ts";
import { newWorkshop, type Workshop } from "../harness/new-workshop.ts";
import { answerOf, readable, type WebScript } from "../harness/scripted-tools.ts";
import { until } from "../harness/until.ts";

const BROKEN: StepOutcome<unknown> = { kind: "failed", code: "page-unavailable", detail: "", retryable: true };

/** How long each step waits after its first, second, … failed attempt when the jitter draws its highest; then it has failed. */
const HIGHEST_DELAYS_MS: Record<StepName, readonly number[]> = {
  read: [2_000, 8_000],
  files: [2_000],
  glance: [],
  images: [2_000],
  analyze: [2_000, 8_000],
  finish: [500, 2_000, 8_000, 32_000],
};

/** The same store; tells the time of its latest unit. */
function telling(store: Store): { store: Store; nowMs: () => number } {
  let nowMs = 0;
  const write: Store["write"] = (work) =>
    store.write((unit) => {
      nowMs = unit.nowMs;
      return work(unit);
    });
  return { store: { ...store, write }, nowMs: () => nowMs };
}

/** A run of one step alone, claimed. */
async function claimedAlone({ store, deps, ada, share, claim }: Workshop, name: StepName) {
  const { item } = await share({ text: `a word for ${name}` });
  await claim("ai", 1, { name: "the share's own" });
  const wanted = { item: item ?? "", person: ada.id, share: null, cause: "retry", priority: 0 } as const;
  const run = await store.write((unit) => startRun(unit, deps.ranks, { ...wanted, steps: [{ name, afterMs: 0 }] }));
  return { run };
}

for (const dialect of DIALECTS) {
  const options = await on(dialect);

  for (const [name, delays] of Object.entries(HIGHEST_DELAYS_MS) as [StepName, readonly number[]][])
    test(
      `${name} may fail ${delays.length + 1} times and waits as its table says in between (${dialect})`,
      options,
      async (t) => {
        t.mock.method(Math, "random", () => 1 - Number.EPSILON);
        const workshop = await newWorkshop(t, dialect);
        const { store, nowMs } = telling(workshop.store);
        const run = await claimedAlone(workshop, name);
        for (const [failed, delayMs] of [...delays, null].entries()) {
          const lane = name === "glance" || name === "analyze" ? "ai" : "content";
          const [step] = await workshop.claim(lane, 1);
          assert.ok(step);
          await settle({ ...workshop.deps, store }, { step, outcome: BROKEN, staged: [] });
          const settled = await workshop.stepOf(run, name);
          assert.deepEqual(
            [settled.tries, settled.state, settled.due_at],
            delayMs === null ? [failed + 1, "failed", null] : [failed + 1, "waiting", nowMs() + delayMs],
          );
          workshop.clock.forward(delayMs ?? 0);
          await workshop.store.write((unit) => wakeDueSteps(unit, 10));
        }
      },
    );

  test(`a site that says when to come back is not asked earlier (${dialect})`, options, async (t) => {
    t.mock.method(Math, "random", () => 0);
    const workshop = await newWorkshop(t, dialect);
    const { store, nowMs } = telling(workshop.store);
    const share = await workshop.share({ url: "https://estuary.example/lamps" });
    const [step] = await workshop.claim("content", 1);
    assert.ok(step);
    await settle({ ...workshop.deps, store }, { step, outcome: { ...BROKEN, retryAfterMs: 17_000 }, staged: [] });
    assert.equal((await workshop.stepOf(share, "read")).due_at, nowMs() + 17_000);
  });

  test(`a waiting step wakes when it is due, and not before (${dialect})`, options, async (t) => {
    t.mock.method(Math, "random", () => 0.5);
    const workshop = await newWorkshop(t, dialect);
    let asked = 0;
    const web: WebScript = (request) =>
      asked++ === 0 ? Promise.resolve(answerOf(request, 503, 30_000)) : readable(request);
    const share = await workshop.share({ url: "https://estuary.example/lamps" });
    workshop.worker({ web }).start();
    const sweeper = workshop.sweeper();
    await until("the step to wait", async () => (await workshop.stepOf(share, "read")).state === "waiting");
    workshop.clock.forward(25_000);
    await sweeper.sweepSteps();
    assert.equal((await workshop.stepOf(share, "read")).state, "waiting");
    workshop.clock.forward(6_000);
    await sweeper.sweepSteps();
    await workshop.once(share, "completed");
    assert.deepEqual([asked, (await workshop.stepOf(share, "read")).tries], [2, 1]);
  });

  test(`a wait for a busy site costs no try (${dialect})`, options, async (t) => {
    const workshop = await newWorkshop(t, dialect);
    const share = await workshop.share({ url: "https://estuary.example/lamps" });
    for (let turn = 0; turn < 6; turn++) {
      const [step] = await workshop.claim("content", 1);
      assert.ok(step);
      const outcome = { kind: "waiting", why: "the site rests", delayMs: 3_000 } as const;
      await settle(workshop.deps, { step, outcome, staged: [] });
      assert.deepEqual(
        [(await workshop.stepOf(share, "read")).state, (await workshop.stepOf(share, "read")).tries],
        ["waiting", 0],
      );
      workshop.clock.forward(3_001);
      await workshop.sweeper().sweepSteps();
    }
  });

  test(
    `a share that no step would ever end is mended, once, and logged as a fault (${dialect})`,
    options,
    async (t) => {
      const workshop = await newWorkshop(t, dialect);
      const share = await workshop.share({ url: "https://estuary.example/lamps" });
      const strand = workshop.store.write((unit) => unit.db.updateTable("steps").set({ state: "done" }).execute());
      await strand;
      const sweeper = workshop.sweeper();
      await sweeper.mendStrandedShares();
      assert.equal((await workshop.stepsOf(share)).length, 2, "it may only be a transaction under way");

      workshop.clock.forward(31_000);
      await Promise.all([sweeper.mendStrandedShares(), sweeper.mendStrandedShares()]);
      const mended = workshop.logged.filter(({ event }) => event === "share-mended");
      assert.deepEqual(
        mended.map(({ facts }) => [facts["share"], facts["next"]]),
        [[share.id, "analyze"]],
      );
      workshop.worker().start();
      await workshop.once(share, "completed");
    },
  );

  test(`a share beyond mending ends as an error, and its wall hears of it (${dialect})`, options, async (t) => {
    const workshop = await newWorkshop(t, dialect);
    const share = await workshop.share({ text: "the seven lamps" });
    const clock = () => workshop.store.reader.selectFrom("wall_clocks").select("clock").executeTakeFirstOrThrow();
    const before = await clock();
    await workshop.store.write((unit) => unit.db.updateTable("shares").set({ run: null }).execute());
    workshop.clock.forward(31_000);
    await workshop.sweeper().mendStrandedShares();
    assert.equal((await workshop.once(share, "error")).error_code, "stranded");
    assert.ok((await clock()).clock > before.clock);
  });

  test(`when every doorbell is lost, work is only a look later (${dialect})`, options, async (t) => {
    t.mock.timers.enable({ apis: ["setInterval"] });
    const workshop = await newWorkshop(t, dialect);
    const deaf = { ring() {}, onRing: () => () => {}, close: () => Promise.resolve() };
    const worker = workshop.worker({ queue: deaf });
    worker.start();
    const shares = await Promise.all(
      Array.from({ length: 12 }, (_, n) =>
        workshop.share(n % 2 ? { text: `word ${n}` } : { url: `https://estuary.example/${n}` }),
      ),
    );
    const unfinished = workshop.store.reader.selectFrom("shares").select("id").where("state", "<>", "completed");
    await until("every share to be completed", async () => {
      t.mock.timers.tick(1_000);
      return (await unfinished.execute()).length === 0;
    });
    assert.equal(shares.length, 12);
    assert.deepEqual(
      workshop.logged.filter(({ event }) => event === "share-mended"),
      [],
    );
  });
}
