import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { Redis } from "ioredis";
import { makeCertificate } from "./certificates.ts";
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

/** The server whose empty databases tests may use; it is never emptied, restarted or frozen. */
const SERVER = process.env["TEST_REDIS_URL"] ?? "redis://127.0.0.1:6379";

const isProgram = (name: string): boolean => spawnSync(name, ["--version"]).status === 0;
/** What private servers are started from; `TEST_REDIS_SERVER` names another one, of Valkey say. */
const PROGRAM = process.env["TEST_REDIS_SERVER"] ?? ["redis-server", "valkey-server"].find(isProgram);

/** Whether a private one can be started here. */
export const hasRedis = (): boolean => PROGRAM !== undefined;

/** The options of a test that starts a Redis: skipped where none is installed, which under CI is a failure. */
export function withRedis(): { skip: string | false } {
  if (hasRedis()) return { skip: false };
  const missing = "neither redis-server nor valkey-server is installed";
  if (process.env["CI"] === "true") throw new Error(missing);
  return { skip: missing };
}

function spawnRedis(args: readonly string[]): ChildProcess {
  return spawn(PROGRAM ?? "redis-server", ["--bind", "127.0.0.1", "--save", "", "--appendonly", "no", ...args], {
    stdio: "ignore",
  });
}

/** Whoever ends what it was given when it ends itself, such as a test. */
interface Ending {
  after(end: () => Promise<void>): void;
}

/** On a free port; ends with the test. It keeps nothing on disk. */
export async function privateRedis(t: Ending, { isStarted = true, isSecure = false } = {}): Promise<PrivateRedis> {
  const port = await freePort();
  const url = isSecure ? `rediss://:${PASSWORD}@localhost:${port}/3` : `redis://:${PASSWORD}@127.0.0.1:${port}/3`;
  const portArgs = isSecure ? await secureArgs(t, port) : ["--port", String(port)];
  let child: ChildProcess | null = null;

  const redis: PrivateRedis = {
    url,
    password: PASSWORD,
    async start() {
      child = spawnRedis([...portArgs, "--requirepass", PASSWORD]);
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
      return await asked(url, (client) => client.call(command, ...args));
    },
  };
  t.after(() => redis.kill());
  if (isStarted) await redis.start();
  return redis;
}

/** TLS alone, by a certificate that this process trusts from now on, as a machine trusts those of its authorities. */
async function secureArgs(t: Ending, port: number): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), "dw-redis-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const { certificate, key } = await makeCertificate(folder, "redis");
  setDefaultCACertificates([...getCACertificates("default"), await readFile(certificate, "utf8")]);
  const files = ["--tls-cert-file", certificate, "--tls-key-file", key, "--tls-ca-cert-file", certificate];
  return ["--port", "0", "--tls-port", String(port), "--tls-auth-clients", "no", ...files];
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

/**
 * A database that was empty, on the machine's own server, or on a private one where none answers. Only numbers that
 * hold nothing, or that a test has marked as its own, are taken: whoever runs the tests may keep something in others.
 */
export async function freshRedis(): Promise<{ url: string; giveBack(): Promise<void> }> {
  using ??= serverToUse();
  const server = await using;
  const taken = await until("an empty Redis database", () => takeOne(server));
  const url = new URL(server);
  url.pathname = `/${taken}`;
  return {
    url: url.href,
    async giveBack() {
      await asked(server, async (client) => {
        await client.select(taken);
        await client.flushdb();
      });
    },
  };
}

let using: Promise<string> | null = null;

async function serverToUse(): Promise<string> {
  const isThere = await asked(SERVER, (client) => client.ping()).then(
    () => true,
    () => false,
  );
  if (isThere) return SERVER;
  const port = await freePort();
  const url = `redis://127.0.0.1:${port}`;
  const child = spawnRedis(["--port", String(port)]);
  child.unref();
  process.once("exit", () => child.kill("SIGKILL"));
  await until("Redis to answer", () =>
    asked(url, (client) => client.ping()).then(
      () => true,
      () => false,
    ),
  );
  return url;
}

/** A test that was killed gives nothing back. */
const TAKEN_SECONDS = 900;
const TAKE = `
if redis.call("dbsize") > 0 and redis.call("exists", "dw-test:ours") == 0 then return 0 end
if redis.call("exists", "dw-test:taken") == 1 then return 0 end
redis.call("flushdb")
redis.call("set", "dw-test:ours", 1)
redis.call("set", "dw-test:taken", 1, "ex", ${TAKEN_SECONDS})
return 1`;

async function takeOne(server: string): Promise<number | null> {
  return await asked(server, async (client) => {
    const [, count = "16"] = (await client.config("GET", "databases")) as [string, string];
    for (let number = 1; number < Number(count); number++) {
      await client.select(number);
      if ((await client.eval(TAKE, 0)) === 1) return number;
    }
    return null;
  });
}

async function asked<T>(url: string, work: (client: Redis) => Promise<T>): Promise<T> {
  const client = new Redis(url, { lazyConnect: true, retryStrategy: () => null });
  client.on("error", () => {});
  try {
    await client.connect();
    return await work(client);
  } finally {
    client.disconnect();
  }
}
