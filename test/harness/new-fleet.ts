import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { startServer, startWorker } from "../../src/app.ts";
import { readSettings } from "../../src/config/settings.ts";
import { LANES } from "../../src/core/steps.ts";
import { freshPostgres } from "./databases.ts";

export interface FleetAnswer<Body> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

/** One of several servers on the same rows and files. */
export interface FleetServer {
  readonly url: string;
  /** A key of the owner, which every server knows. */
  readonly key: string;
  ask<Body = Record<string, unknown>>(
    method: string,
    path: string,
    options?: { body?: Record<string, unknown>; key?: string; headers?: Record<string, string> },
  ): Promise<FleetAnswer<Body>>;
  /** The figures of a metric, by the value of its label. */
  figures(metric: string): Promise<Record<string, number>>;
}

export interface Fleet {
  readonly servers: readonly FleetServer[];
}

/**
 * The real program several times on one PostgreSQL and one folder of files: servers and workers that know of each other
 * by the rows, and by Redis where one is named. All of them end with the test.
 */
export async function newFleet(
  t: TestContext,
  {
    servers,
    workers = 0,
    settings = {},
  }: { servers: ("working" | "serving")[]; workers?: number; settings?: Record<string, string> },
): Promise<Fleet> {
  const folder = await mkdtemp(join(tmpdir(), "dw-fleet-"));
  const postgres = await freshPostgres();
  const running: { stop(): Promise<void> }[] = [];
  t.after(async () => {
    await Promise.all(running.map((one) => one.stop()));
    await postgres.drop();
    await rm(folder, { recursive: true, force: true });
  });
  const settingsOf = (name: string) =>
    readSettings({
      DATA_DIR: join(folder, name),
      FILES_URL: `file:${join(folder, "files")}`,
      DATABASE_URL: postgres.url,
      DATABASE_POOL: "4",
      PORT: "0",
      LOG_LEVEL: "silent",
      RATE_LIMIT_SHARE: "off",
      ...settings,
    });
  const opened: FleetServer[] = [];
  let key = "";
  for (const [n, kind] of servers.entries()) {
    const server = await startServer(settingsOf(`server-${n}`), { workers: kind === "working" });
    running.push(server);
    key ||= (await readFile(server.keyFile, "utf8")).trim();
    opened.push(openFleetServer(server.url, key));
  }
  for (let n = 0; n < workers; n++) running.push(await startWorker(settingsOf(`worker-${n}`), { lanes: LANES }));
  return { servers: opened };
}

function openFleetServer(url: string, key: string): FleetServer {
  async function ask(path: string, init: RequestInit, other = key): Promise<Response> {
    const headers = { authorization: `Bearer ${other}`, ...init.headers };
    return await fetch(`${url}/api/v1${path}`, { ...init, headers });
  }
  return {
    url,
    key,
    async ask<Body>(
      method: string,
      path: string,
      options: { body?: Record<string, unknown>; key?: string; headers?: Record<string, string> } = {},
    ) {
      const { body, key: other, headers = {} } = options;
      const plain = body === undefined ? {} : { body: JSON.stringify(body) };
      const type = body === undefined ? {} : { "content-type": "application/json" };
      const response = await ask(path, { method, headers: { ...type, ...headers }, ...plain }, other);
      const text = await response.text();
      return {
        status: response.status,
        headers: response.headers,
        body: (text === "" ? null : JSON.parse(text)) as Body,
      };
    },
    async figures(metric) {
      const text = await (await ask("/metrics", { method: "GET" })).text();
      const found = text.matchAll(new RegExp(`^${metric}\\{\\w+="([^"]*)"\\} (\\S+)$`, "gm"));
      return Object.fromEntries([...found].map(([, label = "", value]) => [label, Number(value)]));
    },
  };
}
