import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type FaultClient, openFaultClient } from "./fault-client.ts";
import { type FleetEngines, openFleetEngines } from "./fleet-engines.ts";
import { type FleetLoad, startFleetLoad } from "./fleet-load.ts";
import { FleetMember } from "./fleet-member.ts";
import { type FleetProvider, openFleetProvider } from "./fleet-provider.ts";
import { type Ledger, openLedger } from "./ledger.ts";
import type { Violation } from "./oracle.ts";
import { openRows, type Rows } from "./rows.ts";
import { type Seeded, seeded } from "./seeded.ts";
import { openStreamReader, type StreamReader } from "./stream-reader.ts";
import { openWatch, type Watch } from "./watch.ts";

const SERVERS = 2;
const WORKERS = 2;
/** Who watches comes back so often, to the other server each time. */
const STAYS_FROM_MS = 2_000;
const STAYS_TO_MS = 6_000;
const LEFT_MS = 300;

export interface FleetPlan {
  readonly seed: number;
  readonly shares: number;
  readonly pauseMs: { readonly from: number; readonly to: number };
  readonly mostWaiting: number;
  /** Between two faults. */
  readonly restMs: { readonly from: number; readonly to: number };
  readonly frozenMs: number;
  /** So short that a worker of a busy machine may lose one without having been frozen. */
  readonly hasShortLeases: boolean;
  readonly filesAwayMs: number;
  readonly redisAwayMs: number;
  readonly readers: number;
  readonly ownBucketServer: boolean;
  readonly quietWithinMs: number;
  readonly lookEveryMs: number;
  readonly settings?: Readonly<Record<string, string>>;
  readonly mutant?: string | undefined;
  readonly say: (line: string) => void;
}

/** Servers and workers on engines of their own, people who use them, and everybody who watches. */
export interface FleetRun {
  readonly plan: FleetPlan;
  readonly random: Seeded;
  readonly engines: FleetEngines;
  readonly servers: readonly FleetMember[];
  readonly workers: readonly FleetMember[];
  readonly settings: Readonly<Record<string, string>>;
  readonly rows: Rows;
  readonly ledger: Ledger;
  /** Asks the servers in turn. */
  readonly client: FaultClient & { readonly key: Promise<string> };
  readonly readers: readonly StreamReader[];
  readonly watch: Watch;
  readonly provider: FleetProvider;
  readonly load: FleetLoad;
  readonly things: Map<string, string>;
  /** Steps that ran at each kill. */
  readonly kills: number[];
  readonly orphans: string[];
  /** Attempts, as `<step> <attempt>`, that a frozen worker held. */
  readonly frozen: Set<string>;
  /** What was seen on the way. */
  readonly violations: Violation[];
  /** Those who watch stay where they are from now on. */
  settle(): Promise<void>;
}

/** Starts engines, servers, workers, and the load; all of it ends with `opened`. */
export async function openFleetRun(opened: AsyncDisposableStack, plan: FleetPlan): Promise<FleetRun> {
  const { seed, mutant } = plan;
  const random = seeded(seed);
  const folder = opened.adopt(await mkdtemp(join(tmpdir(), "dw-fleet-run-")), (path) =>
    rm(path, { recursive: true, force: true }),
  );
  const engines = opened.adopt(await openFleetEngines(random, plan), (open) => open.close());
  const settings = {
    PORT: "0",
    LOG_LEVEL: "warn",
    // Counted in Redis, and never reached.
    RATE_LIMIT_SHARE: "100000/60",
    DATABASE_POOL: "8",
    // A question that is held over a worker's sleep is not given up by its own clock.
    AI_TIMEOUT_MS: "120000",
    ...engines.settings,
    ...plan.settings,
  };
  const member = (role: "server" | "worker") => (_: unknown, n: number) =>
    opened.adopt(new FleetMember({ role, name: `${role} ${n + 1}`, folder, settings, mutant }), (one) => one.close());
  const servers = Array.from({ length: SERVERS }, member("server"));
  const workers = Array.from({ length: WORKERS }, member("worker"));
  const [first, ...others] = servers as [FleetMember, ...FleetMember[]];
  // The first one makes the tables and the owner.
  await first.start();
  await Promise.all([...others, ...workers].map((one) => one.start()));

  const rows = opened.adopt(openRows({ dataDir: folder, databaseUrl: engines.postgres.url }), (open) => open.close());
  const ledger = opened.adopt(openLedger(join(folder, "promised.jsonl")), (open) => open.close());
  const key = readFile(join(first.dataDir, "owner.key"), "utf8").then((text) => text.trim());
  let turn = 0;
  const door = { serving: () => Promise.resolve(servers[turn++ % SERVERS]?.url ?? ""), key: () => key };
  const ending = new AbortController();
  const client = Object.assign(openFaultClient(door, ledger, ending.signal), { key });
  const { body: me } = await client.ask<{ inbox_id: string }>("GET", "/me");
  const things = new Map<string, string>();
  const provider = openFleetProvider(engines.ai, { random: seeded(seed + 1), things });
  const readers = Array.from({ length: plan.readers }, () =>
    opened.adopt(openStreamReader(door, client, me.inbox_id), (open) => open.stop()),
  );
  const watch = opened.adopt(openWatch(rows, { everyMs: plan.lookEveryMs }), (open) => open.stop());
  const wandering = wander(readers, seeded(seed + 2));
  opened.defer(() => wandering.stop());
  const load = startFleetLoad({ ...plan, client, sites: engines.sites, things, signal: ending.signal });
  // Before anything of it is closed.
  opened.defer(() => ending.abort(new Error("the run has ended")));
  return {
    plan,
    random,
    engines,
    servers,
    workers,
    settings: { ...settings, DATA_DIR: first.dataDir },
    rows,
    ledger,
    client,
    readers,
    watch,
    provider,
    load,
    things,
    kills: [],
    orphans: [],
    frozen: new Set(),
    violations: [],
    settle: () => wandering.stop(),
  };
}

/** Each of those who watch leaves now and then, and comes back. */
function wander(readers: readonly StreamReader[], random: Seeded): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const { signal } = stopping;
  const walking = readers.map(async (reader) => {
    while (!signal.aborted) {
      await sleep(random.integer(STAYS_FROM_MS, STAYS_TO_MS), null, { signal }).catch(() => {});
      if (signal.aborted) return;
      reader.leave();
      await sleep(LEFT_MS);
      reader.comeBack();
    }
  });
  return {
    async stop() {
      stopping.abort();
      await Promise.all(walking);
    },
  };
}
