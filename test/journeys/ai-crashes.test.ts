import assert from "node:assert/strict";
import { test } from "node:test";
import type { AiUsage } from "../../src/contract/analyses.ts";
import { endForgottenCalls } from "../../src/pipeline/ledger.ts";
import { openAiServer } from "../harness/ai-server.ts";
import { claudeAt } from "../harness/ai-settings.ts";
import { countedCalls } from "../harness/counted-calls.ts";
import { dieAt, environmentOf, setEnvironment, succeed } from "../harness/doomed-wall.ts";
import { newJourney } from "../harness/journey.ts";
import { withRows } from "../harness/look-inside.ts";
import { TOPOLOGIES, within } from "../harness/topologies.ts";
import { until } from "../harness/until.ts";

const CLAUDE = "claude:claude-haiku-5-5";
const OPENAI = "openai:llama3.2";
const TEXT = "The ferry to the island of Rossmar sails from a new quay. Seven oak posts carry it, and it will last.";
const FORGOTTEN_MS = 11 * 60_000;
const SAID = {
  title: "A new quay for the ferry",
  description: "The ferry to Rossmar has a new quay of oak.",
  summary: "The ferry to Rossmar sails from a new quay. Seven oak posts carry it.",
  tags: ["ferry"],
  category: "news",
  sentiment: "positive",
  key_topics: ["quay"],
  confidence: 0.9,
  language: "en",
  image_text: "",
  entities: ["Rossmar"],
};

const usd6 = (usd: number | undefined) => Math.round((usd ?? 0) * 1e6);

for (const topology of TOPOLOGIES) {
  const options = await within(topology);

  test(
    `who dies with a paid answer in hand applies it afterwards, and asks and pays nobody again (${topology})`,
    options,
    async (t) => {
      const server = await openAiServer(t);
      server.answer(SAID);
      const settings = claudeAt(server);
      const wall = await newJourney(t, { topology, settings, workers: false });
      const share = await wall.share({ text: TEXT });
      await wall.stop();
      await dieAt(wall, "analysis-answered", settings);
      assert.equal(server.questions.length, 1);

      setEnvironment(t, environmentOf(wall, settings));
      await succeed(wall);
      const ended = await wall.ended(share);
      assert.deepEqual([ended.status, ended.warnings], ["completed", []]);
      const item = await wall.item(share.item_id);
      assert.deepEqual([item.analyzed_by, item.title, item.summary], [CLAUDE, SAID.title, SAID.summary]);
      assert.equal(server.requests.length, 1, "the answer was kept");
      const [call, ...others] = await countedCalls(wall);
      assert.deepEqual([call?.state, others], ["answered", []]);
      const usage = await wall.get<AiUsage>("/ai/usage");
      const paid = usd6(item.analysis?.cost_usd);
      assert.ok(paid > 0);
      assert.deepEqual([usd6(usage.you.spent_usd), usage.you.reserved_usd, call?.costUsd6], [paid, 0, paid]);
    },
  );

  test(`an answer that was kept tells who was asked before it (${topology})`, options, async (t) => {
    const server = await openAiServer(t);
    server.answer(SAID);
    server.fail("401", { path: /messages/ });
    const settings = claudeAt(server, {
      AI_SECOND_PROVIDER: "openai",
      AI_SECOND_MODEL: "llama3.2",
      OPENAI_BASE_URL: server.openAiUrl,
    });
    const wall = await newJourney(t, { topology, settings, workers: false });
    const share = await wall.share({ text: TEXT });
    await wall.stop();
    await dieAt(wall, "analysis-answered", settings);
    setEnvironment(t, environmentOf(wall, settings));
    await succeed(wall);
    await wall.ended(share);
    const item = await wall.item(share.item_id);
    assert.deepEqual(
      item.analysis?.asked.map(({ by, outcome }) => [by, outcome]),
      [
        [CLAUDE, "ai-key-refused"],
        [OPENAI, "answered"],
      ],
    );
    assert.equal(server.requests.length, 2);
  });

  test(
    `who dies before the answer is in the rows asks once more, and both count as paid (${topology})`,
    options,
    async (t) => {
      const server = await openAiServer(t);
      server.answer(SAID);
      const settings = claudeAt(server);
      const wall = await newJourney(t, { topology, settings, workers: false });
      const share = await wall.share({ text: TEXT });
      await wall.stop();
      await dieAt(wall, "model-answered", settings);
      assert.equal(server.questions.length, 1);

      setEnvironment(t, environmentOf(wall, settings));
      await succeed(wall);
      const ended = await wall.ended(share);
      assert.deepEqual([ended.status, ended.warnings], ["completed", []]);
      const item = await wall.item(share.item_id);
      assert.equal(item.analyzed_by, CLAUDE);
      assert.equal(server.requests.length, 2, "asked again once");
      const [lost, second] = await countedCalls(wall);
      const before = await wall.get<AiUsage>("/ai/usage");
      assert.deepEqual([lost?.state, second?.state], ["sent", "answered"]);
      assert.deepEqual(
        [usd6(before.you.spent_usd), usd6(before.you.reserved_usd)],
        [second?.costUsd6, lost?.reservedUsd6],
        "until it is forgotten, the most that it can have cost is kept free",
      );

      await withRows(wall, async (store) => {
        // As the chore of every minute finds it a while later.
        await store.write(async (unit) => {
          await unit.db
            .updateTable("ai_calls")
            .set((eb) => ({ sent_at: eb("sent_at", "-", FORGOTTEN_MS) }))
            .execute();
        });
        await endForgottenCalls(store);
        await endForgottenCalls(store);
      });
      const after = await until("the program to see it", async () => {
        const usage = await wall.get<AiUsage>("/ai/usage");
        return usage.you.reserved_usd === 0 ? usage : null;
      });
      assert.deepEqual(
        [usd6(after.you.spent_usd), usd6(after.everybody?.spent_usd), after.you.reserved_usd],
        [(lost?.reservedUsd6 ?? 0) + (second?.costUsd6 ?? 0), usd6(after.you.spent_usd), 0],
      );
      assert.deepEqual(
        (await countedCalls(wall)).map(({ state }) => state),
        ["unknown", "answered"],
      );
      assert.equal(usd6(item.analysis?.cost_usd), second?.costUsd6, "the item tells what its analysis cost");
    },
  );
}
