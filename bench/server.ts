import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freshPostgres } from "../test/harness/databases.ts";
import { type Child, startChild } from "./child.ts";

/** The running program and how to ask it. */
export interface BenchServer {
  readonly url: string;
  readonly dataDir: string;
  readonly inbox: string;
  readonly child: Child;
  /** What every request of the owner carries. */
  readonly headers: Readonly<Record<string, string>>;
  ask<Body>(method: string, path: string, body?: unknown): Promise<Body>;
  stop(): Promise<void>;
}

/** A place where the program keeps its things, before it is started: a folder, and a database when it is PostgreSQL. */
export interface Place {
  readonly dataDir: string;
  readonly databaseUrl: string | null;
  remove(): Promise<void>;
}

export type Dialect = "sqlite" | "postgres";

export async function newPlace(dialect: Dialect = "sqlite"): Promise<Place> {
  const dataDir = await mkdtemp(join(tmpdir(), "dw-bench-"));
  const postgres = dialect === "postgres" ? await freshPostgres() : null;
  return {
    dataDir,
    databaseUrl: postgres?.url ?? null,
    async remove() {
      await postgres?.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** The settings of a program at a place, by their names in the environment. */
export const settingsAt = ({ dataDir, databaseUrl }: Place): Record<string, string> => ({
  DATA_DIR: dataDir,
  PORT: "0",
  LOG_LEVEL: "error",
  RATE_LIMIT_SHARE: "off",
  RATE_LIMIT_AI: "off",
  ...(databaseUrl === null ? {} : { DATABASE_URL: databaseUrl }),
});

/** The program as `npm start` starts it. */
export const PROGRAM = new URL("./program.js", import.meta.url);
export const PROGRAM_OPTIONS = ["--max-semi-space-size=8"];

/** Starts the real program as its own process, with the rate limit off. */
export async function startWall(
  place: Place,
  {
    workers = true,
    settings = {},
    execArgv = [],
  }: {
    workers?: boolean;
    settings?: Record<string, string>;
    execArgv?: string[];
  } = {},
): Promise<BenchServer> {
  const child = await startChild<{ url: string }>(PROGRAM, {
    args: workers ? [] : ["no-workers"],
    env: { ...settingsAt(place), ...settings },
    execArgv: [...PROGRAM_OPTIONS, ...execArgv],
  });
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
  const { inbox_id } = await ask<{ inbox_id: string }>("GET", "/me");
  return { url, dataDir: place.dataDir, inbox: inbox_id, child, headers, ask, stop: () => child.stop() };
}
