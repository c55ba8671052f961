import assert from "node:assert/strict";
import { suite, type TestContext, test } from "node:test";
import type { AiUsage } from "../../src/contract/analyses.ts";
import type { Item } from "../../src/contract/items.ts";
import type { ShareStatus } from "../../src/contract/shares.ts";
import { SAID } from "../harness/ai-said.ts";
import { type AiFaultName, type AiServer, openAiServer } from "../harness/ai-server.ts";
import { claudeAt, openAiAt } from "../harness/ai-settings.ts";
import { type CountedCall, callsOfShare, countedCalls } from "../harness/counted-calls.ts";
import { hurried } from "../harness/hurried.ts";
import { type Journey, newJourney } from "../harness/journey.ts";
import { TOPOLOGIES, type Topology, within } from "../harness/topologies.ts";
import { until } from "../harness/until.ts";

const CLAUDE = "claude:claude-haiku-5-5";
const OPENAI = "openai:llama3.2";
const TEXT =
  "The ferry to the island of Rossmar sails from a new quay. Carpenters drove seven oak posts into the harbour floor, and the harbour master says that the quay will outlive them all.";
const TRIES = 3;
/** Walls that wait at the same time, in each of so many tests. */
const AT_ONCE = 3;
const TESTS_AT_ONCE = 2;
/** Long enough for some shares, on a slow machine too: they must find the provider resting. */
const REST_SECONDS = "12";

const PROVIDERS = {
  // Improvements of Claude's wait for a batch that never comes, and stay out of what is counted.
  claude: { name: CLAUDE, settings: (server: AiServer) => claudeAt(server, { AI_BATCH_SECONDS: "86400" }) },
  openai: { name: OPENAI, settings: (server: AiServer) => openAiAt(server, { AI_PRICE: "0.10/0.50" }) },
} as const;
type Provider = keyof typeof PROVIDERS;

const AI = `ai (${CLAUDE})`;
interface Health {
  readonly status: string;
  readonly services: Record<string, { readonly status: string }>;
}
const secondAt = (server: AiServer): Record<string, string> => ({
  AI_SECOND_PROVIDER: "openai",
  AI_SECOND_MODEL: "llama3.2",
  AI_SECOND_PRICE: "0.10/0.50",
  OPENAI_BASE_URL: server.openAiUrl,
});

/** How a fault ends for the one who shared, how often is asked, and what each call counts as. */
type Row = readonly [fault: AiFaultName, outcome: string, calls: readonly CountedCall["state"][]];

const once = (state: CountedCall["state"]) => [state];
const everyTry = (state: CountedCall["state"]) => Array.from({ length: TRIES }, () => state);

const ROWS: readonly Row[] = [
  // Only a person can mend these: asked once, and free.
  ["400", "ai-request-refused", once("free")],
  ["401", "ai-key-refused", once("free")],
  ["402", "ai-spend-limit", once("free")],
  ["403", "ai-not-allowed", once("free")],
  ["404-model", "ai-model-unknown", once("free")],
  ["413", "ai-too-large", once("free")],
  ["429-spend", "ai-spend-limit", once("free")],
  ["400-credit", "ai-spend-limit", once("free")],
  // These pass by themselves; where it may have worked before it failed, it counts as paid.
  ["408", "ai-timeout", everyTry("unknown")],
  ["409", "ai-busy", everyTry("free")],
  ["429", "ai-rate-limited", everyTry("free")],
  ["500", "ai-error", everyTry("unknown")],
  ["502", "ai-error", everyTry("unknown")],
  ["503", "ai-overloaded", everyTry("free")],
  ["504", "ai-error", everyTry("unknown")],
  ["529", "ai-overloaded", everyTry("free")],
  ["drop-before-answer", "ai-connection-lost", everyTry("unknown")],
  ["drop-mid-answer", "ai-connection-lost", everyTry("unknown")],
  ["trickle", "ai-timeout", everyTry("unknown")],
  ["html-200", "ai-answer-malformed", everyTry("unknown")],
  ["broken-body", "ai-answer-malformed", everyTry("unknown")],
  // A paid answer that cannot be used is repaired once where that may help.
  ["malformed-json", "ai-answer-malformed", ["answered", "answered"]],
  ["schema-violation", "ai-answer-invalid", ["answered", "answered"]],
  ["refusal", "ai-refused", once("answered")],
  ["max-tokens", "ai-answer-cut", once("answered")],
  ["ten-megabytes", "ai-answer-too-large", once("unknown")],
];
/** What OpenAI's protocol has and a server may lack is found out for nothing. */
const PASSING: readonly Row[] = [
  ["no-schema-mode", "answered", ["free", "answered"]],
  ["no-tool-mode", "answered", ["free", "free", "answered"]],
];
const ON_POSTGRES = new Set<AiFaultName>(["401", "500", "429", "malformed-json", "max-tokens"]);
/** Of the faults that need a wall each; every one of them is in the suite of both adapters (suites/ai-providers.test.ts). */
const WITH_OPENAI_TOO = new Set<AiFaultName>([
  "401",
  "429",
  "500",
  "drop-mid-answer",
  "trickle",
  "no-schema-mode",
  "no-tool-mode",
]);
/** What the item is the reason of is not asked again by itself. */
const OF_ITEM = /^ai-(?:request-refused|too-large|refused|answer-.*)$/;

