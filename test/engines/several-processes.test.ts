import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import type { Item } from "../../src/contract/items.ts";
import type { ShareAccepted, ShareStatus } from "../../src/contract/shares.ts";
import { openAiServer } from "../harness/ai-server.ts";
import { claudeAt } from "../harness/ai-settings.ts";
import { on } from "../harness/databases.ts";
import { type Fleet, type FleetServer, newFleet } from "../harness/new-fleet.ts";
import { article, openPages } from "../harness/pages.ts";
import { privateRedis, withRedis } from "../harness/redis.ts";
import { watch } from "../harness/streams.ts";
import { until } from "../harness/until.ts";

const POSTGRES = await on("postgres");
const BOTH = POSTGRES.skip === false ? withRedis() : POSTGRES;
/** Well below the two seconds after which screens and copies look by themselves. */
const AT_ONCE_MS = 1_000;

async function pair(t: TestContext, settings: Record<string, string>): Promise<[FleetServer, FleetServer]> {
  const { servers }: Fleet = await newFleet(t, { servers: ["working", "serving"], settings });
  return servers as [FleetServer, FleetServer];
}

async function share(server: FleetServer, things: Record<string, string>): Promise<ShareAccepted> {
  const { status, body } = await server.ask<ShareAccepted>("POST", "/share", { body: things });
  assert.equal(status, 202);
  return body;
}

test("without Redis a screen of one server shows what happened on another within seconds", POSTGRES, async (t) => {
  const pages = await openPages({ "/slow": { body: article(), afterMs: 1_500 } });
  t.after(() => pages.close());
  const [works, shows] = await pair(t, { FETCH_ALLOW_HOSTS: pages.host });
  const { body: me } = await shows.ask<{ inbox_id: string }>("GET", "/me");
  const asked = pages.nextAsked("/slow");
  const first = await share(works, { url: pages.at("/slow") });
  await asked;
  const watching = await watch(t, shows, `/events?walls=${me.inbox_id}&shares=${first.processing_id}`);
  const isAt = (status: ShareStatus["status"], data: unknown) => (data as ShareStatus).status === status;
  await watching.first("the share at work", ({ event, data }) => event === "share" && isAt("processing", data));
  await watching.first("the end of the share", ({ event, data }) => event === "share" && isAt("completed", data));
  const second = await share(works, { text: "The second lamp is lit." });
  const item = await watching.first(
    "the new item",
    ({ event, data }) => event === "item" && (data as Item).title?.includes("second") === true,
  );
  assert.equal((item.data as Item).id, second.item_id);
});

test("with Redis a screen of one server shows at once what happened on another", BOTH, async (t) => {
  const redis = await privateRedis(t);
  const [works, shows] = await pair(t, { REDIS_URL: redis.url });
  const { body: me } = await shows.ask<{ inbox_id: string }>("GET", "/me");
  const watching = await watch(t, shows, `/events?walls=${me.inbox_id}`);
  const delays: number[] = [];
  for (let n = 0; n < 5; n++) {
    const title = `Lamp ${n} is lit.`;
    const sharedAt = performance.now();
    await share(works, { text: title });
    await watching.first(title, ({ event, data }) => event === "item" && (data as Item).title === title);
    delays.push(performance.now() - sharedAt);
  }
  // One of them may coincide with a look; all of them do not.
  t.diagnostic(`told after ${delays.map(Math.round).join(", ")} ms`);
  assert.ok(
    delays.every((ms) => ms < AT_ONCE_MS),
    `${delays}`,
  );
});

test("with Redis a key that ends on one server ends on the other at once", BOTH, async (t) => {
  const redis = await privateRedis(t);
  const [one, other] = await pair(t, { REDIS_URL: redis.url });
  const { body: made } = await one.ask<{ id: string; key: string }>("POST", "/keys", {
    body: { name: "A phone", scopes: ["read"] },
  });
  const asks = async (server: FleetServer) => (await server.ask("GET", "/me", { key: made.key })).status;
  assert.deepEqual([await asks(one), await asks(other)], [200, 200]);
  const revokedAt = performance.now();
  assert.equal((await one.ask("DELETE", `/keys/${made.id}`)).status, 204);
  assert.equal(await asks(one), 401);
  await until("the end on the other", async () => (await asks(other)) === 401);
  const ms = performance.now() - revokedAt;
  assert.ok(ms < AT_ONCE_MS, `${ms} ms`);
});

test("while revocations cannot be heard a copy of a key is believed for two seconds only", BOTH, async (t) => {
  const redis = await privateRedis(t);
  const [one, other] = await pair(t, { REDIS_URL: redis.url });
  const { body: made } = await one.ask<{ id: string; key: string }>("POST", "/keys", {
    body: { name: "A phone", scopes: ["read"] },
  });
  const asks = async () => (await other.ask("GET", "/me", { key: made.key })).status;
  await redis.kill();
  assert.equal(await asks(), 200);
  await one.ask("DELETE", `/keys/${made.id}`);
  await until("the end on the other", async () => (await asks()) === 401);
});

test("with Redis servers count a limit together, and each by itself when it is gone", BOTH, async (t) => {
  const redis = await privateRedis(t);
  const [one, other] = await pair(t, { REDIS_URL: redis.url, RATE_LIMIT_SHARE: "3/600" });
  const shares = async (server: FleetServer) =>
    (await server.ask("POST", "/share", { body: { text: "A thought" } })).status;
  assert.deepEqual([await shares(one), await shares(other), await shares(one)], [202, 202, 202]);
  assert.deepEqual([await shares(other), await shares(one)], [429, 429]);
  await redis.kill();
  await until("its own count", async () => (await shares(one)) === 202);
  assert.deepEqual([await shares(one), await shares(one), await shares(one)], [202, 202, 429]);
});

test("with Redis all workers together ask a provider no oftener than they may", BOTH, async (t) => {
  const redis = await privateRedis(t);
  const model = await openAiServer(t);
  const settings = claudeAt(model, { REDIS_URL: redis.url, AI_RATE: "3/600", AI_BATCH: "off" });
  const { servers } = await newFleet(t, { servers: ["working", "working"], settings });
  const shares: string[] = [];
  for (let n = 0; n < 8; n++) {
    const server = servers[n % 2] as FleetServer;
    shares.push((await share(server, { text: `Lamp number ${n} burns in the evening.` })).processing_id);
  }
  const [server] = servers as [FleetServer];
  const stateOf = async (id: string) => {
    const { status, steps } = (await server.ask<ShareStatus>("GET", `/share/status/${id}`)).body;
    return steps.some(({ name, state }) => name === "analyze" && state === "waiting") ? "waiting" : status;
  };
  const states = await until("what becomes of them", async () => {
    const all = await Promise.all(shares.map(stateOf));
    return all.includes("processing") ? null : all.sort();
  });
  assert.deepEqual(states, [...Array(3).fill("completed"), ...Array(5).fill("waiting")]);
  assert.equal(model.questions.length, 3);
});
