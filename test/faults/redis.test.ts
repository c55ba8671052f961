import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import type { ShareAccepted, ShareStatus } from "../../src/contract/shares.ts";
import type { Health } from "../../src/contract/system.ts";
import { on } from "../harness/databases.ts";
import { type Fleet, type FleetServer, newFleet } from "../harness/new-fleet.ts";
import { type PrivateRedis, privateRedis, withRedis } from "../harness/redis.ts";
import { until } from "../harness/until.ts";

const POSTGRES = await on("postgres");
const NEEDED = POSTGRES.skip === false ? withRedis() : POSTGRES;
/** At least so many; they go on until the fault is over. */
const SHARES = 100;
const SENDERS = 4;
const PAUSE_MS = 60;
const FAULT_AFTER = 25;
const FROZEN_MS = 5_000;
const AWAY_MS = 3_000;

interface Fault {
  /** What is done to Redis while shares come in. */
  readonly strike: (redis: PrivateRedis) => Promise<unknown>;
  readonly mend?: (redis: PrivateRedis) => Promise<unknown>;
  /** How long it lasts. */
  readonly lastsMs?: number;
}

const FAULTS: Readonly<Record<string, Fault>> = {
  "emptied again and again": {
    async strike(redis) {
      for (let n = 0; n < 20; n++) await redis.ask("FLUSHALL").then(() => sleep(20));
    },
  },
  "killed and started anew": { strike: (redis) => redis.kill(), lastsMs: AWAY_MS, mend: (redis) => redis.start() },
  "frozen for five seconds": {
    strike: (redis) => Promise.resolve(redis.freeze()),
    lastsMs: FROZEN_MS,
    mend: (redis) => Promise.resolve(redis.thaw()),
  },
  "out of memory": {
    strike: (redis) => redis.ask("CONFIG", "SET", "maxmemory", "1"),
    lastsMs: AWAY_MS,
    mend: (redis) => redis.ask("CONFIG", "SET", "maxmemory", "0"),
  },
};

for (const [name, { strike, mend, lastsMs = 0 }] of Object.entries(FAULTS))
  test(`Redis ${name} under load: nothing is lost, nothing doubled, every share is taken`, NEEDED, async (t) => {
    const redis = await privateRedis(t);
    const fleet = await newFleet(t, { servers: ["serving", "working"], workers: 1, settings: settingsOf(redis) });
    const [front] = fleet.servers as [FleetServer];
    await until("health", () => feels(front, "healthy", "up"));
    const load = startLoad(fleet);
    await until("some shares", () => load.accepted.length >= FAULT_AFTER);
    await strike(redis);
    if (mend) {
      const struckAt = performance.now();
      await until("the loss to be noticed", () => feels(front, "degraded", "down"));
      await sleep(Math.max(0, lastsMs - (performance.now() - struckAt)));
      await mend(redis);
    }
    await until("health again", () => feels(front, "healthy", "up"));
    await load.stop();
    await judge(t, fleet, load);
  });

test("Redis absent at the start: shares are taken and worked on, and it is found later", NEEDED, async (t) => {
  const redis = await privateRedis(t, { isStarted: false });
  const fleet = await newFleet(t, { servers: ["serving", "working"], workers: 1, settings: settingsOf(redis) });
  const [front] = fleet.servers as [FleetServer];
  assert.ok(await feels(front, "degraded", "down"));
  const load = startLoad(fleet);
  await until("some shares", () => load.accepted.length >= FAULT_AFTER);
  await redis.start();
  await until("health", () => feels(front, "healthy", "up"));
  await load.stop();
  await judge(t, fleet, load);
});

const settingsOf = ({ url }: PrivateRedis) => ({ REDIS_URL: url, RATE_LIMIT_SHARE: "100000/60" });

async function feels(server: FleetServer, status: Health["status"], redis: "up" | "down"): Promise<boolean> {
  const { body } = await server.ask<Health>("GET", "/health");
  return body.status === status && body.services?.["redis"]?.status === redis;
}

interface Load {
  readonly accepted: ShareAccepted[];
  readonly refused: string[];
  /** The longest that a share waited for its answer. */
  slowestMs: number;
  /** Lets the last ones be answered. */
  stop(): Promise<void>;
}

/** Several people share texts, each the next when the last was answered, on all servers in turn. */
function startLoad({ servers }: Fleet): Load {
  let next = 0;
  let isOver = false;
  async function send(): Promise<void> {
    while (next < SHARES || !isOver) {
      const n = next++;
      const server = servers[n % servers.length] as FleetServer;
      const askedAt = performance.now();
      const headers = { "idempotency-key": `thought-${n}` };
      const { status, body } = await server.ask<ShareAccepted>("POST", "/share", {
        body: { text: `Thought number ${n}: the seventh lamp burns.` },
        headers,
      });
      load.slowestMs = Math.max(load.slowestMs, performance.now() - askedAt);
      if (status === 202) load.accepted.push(body);
      else load.refused.push(`${n} was answered ${status}: ${JSON.stringify(body)}`);
      await sleep(PAUSE_MS);
    }
  }
  const load: Load = {
    accepted: [],
    refused: [],
    slowestMs: 0,
    async stop() {
      isOver = true;
      await done;
    },
  };
  const done = Promise.all(Array.from({ length: SENDERS }, send));
  // Awaited by the test; until then a failure must not end the process.
  done.catch(() => {});
  return load;
}

async function judge(t: TestContext, { servers }: Fleet, load: Load): Promise<void> {
  const [front, works] = servers as [FleetServer, FleetServer];
  assert.deepEqual(load.refused, []);
  assert.ok(load.accepted.length >= SHARES);
  const items = new Set<string | null>();
  for (const { processing_id } of load.accepted) {
    const ended = await until("the end of a share", async () => {
      const { body } = await front.ask<ShareStatus>("GET", `/share/status/${processing_id}`);
      return body.status === "processing" ? null : body;
    });
    assert.equal(ended.status, "completed");
    items.add(ended.item_id);
  }
  assert.equal(items.size, load.accepted.length);
  const { body: me } = await front.ask<{ inbox_id: string }>("GET", "/me");
  const { body: inbox } = await front.ask<{ items: number }>("GET", `/walls/${me.inbox_id}`);
  assert.equal(inbox.items, load.accepted.length);
  t.diagnostic(`${inbox.items} shares, the slowest answered after ${Math.round(load.slowestMs)} ms`);
  const claimed = await works.figures("digital_wall_steps_claimed_total");
  const rings = await front.figures("digital_wall_rings_total");
  t.diagnostic(
    `claimed by one of two: ${JSON.stringify(claimed)}; rings of the other server: ${JSON.stringify(rings)}`,
  );
}