async function newFaulty(
  t: TestContext,
  { provider, topology, more = {} }: { provider: Provider; topology: Topology; more?: Record<string, string> },
): Promise<{ wall: Journey; server: AiServer }> {
  const server = await openAiServer(t);
  const settings = { ...PROVIDERS[provider].settings(server), ...more };
  return { server, wall: await newJourney(t, { topology, settings }) };
}

const links = (item: Item) => item.analysis?.asked.map(({ by, outcome }) => [by, outcome]);
const usd6 = (usd: number | undefined) => Math.round((usd ?? 0) * 1e6);

/** A share of a text amid a fault, and what was counted for it at a moment when no call was under way. */
async function shareAmid(
  wall: Journey,
  server: AiServer,
): Promise<{ ended: ShareStatus; item: Item; calls: CountedCall[] }> {
  const share = await wall.share({ text: TEXT });
  const ended = await hurried(wall, share);
  const item = await wall.item(share.item_id);
  const { all, usage, requests } = await until("a moment without a call", async () => {
    const before = server.requests.length;
    const look = { usage: await wall.get<AiUsage>("/ai/usage"), all: await countedCalls(wall), requests: before };
    const isStill = server.requests.length === before && look.all.every(({ state }) => state !== "sent");
    return isStill && look.usage.you.reserved_usd === 0 ? look : null;
  });
  assert.equal(all.length, requests, "each request is a row, and each row a request");
  const sum = all.reduce((total, { costUsd6 }) => total + costUsd6, 0);
  assert.deepEqual(
    [
      usd6(usage.you.spent_usd),
      usd6(usage.everybody?.spent_usd),
      usage.you.reserved_usd,
      usage.everybody?.reserved_usd,
    ],
    [sum, sum, 0, 0],
  );
  const calls = await callsOfShare(wall, share.processing_id);
  assert.ok(calls.every(({ sentAt, stepEndedAt }) => stepEndedAt !== null && sentAt <= stepEndedAt));
  assert.equal(
    usd6(item.analysis?.cost_usd),
    calls.reduce((total, { costUsd6 }) => total + costUsd6, 0),
  );
  return { ended, item, calls };
}

function assertCounted({ state, costUsd6, reservedUsd6 }: CountedCall): void {
  if (state === "free") assert.equal(costUsd6, 0);
  else if (state === "unknown") assert.ok(costUsd6 === reservedUsd6 && costUsd6 > 0, `${costUsd6} of ${reservedUsd6}`);
  else assert.ok(costUsd6 > 0 && costUsd6 < reservedUsd6, `${costUsd6} of ${reservedUsd6}`);
}

/** Shares a text amid a fault, and holds what becomes of it against the row. */
async function assertRow(wall: Journey, server: AiServer, { name, row }: { name: string; row: Row }): Promise<void> {
  const [fault, outcome, states] = row;
  server.fail(fault);
  const { ended, item, calls } = await shareAmid(wall, server);
  assert.deepEqual([ended.status, item.state], ["completed", "ready"]);
  assert.deepEqual(
    calls.map(({ state }) => state),
    states,
  );
  for (const call of calls) assertCounted(call);
  if (outcome === "answered") {
    assert.deepEqual([item.analyzed_by, item.title, ended.warnings], [name, SAID.title, []]);
    return assert.deepEqual(links(item), [[name, "answered"]]);
  }
  assert.deepEqual([item.analyzed_by, item.analysis?.better_follows], ["built-in", !OF_ITEM.test(outcome)]);
  assert.deepEqual(links(item), [
    [name, outcome],
    ["built-in", "answered"],
  ]);
  assert.deepEqual(
    ended.warnings.map(({ code, step }) => [code, step]),
    [["ai-unavailable", "analyze"]],
  );
  assert.equal(/follows by itself/.test(ended.warnings[0]?.message ?? ""), !OF_ITEM.test(outcome));
  assert.ok((item.summary ?? "").length > 20, "the built-in analysis says something");
}

