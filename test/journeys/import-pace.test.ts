import assert from "node:assert/strict";
import type { ServerResponse } from "node:http";
import { type TestContext, test } from "node:test";
import type { AiUsage } from "../../src/contract/analyses.ts";
import type { Item } from "../../src/contract/items.ts";
import { SAID } from "../harness/ai-said.ts";
import { openAiServer } from "../harness/ai-server.ts";
import { claudeAt } from "../harness/ai-settings.ts";
import { bookmarkFile, importAll } from "../harness/imports.ts";
import { type Journey, newJourney } from "../harness/journey.ts";
import { article, openPages, type Pages } from "../harness/pages.ts";
import { TOPOLOGIES, within } from "../harness/topologies.ts";
import { until } from "../harness/until.ts";

const CLAUDE = "claude:claude-haiku-5-5";
const READ_AFTER = { seconds: 11 };
/** As docs/import.md says; each process counts for itself. */
const AT_ONCE = 2;

const itemsOf = async (wall: Journey): Promise<Item[]> => (await wall.get<{ items: Item[] }>("/items?limit=100")).items;

/** A site whose pages are answered when it is told to, and that counts how many are under way. */
async function openHeldSite(t: TestContext, paths: readonly string[], host: string) {
  const held: ServerResponse[] = [];
  const counts = { underWay: 0, highest: 0 };
  let isOpen = false;
  const answer = (response: ServerResponse) =>
    void response.writeHead(200, { "content-type": "text/html" }).end(article());
  const page = (_: unknown, response: ServerResponse) => {
    counts.underWay += 1;
    counts.highest = Math.max(counts.highest, counts.underWay);
    response.once("close", () => {
      counts.underWay -= 1;
    });
    // Long enough that whoever asks for a third meanwhile is seen.
    if (isOpen) setTimeout(() => answer(response), 20);
    else held.push(response);
  };
  const site: Pages = await openPages(Object.fromEntries(paths.map((path) => [path, page])), host);
  t.after(() => site.close());
  const open = () => {
    isOpen = true;
    for (const response of held.splice(0)) answer(response);
  };
  return { site, counts, open };
}

