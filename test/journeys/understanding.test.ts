import assert from "node:assert/strict";
import { test } from "node:test";
import type { AiUsage, KeptAnalyses } from "../../src/contract/analyses.ts";
import type { Item } from "../../src/contract/items.ts";
import type { ShareStatus } from "../../src/contract/shares.ts";
import { SAID } from "../harness/ai-said.ts";
import { openAiServer } from "../harness/ai-server.ts";
import { claudeAt } from "../harness/ai-settings.ts";
import { hurried } from "../harness/hurried.ts";
import { type Journey, newJourney } from "../harness/journey.ts";
import { TOPOLOGIES, within } from "../harness/topologies.ts";
import { until } from "../harness/until.ts";

const CLAUDE = "claude:claude-haiku-5-5";
const TEXT =
  "The ferry to the island of Rossmar sails from a new quay. Carpenters drove seven oak posts into the harbour floor, and the harbour master says that the quay will outlive them all.";

const analysed = (wall: Journey, id: string | null, by: string) =>
  until(`an analysis by ${by}`, async () => {
    const item = await wall.item(id);
    return item.analyzed_by === by && item.state === "ready" ? item : null;
  });

const aiTags = (item: Item) =>
  item.tags
    .filter(({ by }) => by === "ai")
    .map(({ name }) => name)
    .sort();
const month = (wall: Journey) => wall.get<AiUsage>("/ai/usage");

