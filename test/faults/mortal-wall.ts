import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freshPostgres, type TestDialect } from "../harness/databases.ts";
import { openRows, type Rows } from "./rows.ts";
import { type Ending, processesOfGroup, type ServerProcess, startServerProcess } from "./server-process.ts";
import { until } from "./until.ts";

const START_TIMEOUT_MS = 60_000;
const ORPHANS_GONE_MS = 5_000;

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
  /** Its address; resolves when a process serves. */
  serving(): Promise<string>;
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
  /** SIGTERM. */
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
  const postgres = dialect === "postgres" ? await freshPostgres() : null;
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
  let waiting: ((url: string) => void)[] = [];

  async function orphansOf(group: number): Promise<string[]> {
    const left = () => processesOfGroup(group);
    await until("no orphan", ORPHANS_GONE_MS, () => left().length === 0).catch(() => {});
    const stayed = left();
    // They are this test's own, and must not outlive it.
    for (const line of stayed) process.kill(Number(line.split(" ")[0]), "SIGKILL");
    return stayed;
  }

  async function ended(): Promise<{ ending: Ending; orphans: string[] }> {
    const was = current;
    if (!was) throw new Error("no process runs");
    const ending = await was.ended;
    url = null;
    current = null;
    return { ending, orphans: await orphansOf(was.pid) };
  }

  return {
    dataDir,
    databaseUrl,
    settings: base,
    rows,
    processes,
    get process() {
      return current;
    },
    serving: () => (url === null ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve(url)),
    key: async () => (await readFile(join(dataDir, "owner.key"), "utf8")).trim(),
    async start(more = {}) {
      const started = startServerProcess({ ...base, ...more }, mutant);
      current = started;
      processes.push(started);
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<never>((_resolve, reject) => {
        timer = setTimeout(() => reject(new Error(`it did not serve:\n${started.log.join("\n")}`)), START_TIMEOUT_MS);
      });
      const served = await Promise.race([started.served, late]).finally(() => clearTimeout(timer));
      if (served === null) {
        current = null;
        return "died";
      }
      // Killed between its first line and now: whoever kills it has noted that already.
      if (current !== started) return "died";
      url = served;
      for (const resolve of waiting) resolve(served);
      waiting = [];
      return "serving";
    },
    async kill() {
      current?.signal("SIGKILL");
      url = null;
      return (await ended()).orphans;
    },
    async awaitDeath(withinMs) {
      const dying = ended();
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<never>((_resolve, reject) => {
        timer = setTimeout(() => reject(new Error(`it lives on after ${withinMs} ms`)), withinMs);
      });
      return (await Promise.race([dying, late]).finally(() => clearTimeout(timer))).orphans;
    },
    async stop() {
      current?.signal("SIGTERM");
      return (await ended()).ending;
    },
    async close() {
      if (current) {
        current.signal("SIGKILL");
        await ended();
      }
      await rows.close();
      await postgres?.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
