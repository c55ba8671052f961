import assert from "node:assert/strict";
import { test } from "node:test";
import type { AiUsage } from "../../src/contract/analyses.ts";
import { stepsForBatch } from "../../src/store/batched-steps.ts";
import { openAiServer } from "../harness/ai-server.ts";
import { claudeAt } from "../harness/ai-settings.ts";
import { dieAt, killWhen } from "../harness/doomed-wall.ts";
import { type Journey, newJourney } from "../harness/journey.ts";
import { withRows } from "../harness/look-inside.ts";
import { TOPOLOGIES, within } from "../harness/topologies.ts";
import { until } from "../harness/until.ts";

const CLAUDE = "claude:claude-haiku-5-5";
const ROWS = Array.from({ length: 5 }, (_, index) => ({
  text: `Lamp number ${index} stands at the mouth of the estuary and is lit at dusk by its keeper.`,
}));

/** Questions are collected, and answers looked for, when a test says so, however slow the machine is. */
const BATCH_MINUTES = 10;
const AI_BATCH_SECONDS = String(BATCH_MINUTES * 60);

interface Bulk {
  readonly items: readonly { processing_id: string; item_id: string }[];
}

/** Shares five things that then wait to be put into a batch. */
const shareInBulk = async (wall: Journey) => {
  const { body } = await wall.expect<Bulk>(200, "POST", "/share/bulk?pace=background", { body: ROWS });
  for (const share of body.items) assert.equal((await wall.ended(share)).status, "completed");
  await until("all to wait for a batch", () =>
    withRows(wall, async ({ reader }) => (await stepsForBatch(reader, ROWS.length)).length === ROWS.length),
  );
  return body.items.map(({ item_id }) => item_id);
};

const makersOf = async (wall: Journey, ids: readonly string[]) =>
  (await Promise.all(ids.map((id) => wall.item(id)))).map((item) => item.analyzed_by);

/** The provider's id of the batch that is out; the rows know it. */
const batchOut = (wall: Journey) =>
  until("a batch to be out", () =>
    withRows(wall, async ({ reader }) => {
      const row = await reader
        .selectFrom("ai_batches")
        .select("their_id")
        .where("state", "=", "waiting")
        .executeTakeFirst();
      return row?.their_id;
    }),
  );

