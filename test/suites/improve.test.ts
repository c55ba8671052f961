import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import type { Chain } from "../../src/ai/chain.ts";
import type { Link } from "../../src/ai/understand.ts";
import { type Begun, improveSome } from "../../src/pipeline/improve.ts";
import { settle } from "../../src/pipeline/settle.ts";
import { wantBetter, wantsBetter } from "../../src/store/analyses.ts";
import { DIALECTS, on, type TestDialect } from "../harness/databases.ts";
import { newWorkshop, type Workshop } from "../harness/new-workshop.ts";
import { scriptedTools } from "../harness/scripted-tools.ts";

const MINUTE_MS = 60_000;

/** A provider that is there and costs nothing; nobody asks it here. */
const LINK = { line: { isResting: () => false, provider: { batches: null } }, price: null } as unknown as Link;

interface Bench extends Workshop {
  /** The item of a share whose analysis is a stand-in. */
  readonly item: string;
  improve(): Promise<number>;
  /** Ends the improvement under way as one that could not be had. */
  fail(again: boolean): Promise<void>;
  wanted(): Promise<boolean>;
}

async function newBench(t: TestContext, dialect: TestDialect): Promise<Bench> {
  const workshop = await newWorkshop(t, dialect);
  const { store, deps } = workshop;
  const worker = workshop.worker();
  worker.start();
  const share = await workshop.share({ text: "Seven lamps stand in the estuary." });
  await workshop.once(share, "completed");
  await worker.stop(1_000);
  const item = share.item ?? "";
  await store.write((unit) => wantBetter(unit, item, true));
  const { chain } = scriptedTools(deps.files, () => Promise.reject(new Error("nothing is fetched here")));
  const begun: Begun = new Map();
  const improved: Chain = { ...chain, links: [LINK] };
  return {
    ...workshop,
    item,
    improve: () => improveSome({ ...deps, chain: improved }, begun),
    async fail(again) {
      const output = { made: null, again, wished: false, pace: "improve" };
      for (const outcome of [{ kind: "done", output } as const, { kind: "done", output: null } as const]) {
        const [step] = [...(await workshop.claim("ai", 1)), ...(await workshop.claim("content", 1))];
        assert.ok(step);
        await settle(deps, { step, outcome, staged: [] });
      }
    },
    wanted: () => wantsBetter(store.reader, item),
  };
}

for (const dialect of DIALECTS) {
  const options = await on(dialect);

  test(
    `a better analysis is wanted for as long as it is looked for, by one run at a time (${dialect})`,
    options,
    async (t) => {
      const bench = await newBench(t, dialect);
      assert.equal(await bench.improve(), 1);
      assert.equal(await bench.wanted(), true);
      bench.clock.forward(60 * MINUTE_MS);
      assert.equal(await bench.improve(), 0, "it is under way");
    },
  );

  test(
    `an improvement that brought nothing is tried again after a while, not every moment (${dialect})`,
    options,
    async (t) => {
      const bench = await newBench(t, dialect);
      assert.equal(await bench.improve(), 1);
      await bench.fail(true);
      assert.equal(await bench.wanted(), true);
      assert.equal(await bench.improve(), 0);
      bench.clock.forward(11 * MINUTE_MS);
      assert.equal(await bench.improve(), 1);
    },
  );

  test(`an improvement that was paid for and cannot be used is the last one (${dialect})`, options, async (t) => {
    const bench = await newBench(t, dialect);
    assert.equal(await bench.improve(), 1);
    await bench.fail(false);
    assert.equal(await bench.wanted(), false);
    bench.clock.forward(60 * MINUTE_MS);
    assert.equal(await bench.improve(), 0);
  });
}
