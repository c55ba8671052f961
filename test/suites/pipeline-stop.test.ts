import assert from "node:assert/strict";
import { test } from "node:test";
import { STEPS } from "../../src/pipeline/plan.ts";
import { cancelShare } from "../../src/wall/cancel-share.ts";
import { DIALECTS, on } from "../harness/databases.ts";
import { newWorkshop } from "../harness/new-workshop.ts";
import { readable, silent, type WebScript } from "../harness/scripted-tools.ts";
import { until } from "../harness/until.ts";

/** Silent for /slow, readable for all others; tells when work on /slow has begun and when it was aborted. */
function slowPage(): { web: WebScript; begun: Promise<void>; aborted: Promise<void> } {
  const begun = Promise.withResolvers<void>();
  const aborted = Promise.withResolvers<void>();
  const web: WebScript = (request) => {
    if (!request.url.endsWith("/slow")) return readable(request);
    request.signal.addEventListener("abort", () => aborted.resolve());
    begun.resolve();
    return silent(request);
  };
  return { web, begun: begun.promise, aborted: aborted.promise };
}

const ONE_PLACE = { content: 1, ai: 1 };
const SLOW = { url: "https://estuary.example/slow" };
const OTHER = { url: "https://estuary.example/other" };

for (const dialect of DIALECTS) {
  const options = await on(dialect);

  test(`a step that overruns its time is aborted, and its place goes to the next (${dialect})`, options, async (t) => {
    t.mock.property(STEPS.read, "timeoutMs", 100);
    const workshop = await newWorkshop(t, dialect);
    const { web, aborted } = slowPage();
    const slow = await workshop.share(SLOW);
    const other = await workshop.share(OTHER);
    workshop.worker({ web, places: ONE_PLACE }).start();
    await aborted;
    await workshop.once(other, "completed");
    const step = await workshop.stepOf(slow, "read");
    assert.deepEqual([step.state, step.tries, step.error_code], ["waiting", 1, "step-timeout"]);
  });

  test(`cancelling stops the work at once and settles nothing of it (${dialect})`, options, async (t) => {
    const workshop = await newWorkshop(t, dialect);
    const { web, begun, aborted } = slowPage();
    const share = await workshop.share(SLOW);
    const worker = workshop.worker({ web, places: ONE_PLACE });
    worker.start();
    await begun;
    await cancelShare(workshop.deps, { id: share.id, person: workshop.ada.id });
    await aborted;
    await until("the place to be free", () => worker.running() === 0);
    const steps = await workshop.stepsOf(share);
    assert.deepEqual(
      steps.map(({ name, state }) => [name, state]),
      [
        ["read", "cancelled"],
        ["glance", "cancelled"],
      ],
    );
    assert.equal((await workshop.once(share, "cancelled")).error_code, null);
    const item = await workshop.store.reader.selectFrom("items").selectAll().executeTakeFirstOrThrow();
    assert.equal(item.state, "ready", "the item stays with what it has");
  });

  test(`a worker that stops lets work end that ends in time (${dialect})`, options, async (t) => {
    const workshop = await newWorkshop(t, dialect);
    const goOn = Promise.withResolvers<void>();
    const begun = Promise.withResolvers<void>();
    const share = await workshop.share(SLOW);
    const worker = workshop.worker({
      async web(request) {
        begun.resolve();
        await goOn.promise;
        return await readable(request);
      },
    });
    worker.start();
    await begun.promise;
    const stopped = worker.stop(10_000);
    const late = await workshop.share(OTHER);
    goOn.resolve();
    await stopped;
    assert.equal((await workshop.stepOf(share, "read")).state, "done");
    assert.equal((await workshop.stepOf(share, "analyze")).state, "ready", "it took no new work");
    assert.equal((await workshop.stepOf(late, "read")).attempt, 0);
  });

  test(
    `work that does not end in time is given back unharmed, and another worker does it (${dialect})`,
    options,
    async (t) => {
      const workshop = await newWorkshop(t, dialect);
      const { web, begun, aborted } = slowPage();
      const share = await workshop.share(SLOW);
      const worker = workshop.worker({ web });
      worker.start();
      await begun;
      await worker.stop(0);
      await aborted;
      const { state, tries, crashes, leased_by, leased_until } = await workshop.stepOf(share, "read");
      assert.deepEqual(
        { state, tries, crashes, leased_by, leased_until },
        { state: "ready", tries: 0, crashes: 0, leased_by: null, leased_until: null },
      );
      workshop.worker().start();
      await workshop.once(share, "completed");
      assert.equal((await workshop.stepOf(share, "read")).attempt, 2);
    },
  );

  test(`what a worker claims while it stops is given back too (${dialect})`, options, async (t) => {
    const workshop = await newWorkshop(t, dialect);
    const share = await workshop.share(SLOW);
    const claiming = Promise.withResolvers<void>();
    const goOn = Promise.withResolvers<void>();
    const { store } = workshop;
    let writes = 0;
    const worker = workshop.worker({
      web: silent,
      store: {
        ...store,
        async write(work) {
          writes += 1;
          if (writes === 1) {
            claiming.resolve();
            await goOn.promise;
          }
          return await store.write(work);
        },
      },
    });
    worker.start();
    await claiming.promise;
    const stopped = worker.stop(0);
    setImmediate(() => goOn.resolve());
    await stopped;
    const { state, attempt, leased_by } = await workshop.stepOf(share, "read");
    assert.deepEqual({ state, attempt, leased_by }, { state: "ready", attempt: 1, leased_by: null });
  });
}

test("work that ignores its abort is left behind, and what it brings later changes nothing", async (t) => {
  t.mock.property(STEPS.read, "timeoutMs", 50);
  const workshop = await newWorkshop(t, "sqlite");
  const late = Promise.withResolvers<void>();
  const share = await workshop.share(SLOW);
  const worker = workshop.worker({
    async web(request) {
      await late.promise;
      return await readable(request);
    },
  });
  worker.start();
  await until("the step to be settled", async () => (await workshop.stepOf(share, "read")).state === "waiting");
  assert.equal(worker.running(), 0);
  late.resolve();
  await worker.stop(1_000);
  const step = await workshop.stepOf(share, "read");
  assert.deepEqual([step.state, step.error_code], ["waiting", "step-timeout"]);
});
