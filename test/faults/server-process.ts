import { type ChildProcess, spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { until } from "./until.ts";

const RUNNER = fileURLToPath(new URL("./run-server.ts", import.meta.url));
const WORKER_RUNNER = fileURLToPath(new URL("./run-worker.ts", import.meta.url));
/** What is kept of a process's log for a report. */
const LINES_KEPT = 2_000;
/** A child that is being loaded notices when it has been; on a busy machine that takes a while. */
const ORPHANS_GONE_MS = 20_000;

export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** The real program as a process of its own. */
export interface ServerProcess {
  readonly pid: number;
  /** Resolves to its address, or to null when it ended before it served. */
  readonly served: Promise<string | null>;
  readonly ended: Promise<Ending>;
  /** What it logged, a JSON line each. */
  readonly log: readonly string[];
  signal(name: NodeJS.Signals): void;
  /** The same for its children too, as when the machine itself is frozen. */
  signalAll(name: NodeJS.Signals): void;
}

/**
 * Starts the program with these settings and no others. It leads a process group of its own, so that children it leaves
 * behind can be found, and it ends when this process does.
 */
export function startServerProcess(
  settings: Readonly<Record<string, string>>,
  mutant?: string,
  { workers = true } = {},
): ServerProcess {
  return startProcess(settings, [RUNNER, ...(workers ? [] : ["--no-workers"]), ...mutantWords(mutant)]);
}

const mutantWords = (mutant: string | undefined): string[] => (mutant === undefined ? [] : [mutant]);

/** The same for a worker; what it serves are its figures, at an empty address when it was given no METRICS_PORT. */
export function startWorkerProcess(
  settings: Readonly<Record<string, string>>,
  lanes: "content" | "ai" | "content,ai",
  mutant?: string,
): ServerProcess {
  return startProcess(settings, [WORKER_RUNNER, lanes, ...mutantWords(mutant)]);
}

function startProcess(settings: Readonly<Record<string, string>>, words: readonly string[]): ServerProcess {
  const child = spawn(process.execPath, words, {
    env: { PATH: process.env["PATH"], ...settings },
    detached: true,
    stdio: ["pipe", "pipe", "pipe"],
  });
  const log: string[] = [];
  createInterface({ input: child.stderr }).on("line", (line) => {
    log.push(line);
    if (log.length > LINES_KEPT) log.shift();
  });
  // A pipe to a process that was just killed may break; that is no fault of the test.
  child.stdin.on("error", () => {});
  const ended = new Promise<Ending>((resolve) => {
    child.once("exit", (code, signal) => resolve({ code, signal }));
  });
  const pid = child.pid as number;
  return {
    pid,
    served: servedBy(child),
    ended,
    log,
    signal: (name) => void child.kill(name),
    signalAll: (name) => void process.kill(-pid, name),
  };
}

function servedBy(child: ChildProcess): Promise<string | null> {
  return new Promise((resolve) => {
    child.once("exit", () => resolve(null));
    if (child.stdout)
      createInterface({ input: child.stdout }).once("line", (line) =>
        resolve((JSON.parse(line) as { url: string }).url),
      );
  });
}

/** Processes that still run in the group of a server, itself included, as `pid command`. Linux. */
export function processesOfGroup(group: number): string[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
        // The name stands in brackets and may hold anything; after it come state, parent and group.
        const [state, , inGroup] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
        const command = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim();
        return Number(inGroup) === group && state !== "Z" ? [`${pid} ${command}`] : [];
      } catch {
        // It ended while it was looked at.
        return [];
      }
    });
}

/** Waits for the children of a dead process to end by themselves, and ends those that do not. Tells which. */
export async function orphansOf(group: number): Promise<string[]> {
  const left = () => processesOfGroup(group);
  await until("no orphan", ORPHANS_GONE_MS, () => left().length === 0).catch(() => {});
  const stayed = left();
  // They are this test's own, and must not outlive it.
  for (const line of stayed) endProcess(Number(line.split(" ")[0]));
  return stayed;
}

function endProcess(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It was faster.
  }
}

/** Open files and sockets of a process. Linux. */
export function openDescriptors(pid: number): number {
  return readdirSync(`/proc/${pid}/fd`).length;
}
