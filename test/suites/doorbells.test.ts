import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { type OpenDoorbells, openDoorbells } from "../../src/app/open-doorbells.ts";
import { readSettings } from "../../src/config/settings.ts";
import { newId } from "../../src/core/ids.ts";
import type { Channel, ChannelMessage, Queue } from "../../src/core/ports/doorbells.ts";
import type { Lane } from "../../src/core/steps.ts";
import { type PrivateRedis, privateRedis, withRedis } from "../harness/redis.ts";
import { until } from "../harness/until.ts";

/** Closing waits for nobody, whatever Redis does. */
const QUICK_MS = 2_000;
const REDIS = withRedis();

interface Opened extends OpenDoorbells {
  readonly logged: string[];
}

/** Doorbells as a process of its own would have them. */
async function open(t: TestContext, redis: PrivateRedis | null): Promise<Opened> {
  const logged: string[] = [];
  const settings = readSettings(redis ? { REDIS_URL: redis.url } : {});
  const bells = await openDoorbells(
    settings,
    (level, event, facts) =>
      void logged.push(JSON.stringify([level, event, typeof facts === "function" ? facts() : facts])),
  );
  t.after(() => bells.close());
  return { ...bells, logged };
}

function ears(queue: Queue, lanes?: readonly Lane[]): { heard: Lane[]; end: () => void } {
  const heard: Lane[] = [];
  return { heard, end: queue.onRing((lane) => void heard.push(lane), lanes) };
}

function listening(channel: Channel): { heard: ChannelMessage[]; end: () => void } {
  const heard: ChannelMessage[] = [];
  return { heard, end: channel.subscribe((message) => void heard.push(message)) };
}

const aStep = (attempt = 0) => ({ step: newId(), attempt });
const isHealthy = ({ channel }: Opened) => until("a healthy channel", () => channel.healthy());

for (const kind of ["in-process", "redis", "redis by TLS"] as const) {
  const options = kind === "in-process" ? {} : REDIS;
  const start = async (t: TestContext) => {
    const bells = await open(
      t,
      kind === "in-process" ? null : await privateRedis(t, { isSecure: kind === "redis by TLS" }),
    );
    await isHealthy(bells);
    return bells;
  };

  test(`a ring is heard by who serves its lane, once the caller has gone on (${kind})`, options, async (t) => {
    const { queue } = await start(t);
    const [content, ai] = [ears(queue, ["content"]), ears(queue, ["ai"])];
    queue.ring("content", aStep());
    assert.deepEqual(content.heard, []);
    await until("the ring", () => content.heard.length > 0);
    assert.deepEqual([content.heard, ai.heard], [["content"], []]);
    queue.ring("ai");
    await until("the other ring", () => ai.heard.length > 0);
    assert.deepEqual([content.heard, ai.heard], [["content"], ["ai"]]);
  });

  test(`the same ring is heard again after it was heard, and no more by who has left (${kind})`, options, async (t) => {
    const { queue } = await start(t);
    const [first, second] = [ears(queue), ears(queue)];
    const step = aStep();
    queue.ring("ai", step);
    await until("the ring", () => first.heard.length === 1 && second.heard.length === 1);
    first.end();
    // A job ends a moment after its ring is heard; until then the same one is one too many.
    await until("the same ring", () => {
      queue.ring("ai", step);
      return second.heard.length > 1;
    });
    assert.equal(first.heard.length, 1);
  });

  test(`every kind of message is heard as it was sent, by all who listen (${kind})`, options, async (t) => {
    const { channel } = await start(t);
    const [first, second] = [listening(channel), listening(channel)];
    const [share, item, wall] = [newId(), newId(), newId()];
    const messages: ChannelMessage[] = [
      { kind: "walls", walls: [wall, newId()] },
      { kind: "share", share },
      { kind: "progress", share, item, walls: [wall] },
      { kind: "stop-steps", steps: [newId()] },
      { kind: "access", person: newId() },
      { kind: "provider", from: newId(), line: "claude:a-model", failure: null },
      {
        kind: "provider",
        from: newId(),
        line: "claude:a-model",
        failure: { code: "ai-rate-limited", retryAfterMs: 5_000 },
      },
    ];
    for (const message of messages) channel.publish(message);
    assert.deepEqual(first.heard, []);
    await until("all of them", () => second.heard.length === messages.length);
    assert.deepEqual([first.heard, second.heard], [messages, messages]);
    first.end();
    channel.publish({ kind: "share", share });
    await until("one more", () => second.heard.length === messages.length + 1);
    assert.equal(first.heard.length, messages.length);
  });

  test(`points are counted, given back, and come back with the next window (${kind})`, options, async (t) => {
    const { openCounter } = await start(t);
    const counter = openCounter({ name: "test", points: 2, seconds: 60 });
    assert.deepEqual(await takes(counter.take("Ada"), counter.take("Ada"), counter.take("Ada")), [true, true, false]);
    assert.equal((await counter.take("Lin")).remaining, 1);
    await counter.giveBack("Ada");
    await counter.giveBack("Ada");
    const { allowed, remaining, resetMs } = await counter.take("Ada");
    assert.deepEqual([allowed, remaining], [true, 0]);
    assert.ok(resetMs > 0 && resetMs <= 60_000);
  });

  test(`who is closed rings nobody and throws nothing (${kind})`, options, async (t) => {
    const { queue, channel, close } = await start(t);
    const [rings, messages] = [ears(queue), listening(channel)];
    await close();
    queue.ring("ai", aStep());
    channel.publish({ kind: "share", share: newId() });
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual([rings.heard, messages.heard], [[], []]);
  });
}