for (const topology of TOPOLOGIES) {
  test(
    `bulk work is analysed here at once and by a batch later, at half the price, through a SIGKILL (${topology})`,
    await within(topology),
    async (t) => {
      const server = await openAiServer(t);
      const settings = claudeAt(server);
      const wall = await newJourney(t, { topology, settings: { ...settings, AI_BATCH_SECONDS } });
      const ids = await shareInBulk(wall);
      const standing = await Promise.all(ids.map((id) => wall.item(id)));
      assert.deepEqual(
        standing.map((item) => [item.analyzed_by, item.state, item.share?.warnings.length]),
        ids.map(() => ["built-in", "ready", 0]),
        "nobody waits for a batch",
      );
      assert.deepEqual(standing[0]?.analysis?.asked[0]?.outcome, "later");

      await wall.stop();
      await killWhen(wall, settings, async () => server.batches().length === 1 && (await batchOut(wall)) !== null);
      await wall.restart();
      assert.deepEqual(
        await makersOf(wall, ids),
        ids.map(() => "built-in"),
      );
      // Ended first: a look that found it under way would be followed by the next one only after its time.
      server.endBatch();
      // The dead process held its chores for some seconds more.
      wall.clock.forward({ seconds: 30 });
      await until("the batch's answers", async () => (await makersOf(wall, ids)).every((by) => by === CLAUDE));
      assert.deepEqual([server.batches().length, server.questions.length], [1, 5], "each was asked once");
      const usage = await wall.get<AiUsage>("/ai/usage");
      const [day] = usage.days;
      assert.deepEqual([day?.calls, usage.you.reserved_usd], [5, 0]);
      const items = await Promise.all(ids.map((id) => wall.item(id)));
      const sum = items.reduce((total, item) => total + (item.analysis?.cost_usd ?? 0), 0);
      assert.equal(Math.round(sum * 1e6), Math.round(usage.you.spent_usd * 1e6));
      // Haiku 5.5: 0.10 and 0.50 dollars a million tokens, 0.01 from the cache, 0.125 to it; half of that in a batch.
      const full =
        (day?.input_tokens ?? 0) * 0.1 +
        (day?.output_tokens ?? 0) * 0.5 +
        (day?.cache_read_tokens ?? 0) * 0.01 +
        (day?.cache_write_tokens ?? 0) * 0.125;
      const paid = usage.you.spent_usd * 1e6;
      assert.ok(paid >= full / 2 && paid <= full / 2 + 5, `${paid} of ${full}`);
    },
  );

  test(
    `what a batch leaves out is asked singly, and what expired there cost nothing (${topology})`,
    await within(topology),
    async (t) => {
      const server = await openAiServer(t);
      const wall = await newJourney(t, { topology, settings: claudeAt(server, { AI_BATCH_SECONDS }) });
      const ids = await shareInBulk(wall);
      wall.clock.forward({ minutes: BATCH_MINUTES });
      await batchOut(wall);
      const calls = await withRows(wall, ({ reader }) =>
        reader.selectFrom("ai_calls").select(["id", "item"]).execute(),
      );
      const [expired, errored] = calls.map(({ id }) => id);
      server.endBatch({ outcomes: { [expired ?? ""]: "expired", [errored ?? ""]: "errored" } });
      wall.clock.forward({ minutes: BATCH_MINUTES });
      await until("all to be analysed", async () => (await makersOf(wall, ids)).every((by) => by === CLAUDE));
      assert.equal(server.questions.length, 7, "two of them again");
      const states = await withRows(wall, ({ reader }) =>
        reader.selectFrom("ai_calls").select(["id", "state", "cost_usd6"]).execute(),
      );
      const free = states.filter(({ state }) => state === "free").map(({ id }) => id);
      assert.deepEqual(free.sort(), [expired, errored].sort());
      assert.ok(states.every(({ state, cost_usd6 }) => (state === "free") === (Number(cost_usd6) === 0)));
    },
  );

  test(
    `a process that dies in the middle of handing in leaves calls that count as paid, and each is asked once more (${topology})`,
    await within(topology),
    async (t) => {
      const server = await openAiServer(t);
      const settings = claudeAt(server);
      const wall = await newJourney(t, { topology, settings: { ...settings, AI_BATCH_SECONDS } });
      const ids = await shareInBulk(wall);
      await wall.stop();
      await dieAt(wall, "batch-handed-in", settings);
      assert.equal(server.questions.length, 5);
      await wall.restart();
      wall.clock.forward({ minutes: 6 });
      await until("all to be analysed", async () => (await makersOf(wall, ids)).every((by) => by === CLAUDE));
      assert.equal(server.questions.length, 10, "a paid answer may be asked again at most once");
      const usage = await wall.get<AiUsage>("/ai/usage");
      assert.equal(usage.you.reserved_usd, 0);
      assert.deepEqual(
        usage.days.map(({ calls, failed }) => [calls, failed]),
        [[10, 5]],
      );
    },
  );
}

test("an item that goes while its batch is out takes nothing with it, and what it cost is counted", async (t) => {
  const server = await openAiServer(t);
  const wall = await newJourney(t, { settings: claudeAt(server, { AI_BATCH_SECONDS }) });
  const ids = await shareInBulk(wall);
  wall.clock.forward({ minutes: BATCH_MINUTES });
  await batchOut(wall);
  await wall.expect(204, "DELETE", `/items/${ids[0]}`);
  await withRows(wall, ({ write }) =>
    write(
      async ({ db }) =>
        void (await db
          .deleteFrom("items")
          .where("id", "=", ids[0] ?? "")
          .execute()),
    ),
  );
  server.endBatch();
  wall.clock.forward({ minutes: BATCH_MINUTES });
  const rest = ids.slice(1);
  await until("the others", async () => (await makersOf(wall, rest)).every((by) => by === CLAUDE));
  const usage = await until("the batch to be settled", async () => {
    const told = await wall.get<AiUsage>("/ai/usage");
    return told.you.reserved_usd === 0 ? told : null;
  });
  assert.equal(usage.days[0]?.calls, 5);
});
