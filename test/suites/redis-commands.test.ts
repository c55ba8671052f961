import assert from "node:assert/strict";
import { test } from "node:test";
import { Redis } from "ioredis";
import { inspectRedis } from "../../src/adapters/redis-inspect.ts";
import { openDoorbells } from "../../src/app/open-doorbells.ts";
import { readSettings } from "../../src/config/settings.ts";
import { newId } from "../../src/core/ids.ts";
import { type PrivateRedis, privateRedis, withRedis } from "../harness/redis.ts";
import { until } from "../harness/until.ts";

/** The oldest Redis that is promised. */
const OLDEST = "6.2.0";

/** A command or a part of one, as `COMMAND DOCS` of Redis 7 and of Valkey tells it: name and value by turns. */
interface CommandDocs {
  readonly since?: string;
  readonly token?: string;
  readonly arguments?: readonly CommandDocs[];
}

const isNewer = (since: string | undefined): boolean =>
  since !== undefined && since.localeCompare(OLDEST, "en", { numeric: true }) > 0;

/** Words of a command that an older Redis does not know: those of a newer part too. */
function newerTokens({ arguments: parts = [] }: CommandDocs, ofNewerPart = false): string[] {
  return parts.flatMap((part) => {
    const isOfNewer = ofNewerPart || isNewer(part.since);
    return [...(isOfNewer && part.token ? [part.token] : []), ...newerTokens(part, isOfNewer)];
  });
}

function readDocs(told: unknown): CommandDocs {
  assert.ok(Array.isArray(told));
  const docs: Record<string, unknown> = {};
  for (let at = 0; at < told.length; at += 2) docs[String(told[at])] = told[at + 1];
  if (Array.isArray(docs["arguments"])) docs["arguments"] = docs["arguments"].map(readDocs);
  return docs as CommandDocs;
}

/** Whatever a Redis is asked from now on, scripts' own commands included. */
async function listenTo(redis: PrivateRedis): Promise<{ asked: string[][]; end(): void }> {
  const client = new Redis(redis.url);
  const monitor = await client.monitor();
  const asked: string[][] = [];
  monitor.on("monitor", (_time: string, args: string[]) => void asked.push(args));
  return {
    asked,
    end() {
      monitor.disconnect();
      client.disconnect();
    },
  };
}

test(
  "nothing is asked of Redis that 6.2 does not know, by libraries and their scripts neither",
  withRedis(),
  async (t) => {
    const redis = await privateRedis(t);
    const { asked, end } = await listenTo(redis);
    t.after(end);

    const bells = await openDoorbells(readSettings({ REDIS_URL: redis.url }), () => {});
    t.after(() => bells.close());
    await until("a healthy channel", () => bells.channel.healthy());
    const rung: string[] = [];
    bells.queue.onRing((lane) => void rung.push(lane));
    const heard: unknown[] = [];
    bells.channel.subscribe((message) => void heard.push(message));
    for (const lane of ["content", "ai"] as const) bells.queue.ring(lane, { step: newId(), attempt: 1 });
    await until("both rings", () => rung.length >= 2);
    bells.channel.publish({ kind: "walls", walls: [newId()] });
    await until("the message", () => heard.length > 0);
    const counter = bells.openCounter({ name: "asked", points: 2, seconds: 60 });
    const takes = [await counter.take("a"), await counter.take("a"), await counter.take("a")];
    assert.deepEqual(
      takes.map(({ allowed }) => allowed),
      [true, true, false],
    );
    await counter.giveBack("a");
    await bells.redis?.ping();
    await inspectRedis(redis.url);
    await bells.close();

    const names = [...new Set(asked.map(([name = ""]) => name.toLowerCase()))];
    // The libraries' queue, limits and subscriptions were all among it.
    for (const name of ["evalsha", "zadd", "xadd", "publish", "subscribe", "incrby", "info"])
      assert.ok(names.includes(name), `${name} of ${names.join(" ")}`);
    const docs = new Map<string, CommandDocs>();
    for (const name of names) {
      const [, told] = (await redis.ask("COMMAND", "DOCS", name)) as [string, unknown];
      docs.set(name, readDocs(told));
    }
    assert.deepEqual(
      names.filter((name) => isNewer(docs.get(name)?.since)),
      [],
    );
    const tooNew = asked.filter(([name = "", ...words]) =>
      newerTokens(docs.get(name.toLowerCase()) ?? {}).some((token) =>
        words.some((word) => word.toUpperCase() === token.toUpperCase()),
      ),
    );
    assert.deepEqual(tooNew, []);
    // What would be found if it were there.
    const [, expire] = (await redis.ask("COMMAND", "DOCS", "expire")) as [string, unknown];
    assert.deepEqual(newerTokens(readDocs(expire)).toSorted(), ["GT", "LT", "NX", "XX"]);
  },
);
