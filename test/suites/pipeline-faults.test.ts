import assert from "node:assert/strict";
import { test } from "node:test";
import type { CompiledQuery } from "kysely";
import { CommitUnknown, DatabaseUnavailable } from "../../src/core/ports/database.ts";
import { STEPS } from "../../src/pipeline/plan.ts";
import type { Store } from "../../src/store/store.ts";
import { DIALECTS, on } from "../harness/databases.ts";
import { newWorkshop } from "../harness/new-workshop.ts";
import { readable, silent } from "../harness/scripted-tools.ts";
import { until } from "../harness/until.ts";

const LAMPS = { url: "https://estuary.example/lamps" };
const PILOTS = { url: "https://estuary.example/pilots" };
const away = () => new DatabaseUnavailable("the database is away", new Error("ECONNRESET"));
const unknown = () => new CommitUnknown(new Error("ECONNRESET"));

/** What a unit of beating brings back: the ids and attempts of steps, nothing else of them. */
function isBeat(result: unknown): boolean {
  return Array.isArray(result) && result.length > 0 && result.every((row) => Object.keys(row as object).length === 2);
}

test("a step claimed while a beat is under way is not taken for a lost one", await on("postgres"), async (t) => {
  const workshop = await newWorkshop(t, "postgres");
  const { store } = workshop;
  const beating = Promise.withResolvers<void>();
  const claimed = Promise.withResolvers<void>();
  const holdingTheBeat: Store = {
    ...store,
    write: (work) =>
      store.write(async (unit) => {
        const result = await work(unit);
        if (!isBeat(result)) return result;
        beating.resolve();
        await claimed.promise;
        return result;
      }),
  };
  let aborted = 0;
  const worker = workshop.worker({
    store: holdingTheBeat,
    leaseMs: 2_000,
    web(request) {
      request.signal.addEventListener("abort", () => {
        aborted += 1;
      });
      if (request.url === PILOTS.url) claimed.resolve();
      return silent(request);
    },
  });
  await workshop.share(LAMPS);
  worker.start();
  await beating.promise;
  const share = await workshop.share(PILOTS);
  await claimed.promise;
  const first = (await workshop.stepOf(share, "read")).leased_until ?? 0;
  await until("the next beat", async () => ((await workshop.stepOf(share, "read")).leased_until ?? 0) > first);
  assert.equal(aborted, 0);
});

test(
  "a step that its worker lost by a fault is not kept alive by the worker's beat",
  await on("postgres"),
  async (t) => {
    const workshop = await newWorkshop(t, "postgres");
    const lost = await workshop.share(LAMPS);
    await workshop.claim("content", 1, { name: "forgetful" });
    await workshop.share(PILOTS);
    const worker = workshop.worker({ worker: "forgetful", leaseMs: 400, web: silent });
    worker.start();
    await until("the other step to run", () => worker.running() === 1);
    const until0 = (await workshop.stepOf(lost, "read")).leased_until;
    const held = () =>
      workshop.store.reader
        .selectFrom("steps")
        .select("leased_until")
        .where("state", "=", "running")
        .where("run", "<>", lost.run)
        .executeTakeFirst();
    const first = (await held())?.leased_until ?? 0;
    await until("two beats", async () => ((await held())?.leased_until ?? 0) > first + 200);
    assert.equal((await workshop.stepOf(lost, "read")).leased_until, until0);
  },
);

for (const dialect of DIALECTS) {
  const options = await on(dialect);

  test(`a database that is away while a step begins costs it no try (${dialect})`, options, async (t) => {
    const workshop = await newWorkshop(t, dialect);
    const load = STEPS.read.load;
    let loads = 0;
    t.mock.method(STEPS.read, "load", (...given: Parameters<typeof load>) =>
      loads++ === 0 ? Promise.reject(away()) : load(...given),
    );
    const share = await workshop.share(LAMPS);
    workshop.worker().start();
    await until("the step to wait", async () => (await workshop.stepOf(share, "read")).state === "waiting");
    assert.equal((await workshop.stepOf(share, "read")).tries, 0);
    workshop.clock.forward(5_000);
    await workshop.sweeper().sweepSteps();
    await workshop.once(share, "completed");
  });

  const losses = { "is away": away, "is lost in the middle of a commit that was not done": unknown };
  for (const [what, fault] of Object.entries(losses))
    test(`a database that ${what} when a step ends only delays the settling (${dialect})`, options, async (t) => {
      const workshop = await newWorkshop(t, dialect);
      let refusals = 0;
      let isAway = false;
      const store: Store = {
        ...workshop.store,
        write: (work) => (isAway && ++refusals ? Promise.reject(fault()) : workshop.store.write(work)),
      };
      const share = await workshop.share(LAMPS);
      workshop
        .worker({
          store,
          web(request) {
            isAway = true;
            return readable(request);
          },
        })
        .start();
      await until("the settling to be refused", () => refusals > 0);
      isAway = false;
      await workshop.once(share, "completed");
      const { attempt, tries, crashes } = await workshop.stepOf(share, "read");
      assert.deepEqual({ attempt, tries, crashes }, { attempt: 1, tries: 0, crashes: 0 });
    });

  test(`an outcome that cannot be written fails its attempt and holds no place (${dialect})`, options, async (t) => {
    const workshop = await newWorkshop(t, dialect);
    t.mock.method(STEPS.read, "apply", () => Promise.reject(new Error("a fault of ours")));
    const share = await workshop.share(LAMPS);
    const worker = workshop.worker();
    worker.start();
    await until("the attempt to fail", async () => (await workshop.stepOf(share, "read")).state === "waiting");
    const { error_code, tries } = await workshop.stepOf(share, "read");
    assert.deepEqual([error_code, tries, worker.running()], ["internal", 1, 0]);
  });
}

test("a progress line that cannot be drawn harms nothing", async (t) => {
  const workshop = await newWorkshop(t, "sqlite");
  let refusals = 0;
  const reader = new Proxy(workshop.store.reader, {
    get(target, name) {
      if (name === "executeQuery")
        return (query: CompiledQuery) => {
          if (query.sql.includes('from "places"') && refusals++ === 0) throw away();
          return target.executeQuery(query);
        };
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === "function" ? (value.bind(target) as unknown) : value;
    },
  });
  const share = await workshop.share(LAMPS);
  workshop.worker({ store: { ...workshop.store, reader } }).start();
  await workshop.once(share, "completed");
  assert.ok(refusals > 0);
});