for (const topology of TOPOLOGIES) {
  test(
    `without a key the built-in analysis is all there is, and costs nothing (${topology})`,
    await within(topology),
    async (t) => {
      const wall = await newJourney(t, { topology });
      const share = await wall.share({ text: TEXT });
      assert.deepEqual((await wall.ended(share)).warnings, []);
      const item = await wall.item(share.item_id);
      assert.deepEqual(
        [item.analyzed_by, item.analysis?.cost_usd, item.analysis?.better_follows, item.analysis?.asked.length],
        ["built-in", 0, false, 1],
      );
      const usage = await month(wall);
      assert.deepEqual([usage.days, usage.you.spent_usd, usage.everybody?.spent_usd], [[], 0, 0]);
    },
  );

  test(
    `with a key Claude says what it is about, and its cost is told (${topology})`,
    await within(topology),
    async (t) => {
      const server = await openAiServer(t);
      server.answer(SAID);
      const wall = await newJourney(t, { topology, settings: claudeAt(server) });
      const share = await wall.share({ text: TEXT, tags: ["travel"], note: "for the summer" });
      assert.deepEqual((await wall.ended(share)).warnings, []);
      const item = await wall.item(share.item_id);
      assert.deepEqual(
        [item.analyzed_by, item.title, item.summary, item.category, item.sentiment, item.entities, aiTags(item)],
        [CLAUDE, SAID.title, SAID.summary, "news", "positive", ["Rossmar"], ["ferry", "harbour"]],
      );
      assert.deepEqual(
        item.analysis?.asked.map(({ by, outcome }) => [by, outcome]),
        [[CLAUDE, "answered"]],
      );
      const cost = item.analysis?.cost_usd ?? 0;
      assert.ok(cost > 0 && cost < 0.01, `${cost}`);
      const usage = await month(wall);
      assert.deepEqual(
        [usage.you.spent_usd, usage.everybody?.spent_usd, usage.you.reserved_usd, usage.days.length],
        [cost, cost, 0, 1],
      );
      const [day] = usage.days;
      assert.deepEqual([day?.model, day?.calls, day?.failed, day?.cost_usd], ["claude-haiku-5-5", 1, 0, cost]);
      assert.equal(server.questions.length, 1);
      const { instructions = "", content = "" } = server.questions[0] ?? {};
      assert.ok(content.includes("seven oak posts") && content.includes("for the summer"));
      assert.ok(instructions.includes("travel"), "the person's own words go along");
      const found = await wall.get<{ items: Item[] }>("/search?q=rossmar");
      assert.equal(found.items[0]?.id, item.id);
    },
  );

  test(
    `a provider that is away for an hour costs nobody anything but time (${topology})`,
    await within(topology),
    async (t) => {
      const server = await openAiServer(t);
      server.answer(SAID);
      server.fail("529");
      const wall = await newJourney(t, { topology, settings: claudeAt(server) });
      const share = await wall.share({ text: TEXT });
      const ended = await hurried(wall, share);
      assert.deepEqual([ended.status, ended.warnings.map(({ code }) => code)], ["completed", ["ai-unavailable"]]);
      const meanwhile = await wall.item(share.item_id);
      assert.deepEqual([meanwhile.analyzed_by, meanwhile.analysis?.better_follows], ["built-in", true]);
      assert.deepEqual(
        meanwhile.analysis?.asked.map(({ by, outcome }) => [by, outcome]),
        [
          [CLAUDE, "ai-overloaded"],
          ["built-in", "answered"],
        ],
      );
      assert.equal(server.questions.length, 0);
      assert.equal(server.requests.length, 3, "as often as it is asked about one item, and no more");
      assert.equal((await month(wall)).you.spent_usd, 0, "an overloaded provider is not paid");

      wall.clock.forward({ hours: 1 });
      server.mend();
      const batch = await until("it to be handed in again", () => server.batches()[0]);
      assert.equal((await wall.item(share.item_id)).analysis?.better_follows, true, "it still does");
      server.endBatch({ batch });
      const item = await analysed(wall, share.item_id, CLAUDE);
      assert.deepEqual([item.analysis?.better_follows, item.title, aiTags(item)], [false, SAID.title, SAID.tags]);
      const { items } = await wall.get<KeptAnalyses>(`/items/${item.id}/analyses`);
      assert.deepEqual(
        items.map(({ by, shown }) => [by, shown]),
        [
          [CLAUDE, true],
          ["built-in", false],
        ],
      );
    },
  );

  test(
    `a budget that is reached in the middle of bulk work is kept to the cent (${topology})`,
    await within(topology),
    async (t) => {
      const server = await openAiServer(t);
      server.answer(SAID);
      // Less than forty answers cost, however few are under way at once.
      const budget = 0.01;
      const wall = await newJourney(t, {
        topology,
        settings: claudeAt(server, { AI_MONTHLY_BUDGET_USD: String(budget), AI_BATCH: "off", WORK_AI: "8" }),
      });
      const rows = Array.from({ length: 40 }, (_, index) => ({ text: `${TEXT} Post number ${index}. ${LONG}` }));
      const { body } = await wall.expect<{ items: { processing_id: string; item_id: string }[] }>(
        200,
        "POST",
        "/share/bulk?pace=now",
        { body: rows },
      );
      for (const share of body.items) assert.equal((await wall.ended(share)).status, "completed");
      const items = await Promise.all(body.items.map(({ item_id }) => wall.item(item_id)));
      const paid = items.filter((item) => item.analyzed_by === CLAUDE);
      const standIns = items.filter((item) => item.analysis?.asked[0]?.outcome === "budget-reached");
      assert.equal(paid.length + standIns.length, 40);
      assert.ok(paid.length > 0 && standIns.length > 0, `${paid.length} paid, ${standIns.length} not`);
      assert.ok(standIns.every(({ share }) => share?.warnings.some(({ code }) => code === "ai-budget")));
      assert.equal(server.questions.length, paid.length, "nobody is asked without money");
      const usage = await month(wall);
      assert.ok(usage.you.spent_usd <= budget, `${usage.you.spent_usd} of ${budget}`);
      const sum = paid.reduce((total, item) => total + (item.analysis?.cost_usd ?? 0), 0);
      assert.equal(Math.round(usage.you.spent_usd * 1e6), Math.round(sum * 1e6));
      assert.equal(usage.you.reserved_usd, 0);
    },
  );

  test(
    `what one has no budget for this month gets its analysis in the next (${topology})`,
    await within(topology),
    async (t) => {
      const server = await openAiServer(t);
      server.answer(SAID);
      const settings = claudeAt(server, { AI_MONTHLY_BUDGET_USD: "0.005", AI_BATCH: "off" });
      const wall = await newJourney(t, { topology, settings });
      const first = await wall.share({ text: `${TEXT} ${LONG}` });
      await wall.ended(first);
      const spent = (await month(wall)).you.spent_usd;
      assert.ok(spent > 0);
      // One after the other, since each reserves more than it costs; at last that much is not left.
      let poor = await wall.item(first.item_id);
      for (let n = 0; poor.analyzed_by === CLAUDE; n += 1) {
        assert.ok(n < 20, "the budget ends");
        const share = await wall.share({ text: `${TEXT} ${n} ${LONG}` });
        await wall.ended(share);
        poor = await wall.item(share.item_id);
      }
      assert.equal(poor.analyzed_by, "built-in");
      wall.clock.forward({ days: 32 });
      await month(wall);
      // Clocks of several processes are never set at the very same moment: one may begin an analysis in the new month that
      // another still finds no money for. Such a one is tried again after ten minutes.
      wall.clock.forward({ minutes: 11 });
      const item = await analysed(wall, poor.id, CLAUDE);
      assert.equal(item.analysis?.better_follows, false);
      assert.ok((await month(wall)).you.spent_usd > 0, "it is the new month's money");
    },
  );

  test(`a preview shows what would be, and keeps nothing of it (${topology})`, await within(topology), async (t) => {
    const server = await openAiServer(t);
    server.answer(SAID);
    const wall = await newJourney(t, { topology, settings: claudeAt(server) });
    const share = await wall.share({ text: TEXT });
    await wall.ended(share);
    const before = await wall.item(share.item_id);
    server.answer({ ...SAID, title: "Ein neuer Kai", summary: "Sieben Pfosten tragen den Kai.", language: "de" });
    const wish = { language: "de", instructions: "Say it as a harbour master would.", model: "claude-sonnet-5-5" };
    const { body: preview } = await wall.expect<{ title: string; analyzed_by: string; cost_usd: number }>(
      200,
      "POST",
      "/ai/preview",
      { body: { item_id: before.id, ...wish } },
    );
    assert.deepEqual([preview.title, preview.analyzed_by], ["Ein neuer Kai", "claude:claude-sonnet-5-5"]);
    assert.ok(preview.cost_usd > 0);
    const asked = server.questions.at(-1);
    assert.ok(`${asked?.instructions}${asked?.content}`.includes("harbour master would"));
    assert.deepEqual(await wall.item(before.id), before);
    assert.equal((await wall.get<KeptAnalyses>(`/items/${before.id}/analyses`)).items.length, 1);
    const usage = await month(wall);
    assert.equal(usage.days.length, 2, "a preview is paid like any other call");

    await wall.expect<ShareStatus>(202, "POST", `/items/${before.id}/analyze`, { body: wish });
    const item = await analysed(wall, before.id, "claude:claude-sonnet-5-5");
    assert.equal(item.title, "Ein neuer Kai");
    await wall.refused("422 model-not-there", "POST", "/ai/preview", {
      body: { item_id: before.id, model: "claude-that-nobody-prices" },
    });
    await wall.refused("422 model-not-there", "POST", `/items/${before.id}/analyze`, { body: { provider: "openai" } });
    await wall.refused("422 language-not-valid", "POST", "/ai/preview", {
      body: { item_id: before.id, language: "the queen's" },
    });
  });

  test(`an analysis is taken back, and the best one left is shown (${topology})`, await within(topology), async (t) => {
    const server = await openAiServer(t);
    server.answer(SAID);
    const wall = await newJourney(t, { topology, settings: claudeAt(server) });
    const share = await wall.share({ text: TEXT, tags: ["travel"] });
    await wall.ended(share);
    const first = await wall.item(share.item_id);
    await wall.expect(202, "POST", `/items/${first.id}/analyze`, { body: { provider: "built-in" } });
    const second = await analysed(wall, first.id, "built-in");
    assert.deepEqual(second.analysis?.better_follows, false, "a person asked for it");
    const undo = (id: string | undefined) => `/items/${first.id}/analyses/${id}`;
    const { body: back } = await wall.expect<Item>(200, "DELETE", undo(second.analysis?.id));
    assert.deepEqual([back.analyzed_by, back.title, aiTags(back)], [CLAUDE, SAID.title, SAID.tags]);
    await wall.refused("409 already-undone", "DELETE", undo(second.analysis?.id));
    const { body: bare } = await wall.expect<Item>(200, "DELETE", undo(back.analysis?.id));
    assert.deepEqual([bare.analyzed_by, bare.summary, bare.category], [null, null, null]);
    assert.deepEqual(
      bare.tags.map(({ name, by }) => [name, by]),
      [["travel", "person"]],
      "what a person wrote stays",
    );
    await wall.refused("404 not-found", "DELETE", undo(first.id));
    const { items } = await wall.get<KeptAnalyses>(`/items/${first.id}/analyses`);
    assert.ok(items.length === 2 && items.every(({ undone_at, shown }) => undone_at !== null && !shown));
  });
}