test("each ring goes to one process, and to none that has stopped working", REDIS, async (t) => {
  const redis = await privateRedis(t);
  const [server, first, second] = [await open(t, redis), await open(t, redis), await open(t, redis)];
  const [one, other] = [ears(first.queue), ears(second.queue)];
  for (let n = 0; n < 20; n++) server.queue.ring("content", aStep());
  await until("twenty rings", () => one.heard.length + other.heard.length >= 20);
  one.end();
  const before = one.heard.length;
  for (let n = 0; n < 10; n++) server.queue.ring("content", aStep());
  await until("ten more", () => one.heard.length + other.heard.length >= 30);
  assert.deepEqual([one.heard.length, other.heard.length], [before, 30 - before]);
  await until("thirty answers", () => server.redis?.rings().sent === 30);
  assert.equal(server.redis?.rings().dropped, 0);
  await until("nothing left behind", async () => {
    const keys = (await redis.ask("KEYS", "dw:content:*-0")) as string[];
    return keys.length === 0;
  });
});

test("rings that nobody hears yet lie there once for each attempt of a step", REDIS, async (t) => {
  const redis = await privateRedis(t);
  const [server, works] = [await open(t, redis), await open(t, redis)];
  const step = aStep();
  for (const attempt of [0, 0, 0, 1, 1]) server.queue.ring("ai", { ...step, attempt });
  await until("five answers", () => server.redis?.rings().sent === 5);
  const { heard } = ears(works.queue);
  await until("nothing left behind", async () => {
    const keys = (await redis.ask("KEYS", `dw:ai:${step.step}*`)) as string[];
    return keys.length === 0;
  });
  assert.equal(heard.length, 2);
});

test("a message reaches every process, its own once, and nonsense between is passed over", REDIS, async (t) => {
  const redis = await privateRedis(t);
  const [first, second] = [await open(t, redis), await open(t, redis)];
  await Promise.all([first, second].map(isHealthy));
  const [own, others] = [listening(first.channel), listening(second.channel)];
  const said: ChannelMessage = { kind: "share", share: newId() };
  const nonsense = [
    "{",
    "null",
    "[]",
    '{"from":"x","message":{"kind":"share","share":"<b>"}}',
    '{"from":"x","message":{"kind":"stop-steps","steps":[1]}}',
    '{"from":"x","message":{"kind":"dance"}}',
  ];
  for (const text of nonsense) await redis.ask("PUBLISH", "dw:3:channel", text);
  first.channel.publish(said);
  await until("the message", () => others.heard.length > 0);
  // What the other says comes after what we would have heard of ourselves.
  second.channel.publish({ kind: "share", share: said.share });
  await until("the answer", () => own.heard.length > 1);
  assert.deepEqual(
    [own.heard, others.heard],
    [
      [said, said],
      [said, said],
    ],
  );
});

test("without Redis at the start all goes on in the process, and finds it later", REDIS, async (t) => {
  const redis = await privateRedis(t, { isStarted: false });
  const [first, second] = [await open(t, redis), await open(t, redis)];
  assert.equal(first.channel.healthy(), false);
  assert.equal(first.channel.heardSinceMs(), Number.POSITIVE_INFINITY);
  await assert.rejects(async () => await first.redis?.ping());
  const [rings, messages] = [ears(first.queue), listening(first.channel)];
  const others = { rings: ears(second.queue), messages: listening(second.channel) };
  const person = newId();
  first.queue.ring("ai", aStep());
  first.channel.publish({ kind: "share", share: newId() });
  first.channel.publish({ kind: "access", person });
  await until("its own", () => rings.heard.length === 1 && messages.heard.length === 2);
  assert.deepEqual(first.redis?.rings(), { sent: 0, dropped: 1 });
  assert.deepEqual(first.logged.filter((line) => line.includes("redis-away")).length, 1);

  await redis.start();
  await Promise.all([first, second].map(isHealthy));
  // Only that a right was ended is worth saying late.
  await until("the revocation", () => others.messages.heard.length > 0);
  assert.deepEqual(others.messages.heard, [{ kind: "access", person }]);
  rings.end();
  await until("a ring over Redis", () => {
    first.queue.ring("ai", aStep());
    return others.rings.heard.length > 0;
  });
  await first.redis?.ping();
  const all = [...first.logged, ...second.logged].join("\n");
  assert.match(all, /redis-connected/);
  assert.equal(all.includes(redis.password), false);
});