const titleOf = ([fault, outcome, states]: Row) => `${fault}: ${outcome} after ${states.length} (${states[0]})`;

function faultsOn(topology: Topology, options: { readonly skip: string | false }): void {
  for (const provider of ["claude", "openai"] as const) {
    const rows = [...ROWS, ...(provider === "openai" ? PASSING : [])].filter(
      ([fault]) => topology === "embedded" || ON_POSTGRES.has(fault),
    );
    const isHere = ([fault]: Row) => provider === "claude" || WITH_OPENAI_TOO.has(fault);
    const [ofItem, others] = [true, false].map((is) => rows.filter(([, outcome]) => OF_ITEM.test(outcome) === is));
    const { name } = PROVIDERS[provider];
    test(`whatever ${provider} does, what is shared becomes an item, and every call is counted for what it was (${topology})`, {
      ...options,
      concurrency: AT_ONCE,
    }, async (t) => {
      await Promise.all([
        // These leave nothing behind: no rest, no breaker, nothing to be done better.
        t.test("what the item is the reason of", async (t) => {
          const { wall, server } = await newFaulty(t, { provider, topology });
          server.answer(SAID);
          for (const row of ofItem ?? []) await t.test(titleOf(row), () => assertRow(wall, server, { name, row }));
        }),
        ...(others ?? []).filter(isHere).map((row) =>
          t.test(titleOf(row), async (t) => {
            const more: Record<string, string> = row[0] === "trickle" ? { AI_TIMEOUT_MS: "500" } : {};
            const { wall, server } = await newFaulty(t, { provider, topology, more });
            server.answer(SAID);
            await assertRow(wall, server, { name, row });
          }),
        ),
      ]);
    });
  }
}

