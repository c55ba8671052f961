import assert from "node:assert/strict";
import { test } from "node:test";
import type { StepOutcome } from "../../src/core/steps.ts";
import { settle } from "../../src/pipeline/settle.ts";
import { startRun } from "../../src/pipeline/start-run.ts";
import type { Store } from "../../src/store/store.ts";
import type { ShareRow, StepRow } from "../../src/store/tables.ts";
import { DIALECTS, on } from "../harness/databases.ts";
import { newWorkshop, type Workshop } from "../harness/new-workshop.ts";
import { pausingBeforeCommit, rendezvous, withoutRowLocks } from "../harness/paused-store.ts";

const ROUNDS = 5;
const FAILED: StepOutcome<unknown> = { kind: "failed", code: "page-gone", detail: "It is gone.", retryable: false };
const SKIPPED: StepOutcome<unknown> = { kind: "skipped", why: "there is nothing to do" };

/** A share whose item is read and has files looked at by two workers, each of which holds one of the two steps. */
async function heldByTwo(
  workshop: Workshop,
  { withShare }: { withShare: boolean },
): Promise<{ run: string; held: StepRow[] }> {
  const { deps, ada, store } = workshop;
  const share = await workshop.share({ text: "the seven lamps" });
  const run = await store.write((unit) =>
    startRun(unit, deps.ranks, {
      item: share.item ?? "",
      person: ada.id,
      share: withShare ? share.id : null,
      cause: "read",
      priority: 0,
      steps: [
        { name: "read", afterMs: 0 },
        { name: "files", afterMs: 0 },
        { name: "glance", afterMs: 3_000 },
      ],
    }),
  );
  const [one] = await workshop.claim("content", 1, { name: "one" });
  const [two] = await workshop.claim("content", 1, { name: "two" });
  return { run, held: [one, two].filter((step) => step !== undefined) };
}

/** Both settle at once, each on its own pool; each waits before its COMMIT until the other waits too. */
async function settleTogether(
  workshop: Workshop,
  held: readonly StepRow[],
  { outcome, seenThrough }: { outcome: StepOutcome<unknown>; seenThrough: (store: Store) => Store },
): Promise<void> {
  const meet = rendezvous(workshop.store.reader, held.length);
  await Promise.all(
    held.map((step) => {
      const store = pausingBeforeCommit(seenThrough(workshop.another({ poolSize: 1 })), meet);
      return settle({ ...workshop.deps, store }, { step, outcome, staged: [] });
    }),
  );
}

const analyzesOf = async (workshop: Workshop, run: string): Promise<number> =>
  (await workshop.stepsOf({ run })).filter((step) => step.name === "analyze").length;

for (const { withShare, outcome } of [
  { withShare: true, outcome: SKIPPED },
  { withShare: true, outcome: FAILED },
  { withShare: false, outcome: FAILED },
])
  test(
    `two workers that settle read and files at one moment make analyze once (${outcome.kind}, ${withShare ? "of a share" : "of no share"})`,
    await on("postgres"),
    async (t) => {
      const workshop = await newWorkshop(t, "postgres");
      for (let round = 0; round < ROUNDS; round++) {
        const { run, held } = await heldByTwo(workshop, { withShare });
        await settleTogether(workshop, held, { outcome, seenThrough: (store) => store });
        assert.equal(await analyzesOf(workshop, run), 1);
      }
    },
  );

test(
  "without the lock on the item the same moment leaves analyze unmade: the lock is what holds",
  await on("postgres"),
  async (t) => {
    const workshop = await newWorkshop(t, "postgres");
    const { run, held } = await heldByTwo(workshop, { withShare: false });
    await settleTogether(workshop, held, { outcome: FAILED, seenThrough: withoutRowLocks });
    assert.equal(await analyzesOf(workshop, run), 0);
  },
);

for (const dialect of DIALECTS)
  test(
    `whichever of read and files ends last makes analyze, once, and finish only follows analyze (${dialect})`,
    await on(dialect),
    async (t) => {
      const workshop = await newWorkshop(t, dialect);
      for (const order of [0, 1]) {
        const { run, held } = await heldByTwo(workshop, { withShare: true });
        const [first, second] = order === 0 ? held : held.toReversed();
        assert.ok(first && second);
        await settle(workshop.deps, { step: first, outcome: FAILED, staged: [] });
        assert.equal(await analyzesOf(workshop, run), 0, "it waits for the other");
        await settle(workshop.deps, { step: second, outcome: SKIPPED, staged: [] });
        const names = (await workshop.stepsOf({ run })).map((step) => step.name);
        assert.deepEqual(names.toSorted(), ["analyze", "files", "glance", "read"]);
      }
    },
  );

for (const dialect of DIALECTS)
  test(`settling one attempt twice counts once (${dialect})`, await on(dialect), async (t) => {
    const workshop = await newWorkshop(t, dialect);
    const share: ShareRow = await workshop.share({ url: "https://estuary.example/lamps" });
    const [step] = await workshop.claim("content", 1);
    assert.ok(step);
    const settling = { step, outcome: FAILED, staged: [] };
    assert.deepEqual(await Promise.all([settle(workshop.deps, settling), settle(workshop.deps, settling)]), [
      true,
      false,
    ]);
    assert.equal(await analyzesOf(workshop, share.run ?? ""), 1);
    assert.deepEqual(workshop.logged.filter(({ event }) => event === "step-lost").length, 1);
  });