for (const topology of TOPOLOGIES) {
  test(
    `a fresh share overtakes an import whose pages do not come, and a site is asked for two pages at a time (${topology})`,
    await within(topology),
    async (t) => {
      const paths = Array.from({ length: 24 }, (_, n) => `/page-${n}`);
      const hosts = ["127.0.0.2", "127.0.0.3", "127.0.0.4", "127.0.0.5"];
      const sites = await Promise.all(hosts.map((host) => openHeldSite(t, paths, host)));
      const wall = await newJourney(t, {
        topology,
        pages: { "/fresh": article({ title: "Fresh bread" }) },
        settings: { FETCH_ALLOW_HOSTS: ["127.0.0.1", ...hosts].join(",") },
      });
      const bookmarks = sites.flatMap(({ site }) => paths.map((path) => ({ url: site.at(path), title: path })));
      const done = await importAll(wall, bookmarkFile({ "": bookmarks }));
      assert.equal(done.counts.made, bookmarks.length);
      wall.clock.forward(READ_AFTER);
      const underWay = () => sites.reduce((sum, { counts }) => sum + counts.underWay, 0);
      await until("pages of the import to be asked for", () => Promise.resolve(underWay() >= 2));

      const fresh = await wall.share({ url: wall.pages.at("/fresh") });
      assert.equal((await wall.ended(fresh)).status, "completed");
      assert.equal((await wall.item(fresh.item_id)).title, "Fresh bread");
      assert.ok(underWay() >= 2, "the pages of the import are still being waited for");

      for (const { open } of sites) open();
      await until("all pages of the import to be read", async () => {
        const items = await itemsOf(wall);
        return items.every(({ analyzed_by }) => analyzed_by !== null);
      });
      const processes = topology === "distributed" ? 2 : 1;
      for (const { counts, site } of sites) {
        assert.ok(counts.highest <= AT_ONCE * processes, `${counts.highest} pages of one site at a time`);
        assert.equal(site.requests.filter((path) => path.startsWith("/page-")).length, paths.length, "each once");
      }
    },
  );

  test(
    `a language model is asked about imported things in a batch, at half the price, and never twice (${topology})`,
    await within(topology),
    async (t) => {
      const server = await openAiServer(t);
      const pages = Object.fromEntries([0, 1, 2, 3].map((n) => [`/lamp-${n}`, article({ title: `Lamp no ${n}` })]));
      const wall = await newJourney(t, { topology, pages, settings: claudeAt(server) });
      const bookmarks = Object.keys(pages).map((path) => ({ url: wall.pages.at(path), title: `Mine ${path}` }));
      await importAll(wall, bookmarkFile({ "": bookmarks }));
      wall.clock.forward(READ_AFTER);
      const standing = await until("the built-in analyses", async () => {
        const items = await itemsOf(wall);
        return items.every(({ analyzed_by }) => analyzed_by !== null) ? items : null;
      });
      for (const item of standing) {
        assert.deepEqual([item.analyzed_by, item.analysis?.better_follows], ["built-in", true]);
        const [asked] = item.analysis?.asked ?? [];
        assert.deepEqual([asked?.by, asked?.outcome], [CLAUDE, "later"]);
      }
      await until("a batch to be handed in", () => Promise.resolve(server.questions.length === bookmarks.length));
      assert.ok(
        server.requests.every(({ path }) => path.startsWith("/v1/messages/batches")),
        "none is asked singly",
      );
      for (const batch of server.batches()) server.endBatch({ batch });
      const analysed = await until("the batch's answers", async () => {
        const items = await itemsOf(wall);
        return items.every(({ analyzed_by }) => analyzed_by === CLAUDE) ? items : null;
      });
      assert.equal(server.questions.length, bookmarks.length, "each was asked once");
      assert.ok(
        analysed.every(({ title }) => title.startsWith("Mine /lamp-")),
        "what the person brought stays",
      );
      const usage = await wall.get<AiUsage>("/ai/usage");
      const [day] = usage.days;
      // Haiku 5.5: 0.10 and 0.50 dollars a million tokens, 0.01 from the cache, 0.125 to it; half of that in a batch.
      const full =
        (day?.input_tokens ?? 0) * 0.1 +
        (day?.output_tokens ?? 0) * 0.5 +
        (day?.cache_read_tokens ?? 0) * 0.01 +
        (day?.cache_write_tokens ?? 0) * 0.125;
      const paid = usage.you.spent_usd * 1e6;
      assert.ok(paid >= full / 2 && paid <= full / 2 + bookmarks.length, `${paid} of ${full}`);
    },
  );

  test(
    `a month's budget ends what a model says of an import; the rest has the built-in analysis and says why (${topology})`,
    await within(topology),
    async (t) => {
      const server = await openAiServer(t);
      // An answer that costs a good part of the budget, so that few of them end it.
      server.answer({ ...SAID, summary: "The keeper rows out at dusk. ".repeat(280) });
      const budget = 0.004;
      const wall = await newJourney(t, {
        topology,
        settings: claudeAt(server, { AI_MONTHLY_BUDGET_USD: String(budget) }),
      });
      const long = "It stands at the mouth of the estuary and is lit at dusk by its keeper. ".repeat(60);
      const notes = (from: number, count: number) =>
        JSON.stringify({
          bookmarks: Array.from({ length: count }, (_, n) => ({
            createdAt: 1_700_000_000 + n,
            title: `Lamp number ${from + n}`,
            tags: [],
            content: { type: "text", text: `Lamp number ${from + n}. ${long}` },
          })),
        });
      const first = await importAll(wall, notes(0, 20));
      assert.equal(first.counts.made, 20);
      wall.clock.forward(READ_AFTER);
      await until("all to have an analysis", async () => (await itemsOf(wall)).every((item) => item.analyzed_by));
      // Batches are handed in until there is no money for another question.
      let ended = 0;
      const usageOnce = (isSo: (now: AiUsage["you"]) => boolean) =>
        until("the money to be spent", async () => {
          for (const batch of server.batches().slice(ended)) {
            server.endBatch({ batch });
            ended += 1;
          }
          const now = await wall.get<AiUsage>("/ai/usage");
          return isSo(now.you) ? now : null;
        });
      for (let spent = 0; spent < budget / 2; )
        spent = (await usageOnce(({ spent_usd }) => spent_usd > spent)).you.spent_usd;
      const usage = await usageOnce(({ reserved_usd }) => reserved_usd === 0);
      assert.ok(usage.you.spent_usd <= budget, `${usage.you.spent_usd} of ${budget}`);
      const items = await itemsOf(wall);
      const by = (name: string) => items.filter(({ analyzed_by }) => analyzed_by === name);
      assert.equal(by(CLAUDE).length + by("built-in").length, 20);
      assert.ok(by(CLAUDE).length > 0 && by("built-in").length > 0, `${by(CLAUDE).length} of 20`);
      for (const { analysis } of by("built-in")) {
        const [asked] = analysis?.asked ?? [];
        assert.deepEqual([asked?.by, asked?.outcome], [CLAUDE, "later"]);
        assert.match(asked?.message ?? "", /as far as the month's budget goes/);
      }

      // What is brought when there is none left says so at once.
      const asked = server.questions.length;
      await importAll(wall, notes(100, 3));
      wall.clock.forward(READ_AFTER);
      const poor = await until("the later ones to be analysed", async () => {
        const late = (await itemsOf(wall)).filter(({ title }) => /number 10\d/.test(title));
        return late.length === 3 && late.every(({ analyzed_by }) => analyzed_by === "built-in") ? late : null;
      });
      for (const { analysis, state } of poor) {
        assert.deepEqual(
          [state, analysis?.asked[0]?.outcome, analysis?.better_follows],
          ["ready", "budget-reached", true],
        );
      }
      assert.equal(server.questions.length, asked);
    },
  );
}
