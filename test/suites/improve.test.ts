import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import type { Chain } from "../../src/ai/chain.ts";
import { fullQuestionUsd6, plainPrice } from "../../src/ai/prices.ts";
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

/** A question to it costs at most so much as FULL says. */
const PRICE = plainPrice({ input: 1, output: 5 });
const FULL = fullQuestionUsd6(PRICE);

interface Bench extends Workshop {
  /** The item of a share whose analysis is a stand-in. */
  readonly item: string;
  /** Shares one more, analysed by a stand-in too. */
  more(): Promise<void>;
  improve(): Promise<number>;
  /** The same where questions are paid and only so much is left. */
  improveFor(leftUsd6: number): Promise<number>;
  /** Ends the improvement under way as one that could not be had. */
  fail(again: boolean): Promise<void>;
  wanted(): Promise<boolean>;
}

async function newBench(t: TestContext, dialect: TestDialect): Promise<Bench> {
  const workshop = await newWorkshop(t, dialect);
  const { store, deps } = workshop;
  const standIn = async (text: string): Promise<string> => {
    const worker = workshop.worker();
    worker.start();
    const share = await workshop.share({ text });
    await workshop.once(share, "completed");
    await worker.stop(1_000);
    const item = share.item ?? "";
    await store.write((unit) => wantBetter(unit, item, true));
    return item;
  };
  const item = await standIn("Seven lamps stand in the estuary.");
  const { chain } = scriptedTools(deps.files, () => Promise.reject(new Error("nothing is fetched here")));
  const begun: Begun = new Map();
  const improved: Chain = { ...chain, links: [LINK] };
  return {
    ...workshop,
    item,
    more: async () => void (await standIn("Eight posts carry the quay.")),
    improve: () => improveSome({ ...deps, chain: improved }, begun),
    improveFor: (leftUsd6) => {
      const ledger = { ...chain.ledger, left: () => Promise.resolve({ leftUsd6, ofUsd6: 10 * FULL }) };
      return improveSome({ ...deps, chain: { ...chain, ledger, links: [{ ...LINK, price: PRICE }] } }, begun);
    },
    async fail(again) {
      const output = { made: null, again, wished: false, pace: "improve" };
      const [step] = await workshop.claim("ai", 1);
      assert.ok(step);
      await settle(deps, { step, outcome: { kind: "done", output }, staged: [] });
      assert.deepEqual(await workshop.claim("content", 1), [], "the run ends with it");
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

  test(`no more improvements begin at once than there is money for (${dialect})`, options, async (t) => {
    const bench = await newBench(t, dialect);
    await bench.more();
    await bench.more();
    assert.equal(await bench.improveFor(FULL - 1), 0);
    assert.equal(await bench.improveFor(2 * FULL), 2, "the third would find nothing left");
    assert.equal(await bench.improveFor(2 * FULL), 1);
  });

  test(`an improvement that was paid for and cannot be used is the last one (${dialect})`, options, async (t) => {
    const bench = await newBench(t, dialect);
    assert.equal(await bench.improve(), 1);
    await bench.fail(false);
    assert.equal(await bench.wanted(), false);
    bench.clock.forward(60 * MINUTE_MS);
    assert.equal(await bench.improve(), 0);
  });
}
