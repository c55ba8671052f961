import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freshPostgres, postgresAnswers } from "../test/harness/databases.ts";
import { hasRedis, privateRedis } from "../test/harness/redis.ts";
import { canStartS3, freshBucket, s3Environment } from "../test/harness/s3-server.ts";
import { type Child, startChild } from "./child.ts";

/** One process on SQLite and a folder; or servers and workers on PostgreSQL, Redis and, where files matter, a bucket. */
export const TOPOLOGIES = ["embedded", "distributed"] as const;
export type Topology = (typeof TOPOLOGIES)[number];

/** Why nothing distributed can be measured here; null when it can. */
export async function whyNotDistributed(): Promise<string | null> {
  if (!(await postgresAnswers())) return "PostgreSQL does not answer (DW_TEST_POSTGRES_URL)";
  return hasRedis() ? null : "redis-server is not installed";
}

/** The running program and how to ask it. */
export interface BenchServer {
  readonly url: string;
  readonly dataDir: string;
  readonly inbox: string;
  /** The process that serves. */
  readonly child: Child;
  /** All processes of ours: the same one, or that one and its worker. */
  readonly children: readonly Child[];
  /** What every request of the owner carries. */
  readonly headers: Readonly<Record<string, string>>;
  ask<Body>(method: string, path: string, body?: unknown): Promise<Body>;
  stop(): Promise<void>;
}

/** A place where the program keeps its things, before it is started. */
export interface Place {
  readonly topology: Topology;
  readonly dataDir: string;
  readonly databaseUrl: string | null;
  /** What makes the program use it, by the names in the environment. */
  readonly settings: Readonly<Record<string, string>>;
  remove(): Promise<void>;
}

/** An empty place with engines of its own. `bucket` asks for files in S3 where a server can be started. */
export async function newPlace(topology: Topology, { bucket = false } = {}): Promise<Place> {
  const dataDir = await mkdtemp(join(tmpdir(), "dw-bench-"));
  const ends = [() => rm(dataDir, { recursive: true, force: true })];
  const remove = async () => {
    for (const end of ends.toReversed()) await end();
  };
  if (topology === "embedded") return { topology, dataDir, databaseUrl: null, settings: {}, remove };
  try {
    const postgres = await freshPostgres();
    ends.push(() => postgres.drop());
    const redis = await privateRedis({ after: (end) => void ends.push(end) });
    const files =
      bucket && canStartS3() ? s3Environment(await freshBucket()) : { FILES_URL: `file:${join(dataDir, "files")}` };
    const settings = { DATABASE_URL: postgres.url, REDIS_URL: redis.url, ...files };
    return { topology, dataDir, databaseUrl: postgres.url, settings, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** The settings of a program at a place, by their names in the environment. */
export const settingsAt = ({ dataDir, settings }: Place): Record<string, string> => ({
  DATA_DIR: dataDir,
  PORT: "0",
  LOG_LEVEL: "error",
  RATE_LIMIT_SHARE: "off",
  RATE_LIMIT_AI: "off",
  ...settings,
});

const START_TRIES = 60;
const START_PAUSE_MS = 500;

/** The program as `npm start` starts it. */
export const PROGRAM = new URL("./program.js", import.meta.url);
export const PROGRAM_OPTIONS = ["--max-semi-space-size=8", "--max-old-space-size=1024"];

/**
 * Starts the real program, with the rate limit off. Where it is distributed that is a server that takes shares only,
 * and one worker beside it.
 */
export async function startWall(
  place: Place,
  { workers = true, settings = {} }: { workers?: boolean; settings?: Record<string, string> } = {},
): Promise<BenchServer> {
  const isApart = place.topology === "distributed";
  const child = await startChild<{ url: string }>(PROGRAM, {
    args: workers && !isApart ? [] : ["no-workers"],
    env: { ...settingsAt(place), ...settings },
    execArgv: PROGRAM_OPTIONS,
  });
  const children: Child[] = [child];
  if (workers && isApart) children.push(await startWorker(place, settings));
  const { url } = child.ready;
  const key = (await readFile(join(place.dataDir, "owner.key"), "utf8")).trim();
  const headers = { authorization: `Bearer ${key}` };

  async function ask<Body>(method: string, path: string, body?: unknown): Promise<Body> {
    const response = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: { ...headers, ...(body === undefined ? {} : { "content-type": "application/json" }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path} was answered ${response.status}: ${await response.text()}`);
    return (await response.json()) as Body;
  }
  const { inbox_id } = await whenReady(() => ask<{ inbox_id: string }>("GET", "/me"));
  const stop = async () => void (await Promise.all(children.map((one) => one.stop())));
  return { url, dataDir: place.dataDir, inbox: inbox_id, child, children, headers, ask, stop };
}

/** A machine that is very busy makes a server that has just started refuse for a moment. */
async function whenReady<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  for (let left = START_TRIES; ; left--) {
    try {
      return await ask();
    } catch (error) {
      if (left <= 1) throw error;
      await sleep(START_PAUSE_MS);
    }
  }
}

/** Starts `digital-wall worker` on a distributed place. */
export function startWorker(place: Place, settings: Record<string, string> = {}): Promise<Child> {
  const env = { ...settingsAt(place), DATA_DIR: join(place.dataDir, "worker"), ...settings };
  return startChild(PROGRAM, { args: ["worker"], env, execArgv: PROGRAM_OPTIONS });
}