test("what a provider refuses to say is paid once and not asked about again", async (t) => {
  const server = await openAiServer(t);
  server.answer(SAID);
  const wall = await newJourney(t, { settings: claudeAt(server, { AI_BATCH: "off" }) });
  server.fail("refusal");
  const refused = await wall.share({ text: TEXT });
  assert.deepEqual(
    (await wall.ended(refused)).warnings.map(({ code }) => code),
    ["ai-unavailable"],
  );
  const item = await wall.item(refused.item_id);
  assert.deepEqual(
    [item.analyzed_by, item.analysis?.better_follows, item.analysis?.asked[0]?.outcome],
    ["built-in", false, "ai-refused"],
  );
  assert.ok((item.analysis?.cost_usd ?? 0) > 0, "a refusal is an answer, and costs");
  server.fail("403");
  const other = await wall.share({ text: "The lamps burn colza oil." });
  await wall.ended(other);
  server.mend();
  // The chore that sees to stand-ins has passed by both.
  await wall.restart();
  await analysed(wall, other.item_id, CLAUDE);
  assert.equal(server.questions.length, 2);
});

test("contents are analysed together, in their order, five at a time", async (t) => {
  const server = await openAiServer(t);
  let under = 0;
  let most = 0;
  const held: (() => void)[] = [];
  server.answer(async ({ content }) => {
    under += 1;
    most = Math.max(most, under);
    // Nobody is answered before five have come, or the last ones.
    if (under === 5 || server.questions.length === 12) for (const release of held.splice(0)) release();
    else await new Promise<void>((resolve) => held.push(resolve));
    under -= 1;
    return { ...SAID, title: /Lamp number \d+/.exec(content)?.[0] ?? "" };
  });
  const wall = await newJourney(t, { workers: false, settings: claudeAt(server) });
  const items = Array.from({ length: 12 }, (_, index) => ({ text: `Lamp number ${index} burns colza oil.` }));
  const { body } = await wall.expect<{
    items: { analysis: { title: string; analyzed_by: string; cost_usd: number } }[];
  }>(200, "POST", "/ai/analyze/batch", { body: { items } });
  assert.deepEqual(
    body.items.map(({ analysis }) => [analysis.title, analysis.analyzed_by]),
    items.map((_, index) => [`Lamp number ${index}`, CLAUDE]),
  );
  assert.equal(most, 5);
  const sum = body.items.reduce((total, { analysis }) => total + analysis.cost_usd, 0);
  assert.equal(Math.round(sum * 1e6), Math.round((await month(wall)).you.spent_usd * 1e6));
});

const LONG = "The posts are of oak from the hills. ".repeat(300);