function waitsOn(topology: Topology, options: { readonly skip: string | false }): void {
  test(`waits and rests of a provider cost nobody a worker (${topology})`, {
    ...options,
    concurrency: AT_ONCE,
  }, async (t) => {
    await Promise.all([
      t.test("asked to wait five seconds, it waits them in the rows, and others go on", async (t) => {
        const { wall, server } = await newFaulty(t, { provider: "claude", topology, more: { WORK_AI: "1" } });
        server.answer(SAID);
        server.fail("429-retry-after", { retryAfterSeconds: 5, times: 1 });
        const first = await wall.share({ text: TEXT });
        const waiting = await until("the step to wait", async () => {
          const { steps } = await wall.get<ShareStatus>(`/share/status/${first.processing_id}`);
          return steps.find(({ name, state }) => name === "analyze" && state === "waiting");
        });
        const aheadMs = Date.parse(waiting.retry_at ?? "") - Date.now();
        assert.ok(aheadMs > 3_000 && aheadMs <= 5_500, `${aheadMs} ms`);
        assert.deepEqual(waiting.error?.code, "ai-rate-limited");
        // The provider asked everybody to wait: whoever comes meanwhile gets the built-in analysis, and a better one later.
        const second = await wall.share({ text: `${TEXT} It is painted green.` });
        assert.equal((await wall.ended(second)).warnings[0]?.code, "ai-unavailable");
        assert.equal((await wall.get<ShareStatus>(`/share/status/${first.processing_id}`)).status, "processing");
        const meanwhile = await wall.item(second.item_id);
        assert.deepEqual(links(meanwhile), [
          [CLAUDE, "resting"],
          ["built-in", "answered"],
        ]);
        assert.equal(meanwhile.analysis?.better_follows, true);
        assert.equal(server.requests.length, 1);
        const ended = await wall.ended(first);
        assert.deepEqual([ended.status, ended.warnings], ["completed", []]);
        assert.equal((await wall.item(first.item_id)).analyzed_by, CLAUDE);
        const [one, two] = server.requests;
        assert.ok((two?.at ?? 0) - (one?.at ?? 0) >= 5_000, "not before it may");
      }),
      t.test("asked to wait an hour, it does not", async (t) => {
        const { wall, server } = await newFaulty(t, { provider: "claude", topology });
        server.fail("429-retry-after", { retryAfterSeconds: 3_600 });
        const share = await wall.share({ text: TEXT });
        assert.equal((await wall.ended(share)).status, "completed");
        assert.deepEqual(links(await wall.item(share.item_id)), [
          [CLAUDE, "ai-rate-limited"],
          ["built-in", "answered"],
        ]);
        assert.equal(server.requests.length, 1);
      }),
      t.test("after four failures in a row it is left alone, until one probe is answered", async (t) => {
        const { wall, server } = await newFaulty(t, {
          provider: "claude",
          topology,
          more: { AI_REST_SECONDS: REST_SECONDS },
        });
        server.answer(SAID);
        server.fail("529");
        const breaker = async () => (await wall.get<{ breakers: Record<string, string> }>("/queue")).breakers[CLAUDE];
        const outcomeOf = async (text: string) => {
          const share = await wall.share({ text });
          await hurried(wall, share);
          return links(await wall.item(share.item_id))?.[0]?.[1];
        };
        assert.equal(await breaker(), undefined);
        assert.equal(await outcomeOf(`${TEXT} One.`), "ai-overloaded");
        assert.equal(await outcomeOf(`${TEXT} Two.`), "resting", "its second try finds the breaker open");
        assert.equal(server.requests.length, 4);
        assert.deepEqual(await Promise.all(["Three", "Four", "Five"].map((word) => outcomeOf(`${TEXT} ${word}.`))), [
          "resting",
          "resting",
          "resting",
        ]);
        assert.equal(server.requests.length, 4, "nobody asks a provider that rests");
        assert.equal(await breaker(), "open");
        const health = await wall.get<Health>("/health");
        assert.deepEqual([health.status, health.services[AI]?.status], ["degraded", "down"]);

        await until("the rest to be over", async () => (await breaker()) === "half-open");
        await Promise.all(["Six", "Seven", "Eight"].map((word) => outcomeOf(`${TEXT} ${word}.`)));
        // Each process that asks probes for itself.
        const probes = server.requests.length - 4;
        assert.ok(probes >= 1 && probes <= (topology === "distributed" ? 2 : 1), `${probes} questions probe for all`);
        assert.equal(await breaker(), "open");

        server.mend();
        await until("the rest to be over again", async () => (await breaker()) === "half-open");
        // Of several processes one that hears of the end of the rest later may be the one that is asked.
        if (topology === "distributed")
          await until("an answer", async () => (await outcomeOf(`${TEXT} Nine.`)) === "answered");
        else assert.equal(await outcomeOf(`${TEXT} Nine.`), "answered");
        await until("the line to be well", async () => (await breaker()) === undefined);
        await until("health", async () => (await wall.get<Health>("/health")).status === "healthy");
      }),
      t.test("where the first one fails the second one answers, and both are told", async (t) => {
        const server = await openAiServer(t);
        const settings = { ...PROVIDERS.claude.settings(server), ...secondAt(server) };
        const wall = await newJourney(t, { topology, settings });
        server.answer(SAID);
        server.fail("500", { path: /messages/ });
        const { ended, item, calls } = await shareAmid(wall, server);
        assert.deepEqual([ended.status, ended.warnings], ["completed", []]);
        assert.deepEqual([item.analyzed_by, item.analysis?.better_follows], [OPENAI, false]);
        assert.deepEqual(links(item), [
          [CLAUDE, "ai-error"],
          [OPENAI, "answered"],
        ]);
        assert.deepEqual(
          calls.map(({ provider, state }) => [provider, state]),
          [...everyTry("unknown").map((state) => ["claude", state]), ["openai", "answered"]],
        );
      }),
      t.test("an analysis that a person asks for and that is refused replaces nothing", async (t) => {
        const { wall, server } = await newFaulty(t, { provider: "claude", topology });
        server.answer(SAID);
        const share = await wall.share({ text: TEXT });
        await wall.ended(share);
        server.fail("refusal");
        const { body } = await wall.expect<ShareStatus>(202, "POST", `/items/${share.item_id}/analyze`, {
          body: { instructions: "Say it as a harbour master would." },
        });
        await wall.ended(body);
        const item = await wall.item(share.item_id);
        assert.deepEqual([item.analyzed_by, item.title], [CLAUDE, SAID.title]);
        assert.equal(server.questions.length, 2);
      }),
    ]);
  });
}

for (const topology of TOPOLOGIES) {
  const options = await within(topology);
  // Most of this is waiting, and waiting can be done side by side.
  suite(`faults of providers (${topology})`, { concurrency: TESTS_AT_ONCE }, () => {
    faultsOn(topology, options);
    waitsOn(topology, options);
  });
}