test("limits are shared by processes, and each counts for itself while Redis does not answer", REDIS, async (t) => {
  const redis = await privateRedis(t);
  const bells = [await open(t, redis), await open(t, redis)];
  await Promise.all(bells.map(isHealthy));
  const [one, other] = bells.map(({ openCounter }) => openCounter({ name: "test", points: 3, seconds: 60 }));
  assert.ok(one && other);
  assert.deepEqual(await takes(one.take("Max"), other.take("Max"), one.take("Max")), [true, true, true]);
  assert.equal((await other.take("Max")).allowed, false);

  redis.freeze();
  const startedAt = performance.now();
  const alone = [];
  for (let n = 0; n < 5; n++) alone.push((await one.take("Max")).allowed);
  assert.deepEqual(alone, [true, true, true, false, false]);
  // Frozen in the middle of a connection: only the first ones wait for it.
  assert.ok(performance.now() - startedAt < 3_500, `${performance.now() - startedAt} ms`);
  redis.thaw();
  await until("the shared count", async () => !(await other.take("Max")).allowed);
});

test("closing is quick while Redis is away, and while it is frozen", REDIS, async (t) => {
  const redis = await privateRedis(t);
  const bells = [await open(t, redis), await open(t, redis)];
  await Promise.all(bells.map(isHealthy));
  for (const { queue } of bells) ears(queue);
  const [first, second] = bells as [Opened, Opened];
  redis.freeze();
  first.queue.ring("ai", aStep());
  const took = async (bells: Opened) => {
    const startedAt = performance.now();
    await bells.close();
    return performance.now() - startedAt;
  };
  const frozenMs = await took(first);
  await redis.kill();
  await until("the loss", () => !second.channel.healthy());
  const awayMs = await took(second);
  assert.ok(frozenMs < QUICK_MS && awayMs < QUICK_MS, `${frozenMs} ms frozen, ${awayMs} ms away`);
});

test("a Redis that froze is noticed and found again", REDIS, async (t) => {
  const redis = await privateRedis(t);
  const [first, second] = [await open(t, redis), await open(t, redis)];
  await Promise.all([first, second].map(isHealthy));
  const rings = ears(second.queue);
  const heardSince = first.channel.heardSinceMs();
  redis.freeze();
  await until("the silence", () => !first.channel.healthy() && !second.channel.healthy());
  redis.thaw();
  await Promise.all([first, second].map(isHealthy));
  assert.ok(first.channel.heardSinceMs() > heardSince, "what was copied before it froze may be stale");
  const others = listening(second.channel);
  await until("a message", () => {
    first.channel.publish({ kind: "share", share: newId() });
    return others.heard.length > 0;
  });
  await until("a ring", () => {
    first.queue.ring("ai", aStep());
    return rings.heard.length > 0;
  });
});

test("a Redis that is full is told from a good one, and heals when it has room", REDIS, async (t) => {
  const redis = await privateRedis(t);
  const [first, second] = [await open(t, redis), await open(t, redis)];
  await Promise.all([first, second].map(isHealthy));
  const [own, others] = [ears(first.queue, ["content"]), ears(second.queue, ["ai"])];
  await redis.ask("CONFIG", "SET", "maxmemory", "1");
  await assert.rejects(async () => await first.redis?.ping());
  const counter = first.openCounter({ name: "test", points: 1, seconds: 60 });
  assert.deepEqual(await takes(counter.take("Ada"), counter.take("Ada")), [true, false]);
  first.queue.ring("content", aStep());
  await until("its own ring", () => own.heard.length > 0);
  await redis.ask("CONFIG", "SET", "maxmemory", "0");
  await first.redis?.ping();
  await until("a ring over Redis", () => {
    first.queue.ring("ai", aStep());
    return others.heard.length > 0;
  });
});

async function takes(...asked: Promise<{ allowed: boolean }>[]): Promise<boolean[]> {
  const taken = [];
  for (const one of asked) taken.push((await one).allowed);
  return taken;
}
