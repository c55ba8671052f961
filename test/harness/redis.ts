import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import type { TestContext } from "node:test";
import { Redis } from "ioredis";
import { until } from "./until.ts";

const PASSWORD = "a-password-of-tests";

/** A Redis of the test's own, which may be killed, frozen and emptied. */
export interface PrivateRedis {
  readonly url: string;
  readonly password: string;
  start(): Promise<void>;
  /** SIGKILL: what it held is gone. */
  kill(): Promise<void>;
  freeze(): void;
  thaw(): void;
  /** Asks it something; on a connection of its own. */
  ask(command: string, ...args: string[]): Promise<unknown>;
}

/** The options of a test that needs Redis: skipped where none is installed, which under CI is a failure. */
export function withRedis(): { skip: string | false } {
  if (spawnSync("redis-server", ["--version"]).status === 0) return { skip: false };
  if (process.env["CI"] === "true") throw new Error("redis-server is not installed");
  return { skip: "redis-server is not installed" };
}

/** On a free port; ends with the test. It keeps nothing on disk. */
export async function privateRedis(t: TestContext, { isStarted = true } = {}): Promise<PrivateRedis> {
  const port = await freePort();
  const url = `redis://:${PASSWORD}@127.0.0.1:${port}/3`;
  let child: ChildProcess | null = null;

  const redis: PrivateRedis = {
    url,
    password: PASSWORD,
    async start() {
      const args = ["--port", String(port), "--bind", "127.0.0.1", "--requirepass", PASSWORD];
      child = spawn("redis-server", [...args, "--save", "", "--appendonly", "no"], { stdio: "ignore" });
      await until("Redis to answer", () =>
        redis.ask("PING").then(
          () => true,
          () => false,
        ),
      );
    },
    async kill() {
      const was = child;
      child = null;
      if (!was) return;
      const ended = once(was, "exit");
      was.kill("SIGKILL");
      await ended;
    },
    freeze: () => void child?.kill("SIGSTOP"),
    thaw: () => void child?.kill("SIGCONT"),
    async ask(command, ...args) {
      const client = new Redis(url, { lazyConnect: true, retryStrategy: () => null });
      client.on("error", () => {});
      try {
        await client.connect();
        return await client.call(command, ...args);
      } finally {
        client.disconnect();
      }
    },
  };
  t.after(() => redis.kill());
  if (isStarted) await redis.start();
  return redis;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
