import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freshPostgres, type TestDialect } from "../harness/databases.ts";
import { openRows, type Rows } from "./rows.ts";
import { type Ending, orphansOf, type ServerProcess, startServerProcess } from "./server-process.ts";
import { until, within } from "./until.ts";

const START_TIMEOUT_MS = 60_000;
const SERVING_WITHIN_MS = 120_000;
const KILL_TIMEOUT_MS = 10_000;
const DEATH_WITHIN_MS = 120_000;
const BUSY_AT_MOST_MS = 120_000;
/** The program takes up to 25 s to let work end. */
const STOP_TIMEOUT_MS = 60_000;

export interface MortalOptions {
  readonly dialect?: TestDialect;
  /** Settings by their names in the environment. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly mutant?: string;
}

/** A wall whose process is killed and started anew on the same rows and files. */
export interface MortalWall {
  readonly dataDir: string;
  readonly databaseUrl: string | null;
  readonly settings: Readonly<Record<string, string>>;
  readonly rows: Rows;
  /** Its address; resolves when a process serves, and rejects when `signal` aborts before (by default after a while). */
  serving(signal?: AbortSignal): Promise<string>;
  /** The owner's key, once a process has served. */
  key(): Promise<string>;
  readonly process: ServerProcess | null;
  /** Every process there has been, for a look at what they logged. */
  readonly processes: readonly ServerProcess[];
  /** Starts a process; `died` when it ended before it served. */
  start(more?: Readonly<Record<string, string>>): Promise<"serving" | "died">;
  /** SIGKILL, and the children end by themselves. Tells which of them did not. */
  kill(): Promise<string[]>;
  /** Waits for a process that kills itself. Tells children that stayed behind. */
  awaitDeath(withinMs: number): Promise<string[]>;
  /**
   * Ends the process that runs and starts one that dies of itself at that place (a name of core/failpoint.ts, and at the
   * how-manieth visit): of what was going on anyhow, or of what `begin` asks for, whose answer may not come any more.
   */
  dieAt(place: string, begin?: () => Promise<unknown>): Promise<void>;
  /** What the API answers the owner; asks again while it is busy. */
  ask<Body>(method: string, path: string, body?: Uint8Array | object): Promise<Body>;
  /** SIGTERM; whoever does not go in time is killed, and the ending says so. */
  stop(): Promise<Ending>;
  /** Ends whatever runs and removes all that was kept. */
  close(): Promise<void>;
}

export async function openMortalWall({
  dialect = "sqlite",
  settings = {},
  mutant,
}: MortalOptions): Promise<MortalWall> {
  const dataDir = await mkdtemp(join(tmpdir(), "dw-faults-"));
  const postgres = dialect === "postgres" ? await freshPostgres({ migrated: true }) : null;
  const databaseUrl = postgres?.url ?? null;
  const base = {
    DATA_DIR: dataDir,
    PORT: "0",
    LOG_LEVEL: "info",
    RATE_LIMIT_SHARE: "off",
    ...(databaseUrl === null ? {} : { DATABASE_URL: databaseUrl }),
    ...settings,
  };
  const rows = openRows({ dataDir, databaseUrl });
  const processes: ServerProcess[] = [];
  let current: ServerProcess | null = null;
  let url: string | null = null;
  const waiting: ((url: string) => void)[] = [];

  async function ended(withinMs: number): Promise<{ ending: Ending; orphans: string[] }> {
    const was = current;
    if (!was) throw new Error(`no process runs; the last one said:\n${processes.at(-1)?.log.slice(-20).join("\n")}`);
    const ending = await within("the end of the process", withinMs, was.ended);
    if (current === was) {
      url = null;
      current = null;
    }
    return { ending, orphans: await orphansOf(was.pid) };
  }

  const wall: MortalWall = {
    dataDir,
    databaseUrl,
    settings: base,
    rows,
    processes,
    get process() {
      return current;
    },
    serving(signal = AbortSignal.timeout(SERVING_WITHIN_MS)) {
      if (url !== null) return Promise.resolve(url);
      return new Promise((resolve, reject) => {
        waiting.push(resolve);
        signal.addEventListener("abort", () => reject(signal.reason), { once: true });
      });
    },
    key: async () => (await readFile(join(dataDir, "owner.key"), "utf8")).trim(),
    async start(more = {}) {
      const started = startServerProcess({ ...base, ...more }, mutant);
      current = started;
      processes.push(started);
      const served = await within("a server", START_TIMEOUT_MS, started.served);
      if (served === null && current === started) current = null;
      // Killed between its first line and now: whoever kills it knows that already.
      if (served === null || current !== started) return "died";
      url = served;
      for (const resolve of waiting.splice(0)) resolve(served);
      return "serving";
    },
    async kill() {
      current?.signal("SIGKILL");
      url = null;
      return (await ended(KILL_TIMEOUT_MS)).orphans;
    },
    awaitDeath: async (withinMs) => (await ended(withinMs)).orphans,
    async dieAt(place, begin) {
      if (current) await wall.kill();
      // It may die before it serves: what had begun goes on at once.
      if ((await wall.start({ DW_CRASH_AT: place })) === "died") return;
      await begin?.().catch((error: unknown) => {
        // What fetch throws where no answer comes.
        if (!(error instanceof TypeError)) throw error;
      });
      if (current) await wall.awaitDeath(DEATH_WITHIN_MS);
    },
    async ask<Body>(method: string, path: string, body?: Uint8Array | object) {
      // A machine that stalls makes the server ask for patience.
      const response = await until("it to be less busy", BUSY_AT_MOST_MS, async () => {
        const answer = await fetch(`${await wall.serving()}/api/v1${path}`, {
          method,
          headers: {
            authorization: `Bearer ${await wall.key()}`,
            ...(body === undefined || body instanceof Uint8Array ? {} : { "content-type": "application/json" }),
          },
          ...(body === undefined
            ? {}
            : { body: body instanceof Uint8Array ? new Uint8Array(body) : JSON.stringify(body) }),
        });
        return answer.status === 503 ? null : answer;
      });
      if (!response.ok) throw new Error(`${method} ${path} was answered ${response.status}: ${await response.text()}`);
      return (await response.json()) as Body;
    },
    async stop() {
      const was = current;
      was?.signal("SIGTERM");
      const late = setTimeout(() => was?.signal("SIGKILL"), STOP_TIMEOUT_MS);
      try {
        return (await ended(STOP_TIMEOUT_MS + KILL_TIMEOUT_MS)).ending;
      } finally {
        clearTimeout(late);
      }
    },
    async close() {
      if (current) {
        current.signal("SIGKILL");
        await ended(KILL_TIMEOUT_MS);
      }
      await rows.close();
      await postgres?.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
  return wall;
}
