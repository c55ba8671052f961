import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import type { Item } from "../../src/contract/items.ts";
import type { ShareAccepted, ShareStatus } from "../../src/contract/shares.ts";
import { openPages, type PageAnswer, type Pages } from "./pages.ts";
import { type Part, startPart } from "./parts.ts";
import { type ReceivedEvent, readEvents } from "./read-events.ts";
import { openEngines, type Topology, USUAL_TOPOLOGY } from "./topologies.ts";

export interface WallOptions {
  readonly topology?: Topology;
  readonly pages?: Record<string, PageAnswer | PageAnswer[]>;
  /** Settings by their names in the environment. */
  readonly settings?: Record<string, string>;
  readonly workers?: boolean;
}

export interface Answer<Body = unknown> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

/** The real program on real engines, with folders, a web site and a clock of the test's own. */
export interface TestWall {
  /** Of its first server. */
  readonly url: string;
  readonly key: string;
  /** Of its first process. */
  readonly dataDir: string;
  /** The settings of its first process, by their names in the environment, but for the clock. */
  readonly environment: Readonly<Record<string, string>>;
  readonly ownerLink: string;
  readonly databaseUrl: string | null;
  readonly pages: Pages;
  readonly clock: { forward(by: { minutes?: number; hours?: number; seconds?: number; days?: number }): void };
  /** Asks the API, of several servers one after the other; a plain object becomes JSON. */
  ask<Body = Record<string, unknown>>(method: string, path: string, options?: AskOptions): Promise<Answer<Body>>;
  /** Shares and expects a 202. */
  share(things: Record<string, unknown>, headers?: Record<string, string>): Promise<ShareAccepted>;
  /** The status of a share once it has ended, told by its own stream. */
  ended(share: Pick<ShareAccepted, "processing_id">): Promise<ShareStatus>;
  item(id: string | null): Promise<Item>;
  /** Opens a stream of events; ends with the test. */
  events(path: string, headers?: Record<string, string>): AsyncIterableIterator<ReceivedEvent>;
  /** Stops the program and starts it anew on the same rows and files. */
  restart(options?: { workers?: boolean }): Promise<void>;
  stop(): Promise<void>;
}

export interface AskOptions {
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
  /** Another key; null for none. */
  readonly key?: string | null;
}

export async function newWall(t: TestContext, options: WallOptions = {}): Promise<TestWall> {
  const folder = await mkdtemp(join(tmpdir(), "dw-test-"));
  const pages = await openPages(options.pages);
  const engines = await openEngines(options.topology ?? USUAL_TOPOLOGY);
  const environmentOf = (name: string) => ({
    DATA_DIR: join(folder, name),
    PORT: "0",
    LOG_LEVEL: "silent",
    FETCH_ALLOW_HOSTS: pages.host,
    RATE_LIMIT_SHARE: "off",
    ...engines.environment,
    ...options.settings,
  });
  const [first = ""] = engines.servers;
  const { DATA_DIR: dataDir } = environmentOf(first);
  let offsetMs = 0;
  let clocksSet: Promise<unknown> = Promise.resolve();
  let servers: Part[] = [];
  let workers: Part[] = [];
  async function start(isWorking = options.workers ?? true): Promise<void> {
    const role = isWorking && engines.workers.length === 0 ? "serve" : "serve --no-workers";
    servers = [];
    // The first makes the owner and writes the key.
    for (const name of engines.servers)
      servers.push(await startPart({ role, environment: environmentOf(name), offsetMs }));
    const working = isWorking ? engines.workers : [];
    workers = await Promise.all(
      working.map((name) => startPart({ role: "worker", environment: environmentOf(name), offsetMs })),
    );
  }
  async function stop(): Promise<void> {
    await Promise.all([...servers, ...workers].map((part) => part.stop()));
  }
  await start();
  const key = (await readFile(join(dataDir, "owner.key"), "utf8")).trim();
  let turn = 0;
  /** Every answer must be the same whichever server gives it. */
  const nextUrl = (): string => servers[turn++ % servers.length]?.url ?? "";
  const streams = new Set<AbortController>();

  async function ask<Body>(
    method: string,
    path: string,
    { body, headers = {}, key: other = key }: AskOptions = {},
  ): Promise<Answer<Body>> {
    const isPlain = body !== undefined && (Array.isArray(body) || Object.getPrototypeOf(body) === Object.prototype);
    await clocksSet;
    const response = await fetch(`${nextUrl()}${path.startsWith("/api") ? "" : "/api/v1"}${path}`, {
      method,
      redirect: "manual",
      headers: {
        ...(other === null ? {} : { authorization: `Bearer ${other}` }),
        ...(isPlain ? { "content-type": "application/json" } : {}),
        ...headers,
      },
      ...(body === undefined ? {} : { body: (isPlain ? JSON.stringify(body) : body) as never, duplex: "half" }),
    });
    const isJson = /json/.test(response.headers.get("content-type") ?? "");
    const bytes = new Uint8Array(await response.arrayBuffer());
    const answer: unknown = isJson && bytes.byteLength > 0 ? JSON.parse(Buffer.from(bytes).toString()) : bytes;
    return { status: response.status, headers: response.headers, body: answer as Body };
  }

  const wall: TestWall = {
    get url() {
      return servers[0]?.url ?? "";
    },
    get ownerLink() {
      return servers[0]?.ownerLink ?? "";
    },
    key,
    dataDir,
    environment: environmentOf(first),
    databaseUrl: engines.databaseUrl,
    pages,
    clock: {
      forward({ seconds = 0, minutes = 0, hours = 0, days = 0 }) {
        offsetMs += (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1_000;
        clocksSet = Promise.all([...servers, ...workers].map((part) => part.setClock(offsetMs)));
      },
    },
    ask,
    async share(things, headers = {}) {
      const answer = await ask<ShareAccepted>("POST", "/share", { body: things, headers });
      if (answer.status !== 202)
        throw new Error(`the share was answered ${answer.status}: ${JSON.stringify(answer.body)}`);
      return answer.body;
    },
    async ended({ processing_id }) {
      let last: ShareStatus | null = null;
      for await (const { data } of wall.events(`/share/status/${processing_id}/events`)) last = data as ShareStatus;
      if (!last) throw new Error("the stream of a share ended without a word");
      return last;
    },
    async item(id) {
      const answer = await ask<Item>("GET", `/items/${id}`);
      if (answer.status !== 200)
        throw new Error(`the item was answered ${answer.status}: ${JSON.stringify(answer.body)}`);
      return answer.body;
    },
    events(path, headers = {}) {
      const stop = new AbortController();
      streams.add(stop);
      return readEvents(`${nextUrl()}/api/v1${path}`, {
        headers: { authorization: `Bearer ${key}`, ...headers },
        signal: stop.signal,
      });
    },
    async restart({ workers: isWorking } = {}) {
      await clocksSet;
      await stop();
      await start(isWorking);
    },
    async stop() {
      for (const stream of streams) stream.abort();
      await clocksSet;
      await stop();
    },
  };
  t.after(async () => {
    await wall.stop();
    await pages.close();
    await engines.close();
    await rm(folder, { recursive: true, force: true });
  });
  return wall;
}
