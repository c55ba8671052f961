import { join } from "node:path";
import type { TestDialect } from "../harness/databases.ts";
import { type FaultClient, openFaultClient } from "./fault-client.ts";
import { type Ledger, openLedger } from "./ledger.ts";
import { type MortalWall, openMortalWall } from "./mortal-wall.ts";
import { judgeRows, type Violation } from "./oracle.ts";
import { folderObjects, judgeFiles, judgeSweep } from "./oracle-files.ts";
import { countEvents, inWords, judgeProcess } from "./oracle-processes.ts";
import { isQuiet as quietRows } from "./rows.ts";
import { type Seeded, seeded } from "./seeded.ts";
import { openDescriptors } from "./server-process.ts";
import { openSites, type Sites } from "./sites.ts";
import { openStreamReader, type StreamReader } from "./stream-reader.ts";
import { until } from "./until.ts";
import { openWatch, type Watch } from "./watch.ts";

/** On a database that several processes share, a dead one's steps come back when its lease runs out. */
const SHORT_LEASE_MS = 5_000;
const TOLD_WITHIN_MS = 15_000;

export interface RunOptions {
  readonly seed: number;
  readonly dialect?: TestDialect;
  readonly mutant?: string;
  readonly settings?: Readonly<Record<string, string>>;
  /** How long work may take to end once the faults are over. */
  readonly quietWithinMs?: number;
  /** How long the last events may take to reach the reader of the stream. */
  readonly toldWithinMs?: number;
  /** Where the run tells what it does. */
  readonly say?: (line: string) => void;
}

/** The steps that a kill interrupted, by what the rows say of the dead. */
export interface Killed {
  readonly running: readonly string[];
}

/** A wall that dies, people who use it, and everybody who watches. */
export interface FaultRun {
  readonly random: Seeded;
  readonly wall: MortalWall;
  readonly sites: Sites;
  readonly ledger: Ledger;
  readonly client: FaultClient;
  readonly reader: StreamReader;
  readonly watch: Watch;
  /** The steps that the living process works on, by the rows. */
  runningSteps(): Promise<string[]>;
  /** SIGKILL now. */
  kill(): Promise<Killed>;
  /** Waits for a process that kills itself. */
  awaitDeath(withinMs: number): Promise<Killed>;
  /** Whether nothing is being worked on, and nothing waits to be. */
  isQuiet(): Promise<boolean>;
  /** Ends the run: lets work end, stops the program, and says what does not hold. */
  judge(): Promise<Violation[]>;
  close(): Promise<void>;
}

export async function openFaultRun(options: RunOptions): Promise<FaultRun> {
  const opened = new AsyncDisposableStack();
  try {
    return await openInto(opened, options);
  } catch (error) {
    await opened.disposeAsync();
    throw error;
  }
}

async function openInto(opened: AsyncDisposableStack, options: RunOptions): Promise<FaultRun> {
  const { seed, dialect = "sqlite", mutant, quietWithinMs = 120_000, say = () => {} } = options;
  const random = seeded(seed);
  const sites = opened.adopt(await openSites(random), (open) => open.close());
  const settings = { FETCH_ALLOW_HOSTS: sites.allowHosts, DW_LEASE_MS: String(SHORT_LEASE_MS), ...options.settings };
  const mortal = await openMortalWall({ dialect, settings, ...(mutant === undefined ? {} : { mutant }) });
  const wall = opened.adopt(mortal, (open) => open.close());
  const ledger = opened.adopt(openLedger(join(wall.dataDir, "promised.jsonl")), (open) => open.close());
  const client = openFaultClient(wall, ledger);
  if ((await wall.start()) === "died") throw new Error(`it does not start:\n${wall.processes[0]?.log.join("\n")}`);
  const { body: me } = await client.ask<{ inbox_id: string }>("GET", "/me");
  const baseline = openDescriptors(wall.process?.pid ?? 0);
  const reader = opened.adopt(openStreamReader(wall, client, me.inbox_id), (open) => open.stop());
  const watch = opened.adopt(openWatch(wall.rows), (open) => open.stop());
  const orphans: string[] = [];

  const isQuiet = () => quietRows(wall.rows);

  async function after(orphaned: readonly string[]): Promise<Killed> {
    orphans.push(...orphaned);
    return { running: await wall.rows.runningSteps(wall.processes.at(-1)?.pid ?? 0) };
  }

  return {
    random,
    wall,
    sites,
    ledger,
    client,
    reader,
    watch,
    isQuiet,
    runningSteps: async () => (wall.process ? await wall.rows.runningSteps(wall.process.pid) : []),
    kill: async () => await after(await wall.kill()),
    awaitDeath: async (withinMs) => await after(await wall.awaitDeath(withinMs)),
    async judge() {
      if (!wall.process) await wall.start();
      const startedAt = performance.now();
      await until("quiet", quietWithinMs, isQuiet).catch((error: Error) => say(error.message));
      say(`quiet after ${Math.round(performance.now() - startedAt)} ms`);
      const violations: Violation[] = (await reader.differences(options.toldWithinMs ?? TOLD_WITHIN_MS)).map(
        (what) => ({ invariant: "I7", what }),
      );
      await reader.stop();
      await watch.stop();
      say(`steps claimed by the last process: ${await claimedBy(wall)}`);
      if (wall.process) violations.push(...(await judgeProcess(wall.process.pid, baseline)));
      const ending = await wall.stop();
      if (ending.code !== 0)
        violations.push({ invariant: "I8", what: `it ended with ${ending.signal ?? ending.code} when told to stop` });
      violations.push(
        ...orphans.map((what) => ({ invariant: "I8" as const, what: `a child outlived its parent: ${what}` })),
        ...watch.violations.map((what) => ({ invariant: "I5" as const, what })),
        ...client.faults.map((what) => ({ invariant: "I9" as const, what })),
      );
      const logged = countEvents(wall.processes);
      say(`logged as warnings and errors: ${inWords(logged)}`);
      if (logged.has("share-mended"))
        violations.push({ invariant: "I1", what: "a share was stranded and had to be mended" });
      const rows = await wall.rows.snapshot();
      if (!rows) return [...violations, { invariant: "I1", what: "the rows are gone" }];
      const failed = Map.groupBy(
        rows.steps.filter(({ state }) => state === "failed"),
        (step) => `${step.name} ${step.error_code}`,
      );
      say(`steps that failed: ${[...failed].map(([what, steps]) => `${what} ${steps.length}`).join(", ") || "none"}`);
      violations.push(...judgeRows(rows, ledger.read()));
      violations.push(...(await judgeFiles(folderObjects(join(wall.dataDir, "files")), rows, Date.now())));
      violations.push(...(await judgeSweep(wall.settings)));
      return violations;
    },
    close: () => opened.disposeAsync(),
  };
}

/** What made it look when it claimed steps: bells, places that became free, or its own look every second. */
async function claimedBy(wall: MortalWall): Promise<string> {
  const headers = { authorization: `Bearer ${await wall.key()}` };
  const metrics = await (await fetch(`${await wall.serving()}/api/v1/metrics`, { headers })).text();
  const counts = [...metrics.matchAll(/^digital_wall_steps_claimed_total\{because="([^"]+)"\} (\d+)$/gm)];
  return counts.map(([, because, count]) => `${because} ${count}`).join(", ");
}
