import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { setImmediate } from "node:timers/promises";
import { CommitUnknown, DatabaseUnavailable } from "../../src/core/ports/database.ts";
import type { CallEnded, CallWanted } from "../../src/core/ports/ledger.ts";
import { type Budgets, endForgottenCalls, openLedger, type RowLedger } from "../../src/pipeline/ledger.ts";
import { EVERYBODY, type MonthMoney, moneyOf, monthOf } from "../../src/store/ai-money.ts";
import { setHouseLimits, setLimits } from "../../src/store/quotas.ts";
import type { Store } from "../../src/store/store.ts";
import { seeded } from "../faults/seeded.ts";
import { DIALECTS, on, type TestDialect } from "../harness/databases.ts";
import { newStore, type TestStore } from "../harness/new-store.ts";
import { arrive, type Person } from "../harness/people.ts";

const CENT = 10_000;
const WORKERS = 20;
const NO_BUDGETS: Budgets = { everybodyUsd6: null, personUsd6: null };
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

interface Bench extends TestStore {
  readonly ada: Person;
  readonly lin: Person;
  ledger(budgets: Budgets): RowLedger;
  /** A second process' way to the same money; on SQLite there is but one. */
  elsewhere(budgets: Budgets): RowLedger;
  money(person: string, month?: string): Promise<MonthMoney>;
}

async function newBench(t: TestContext, dialect: TestDialect): Promise<Bench> {
  const base = await newStore(t, dialect);
  return {
    ...base,
    ada: await arrive(base.store, "Ada"),
    lin: await arrive(base.store, "Lin"),
    ledger: (budgets) => openLedger(base.store, budgets),
    elsewhere: (budgets) => openLedger(dialect === "postgres" ? base.another() : base.store, budgets),
    money: async (person, month) =>
      moneyOf(base.store.reader, { person, month: month ?? monthOf(await base.store.nowMs()) }),
  };
}

const wanted = ({ id }: Person, highestUsd6: number): CallWanted => ({
  person: id,
  item: null,
  step: null,
  provider: "claude",
  model: "claude-haiku-5-5",
  highestUsd6,
});

const ending = (call: string, outcome: CallEnded["outcome"], costUsd6: number | null = null): CallEnded => ({
  call,
  step: null,
  outcome,
  usage: null,
  costUsd6,
  errorCode: null,
  memo: null,
});

async function reserved(ledger: RowLedger, call: CallWanted): Promise<string> {
  const reservation = await ledger.reserve(call);
  assert.equal(reservation.kind, "reserved");
  return reservation.kind === "reserved" ? reservation.call : "";
}

for (const dialect of DIALECTS) {
  const options = await on(dialect);

  test(`of ${WORKERS} workers that want the last cent one gets it (${dialect})`, options, async (t) => {
    const bench = await newBench(t, dialect);
    const budgets = { everybodyUsd6: 5 * CENT, personUsd6: null };
    const [here, there] = [bench.ledger(budgets), bench.elsewhere(budgets)];
    await here.end(ending(await reserved(here, wanted(bench.ada, 4 * CENT)), "answered", 4 * CENT));
    const outcomes = await Promise.all(
      Array.from({ length: WORKERS }, (_, n) =>
        (n % 2 ? here : there).reserve(wanted(n % 3 ? bench.ada : bench.lin, CENT)),
      ),
    );
    assert.equal(outcomes.filter(({ kind }) => kind === "reserved").length, 1);
    assert.deepEqual(
      outcomes.filter(({ kind }) => kind !== "reserved"),
      Array.from({ length: WORKERS - 1 }, () => ({ kind: "budget-reached", whose: "everybody" })),
    );
    assert.deepEqual(await bench.money(EVERYBODY), { spentUsd6: 4 * CENT, reservedUsd6: CENT });
    assert.deepEqual(await here.left(bench.ada.id), { leftUsd6: 0, ofUsd6: 5 * CENT });
  });

  test(
    `a person's last cent goes to one call, what was refused takes nothing of everybody's, and another person has their own (${dialect})`,
    options,
    async (t) => {
      const bench = await newBench(t, dialect);
      const budgets = { everybodyUsd6: 100 * CENT, personUsd6: 2 * CENT };
      const [here, there] = [bench.ledger(budgets), bench.elsewhere(budgets)];
      await here.end(ending(await reserved(here, wanted(bench.ada, CENT)), "answered", CENT));
      const outcomes = await Promise.all(
        Array.from({ length: WORKERS }, (_, n) => (n % 2 ? here : there).reserve(wanted(bench.ada, CENT))),
      );
      assert.equal(outcomes.filter(({ kind }) => kind === "reserved").length, 1);
      assert.equal(
        outcomes.filter((one) => one.kind === "budget-reached" && one.whose === "person").length,
        WORKERS - 1,
      );
      assert.deepEqual(await bench.money(EVERYBODY), { spentUsd6: CENT, reservedUsd6: CENT });
      await reserved(here, wanted(bench.lin, 2 * CENT));
      assert.deepEqual(await here.left(bench.lin.id), { leftUsd6: 0, ofUsd6: 2 * CENT });
    },
  );

  test(
    `what the owner set for a person holds beside the settings, the lower of the two, and for nobody else (${dialect})`,
    options,
    async (t) => {
      const bench = await newBench(t, dialect);
      const { ada, lin, store } = bench;
      const setFor = (person: Person, cents: number) =>
        store.write((unit) => setLimits(unit, person.id, { aiUsd6: cents * CENT }));
      await store.write((unit) => setHouseLimits(unit, { aiUsd6: 3 * CENT }));
      await setFor(lin, 1);
      const ledger = bench.ledger({ everybodyUsd6: null, personUsd6: 2 * CENT });
      const kinds = await Promise.all(
        Array.from({ length: WORKERS }, async (_, n) => {
          const person = n % 2 ? ada : lin;
          const reservation = await ledger.reserve(wanted(person, CENT));
          return `${person === ada ? "Ada" : "Lin"} ${reservation.kind}`;
        }),
      );
      assert.deepEqual(kinds.filter((kind) => kind.endsWith("reserved")).toSorted(), [
        "Ada reserved",
        "Ada reserved",
        "Lin reserved",
      ]);
      assert.deepEqual(await ledger.left(lin.id), { leftUsd6: 0, ofUsd6: CENT });
      assert.equal((await ledger.reserve(wanted(lin, 0))).kind, "reserved", "what costs nothing needs no room");
      await setFor(lin, 5);
      await reserved(ledger, wanted(lin, CENT));
      assert.equal((await ledger.reserve(wanted(lin, CENT))).kind, "budget-reached", "the settings hold all the same");
    },
  );

  test(`what costs nothing is never refused, and counted all the same (${dialect})`, options, async (t) => {
    const bench = await newBench(t, dialect);
    const ledger = bench.ledger({ everybodyUsd6: 0, personUsd6: 0 });
    await ledger.end(ending(await reserved(ledger, wanted(bench.ada, 0)), "answered", 0));
    assert.equal((await ledger.reserve(wanted(bench.ada, 1))).kind, "budget-reached");
    assert.deepEqual(await bench.money(bench.ada.id), { spentUsd6: 0, reservedUsd6: 0 });
    const calls = await bench.store.reader.selectFrom("ai_calls").select("state").execute();
    assert.deepEqual(
      calls.map(({ state }) => state),
      ["answered"],
    );
  });

  test(
    `no budget is ever exceeded, whoever reserves and ends at the same time, and in the end it adds up (${dialect})`,
    options,
    async (t) => {
      const bench = await newBench(t, dialect);
      const budgets = { everybodyUsd6: 30 * CENT, personUsd6: 18 * CENT };
      const ledgers = [bench.ledger(budgets), bench.elsewhere(budgets)];
      const people = [bench.ada, bench.lin];
      const random = seeded(20_261_130);
      const open: string[] = [];
      let isOver = false;
      const looks = (async () => {
        let seen = 0;
        while (!isOver) {
          await assertWithin(bench, budgets, people);
          seen += 1;
          // SQLite answers at once: without this nobody else would have a turn.
          await setImmediate();
        }
        return seen;
      })();
      const turn = async (): Promise<void> => {
        const ledger = random.oneOf(ledgers);
        const call = random.chance(50) ? open.shift() : undefined;
        if (call === undefined) {
          const reservation = await ledger.reserve(wanted(random.oneOf(people), random.integer(1, 3 * CENT)));
          if (reservation.kind === "reserved") open.push(reservation.call);
          return;
        }
        const outcome = random.oneOf(["answered", "unknown", "free"] as const);
        // An answer costs at most what was reserved; who says less than that gives the rest back.
        await ledger.end(
          ending(call, outcome, outcome === "answered" ? random.integer(0, 1_000) % (await highestOf(call)) : null),
        );
      };
      for (let batch = 0; batch < 10; batch += 1) await Promise.all(Array.from({ length: 20 }, turn));
      isOver = true;
      assert.ok((await looks) > 0);
      await Promise.all(open.map((call) => ledgers[0]?.end(ending(call, "free"))));
      const calls = await bench.store.reader.selectFrom("ai_calls").select(["person", "state", "cost_usd6"]).execute();
      assert.ok(calls.length > 20 && calls.every(({ state }) => state !== "sent"), `${calls.length} calls`);
      const sumOf = (of: readonly { cost_usd6: number }[]) => of.reduce((sum, one) => sum + Number(one.cost_usd6), 0);
      const spentUsd6 = sumOf(calls);
      assert.ok(spentUsd6 > 0);
      assert.deepEqual(await bench.money(EVERYBODY), { spentUsd6, reservedUsd6: 0 });
      for (const { id } of people)
        assert.deepEqual(await bench.money(id), {
          spentUsd6: sumOf(calls.filter(({ person }) => person === id)),
          reservedUsd6: 0,
        });

      async function highestOf(id: string): Promise<number> {
        const row = await bench.store.reader
          .selectFrom("ai_calls")
          .select("reserved_usd6")
          .where("id", "=", id)
          .executeTakeFirstOrThrow();
        return Number(row.reserved_usd6) + 1;
      }
    },
  );

  test(
    `an outcome that nobody knows counts as paid with the most it can have cost (${dialect})`,
    options,
    async (t) => {
      const bench = await newBench(t, dialect);
      const ledger = bench.ledger(NO_BUDGETS);
      await ledger.end(ending(await reserved(ledger, wanted(bench.ada, 7 * CENT)), "unknown"));
      assert.deepEqual(await bench.money(bench.ada.id), { spentUsd6: 7 * CENT, reservedUsd6: 0 });
      await ledger.end(ending(await reserved(ledger, wanted(bench.ada, 3 * CENT)), "free"));
      assert.deepEqual(await bench.money(bench.ada.id), { spentUsd6: 7 * CENT, reservedUsd6: 0 });
      assert.deepEqual(await bench.money(EVERYBODY), { spentUsd6: 7 * CENT, reservedUsd6: 0 });
    },
  );

  test(`what was paid is counted as soon as the database is back, once (${dialect})`, options, async (t) => {
    const bench = await newBench(t, dialect);
    const call = await reserved(bench.ledger(NO_BUDGETS), wanted(bench.ada, 7 * CENT));
    const lost = new Error("ECONNRESET");
    const faults = [new DatabaseUnavailable("the database is away", lost), new CommitUnknown(lost)];
    const failing: Store = {
      ...bench.store,
      // A commit of which nobody knows may have been done.
      write: async (work) => {
        const fault = faults.shift();
        if (fault === undefined || fault instanceof CommitUnknown) {
          const result = await bench.store.write(work);
          if (fault === undefined) return result;
        }
        throw fault;
      },
    };
    await openLedger(failing, NO_BUDGETS).end(ending(call, "answered", 5 * CENT));
    assert.equal(faults.length, 0);
    assert.deepEqual(await bench.money(EVERYBODY), { spentUsd6: 5 * CENT, reservedUsd6: 0 });
  });

  test(`a call that is ended twice, also at the same time, counts once (${dialect})`, options, async (t) => {
    const bench = await newBench(t, dialect);
    const [here, there] = [bench.ledger(NO_BUDGETS), bench.elsewhere(NO_BUDGETS)];
    const call = await reserved(here, wanted(bench.ada, 7 * CENT));
    await Promise.all(Array.from({ length: 6 }, (_, n) => (n % 2 ? here : there).end(ending(call, "answered", CENT))));
    await here.end(ending(call, "unknown"));
    assert.deepEqual(await bench.money(bench.ada.id), { spentUsd6: CENT, reservedUsd6: 0 });
    assert.deepEqual(await bench.money(EVERYBODY), { spentUsd6: CENT, reservedUsd6: 0 });
  });

  test(
    `a call that nobody ended counts as paid once it is forgotten, and not before (${dialect})`,
    options,
    async (t) => {
      const bench = await newBench(t, dialect);
      const ledger = bench.ledger(NO_BUDGETS);
      const call = await reserved(ledger, wanted(bench.ada, 2 * CENT));
      bench.clock.forward(9 * 60_000);
      await endForgottenCalls(bench.store);
      assert.equal((await bench.money(bench.ada.id)).reservedUsd6, 2 * CENT);
      bench.clock.forward(2 * 60_000);
      await Promise.all([endForgottenCalls(bench.store), endForgottenCalls(bench.store)]);
      assert.deepEqual(await bench.money(bench.ada.id), { spentUsd6: 2 * CENT, reservedUsd6: 0 });
      // Its maker lived after all: what it says now comes too late to be counted again.
      await ledger.end(ending(call, "answered", CENT));
      assert.deepEqual(await bench.money(bench.ada.id), { spentUsd6: 2 * CENT, reservedUsd6: 0 });
    },
  );

  test(`months are those of UTC, also where the local month began hours ago (${dialect})`, options, async (t) => {
    const zone = process.env["TZ"];
    t.after(() => {
      if (zone === undefined) delete process.env["TZ"];
      else process.env["TZ"] = zone;
    });
    process.env["TZ"] = "Pacific/Kiritimati";
    const bench = await newBench(t, dialect);
    const now = new Date(await bench.store.nowMs());
    const nextMonthMs = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1);
    bench.clock.forward(nextMonthMs - now.getTime() - HOUR_MS);
    const local = new Date(nextMonthMs - HOUR_MS);
    assert.deepEqual(
      [local.getMonth(), local.getDate()],
      [new Date(nextMonthMs).getUTCMonth(), 1],
      "the zone is east of UTC",
    );
    const month = monthOf(now.getTime());
    const ledger = bench.ledger({ everybodyUsd6: 5 * CENT, personUsd6: 5 * CENT });
    const call = await reserved(ledger, wanted(bench.ada, 5 * CENT));
    assert.deepEqual(await bench.money(bench.ada.id, month), { spentUsd6: 0, reservedUsd6: 5 * CENT });
    assert.equal((await ledger.reserve(wanted(bench.ada, 1))).kind, "budget-reached");

    bench.clock.forward(2 * HOUR_MS);
    assert.deepEqual(await ledger.left(bench.ada.id), { leftUsd6: 5 * CENT, ofUsd6: 5 * CENT });
    await reserved(ledger, wanted(bench.ada, 5 * CENT));
    // What was reserved in the old month is paid from the old month.
    await ledger.end(ending(call, "answered", 4 * CENT));
    assert.deepEqual(await bench.money(bench.ada.id, month), { spentUsd6: 4 * CENT, reservedUsd6: 0 });
    assert.deepEqual(await bench.money(EVERYBODY, monthOf(nextMonthMs + DAY_MS)), {
      spentUsd6: 0,
      reservedUsd6: 5 * CENT,
    });
  });
}

async function assertWithin(bench: Bench, budgets: Budgets, people: readonly Person[]): Promise<void> {
  for (const [person, limit] of [
    [EVERYBODY, budgets.everybodyUsd6],
    ...people.map(({ id }) => [id, budgets.personUsd6] as const),
  ] as const) {
    const { spentUsd6, reservedUsd6 } = await bench.money(person);
    assert.ok(spentUsd6 >= 0 && reservedUsd6 >= 0, `${spentUsd6} spent, ${reservedUsd6} reserved`);
    assert.ok(spentUsd6 + reservedUsd6 <= (limit ?? 0), `${spentUsd6} + ${reservedUsd6} of ${limit}`);
  }
}
