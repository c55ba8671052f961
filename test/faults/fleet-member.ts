import { readFileSync } from "node:fs";
import { mkdir, mkdtemp, readdir } from "node:fs/promises";
import { join } from "node:path";
import type { Violation } from "./oracle.ts";
import { judgeProcess } from "./oracle-processes.ts";
import {
  type Ending,
  openDescriptors,
  orphansOf,
  type ServerProcess,
  startServerProcess,
  startWorkerProcess,
} from "./server-process.ts";
import { within } from "./until.ts";

const START_TIMEOUT_MS = 90_000;
const KILL_TIMEOUT_MS = 10_000;
/** The program takes up to 25 s to let work end. */
const STOP_TIMEOUT_MS = 60_000;
const FIGURES_TIMEOUT_MS = 5_000;

export interface MemberOptions {
  readonly role: "server" | "worker";
  readonly name: string;
  /** Where its own folders are made. */
  readonly folder: string;
  readonly settings: Readonly<Record<string, string>>;
  readonly mutant?: string | undefined;
}

/** One of the processes of a fleet, which may be killed, frozen and started again. */
export class FleetMember {
  readonly name: string;
  readonly dataDir: string;
  /** Every process there has been, for a look at what they logged. */
  readonly processes: ServerProcess[] = [];
  readonly #options: MemberOptions;
  /** Figures of processes that are gone. */
  readonly #counted = new Map<string, number>();
  #current: ServerProcess | null = null;
  #url = "";
  #temp = "";
  #baseline = 0;
  #memoryAtStartMb = 0;

  constructor(options: MemberOptions) {
    this.#options = options;
    this.name = options.name;
    this.dataDir = join(options.folder, options.name.replaceAll(" ", "-"));
  }

  get url(): string {
    return this.#url;
  }

  /** Its process, which must run. */
  get process(): ServerProcess {
    if (!this.#current) throw new Error(`${this.name} does not run`);
    return this.#current;
  }

  get memoryAtStartMb(): number {
    return this.#memoryAtStartMb;
  }

  get isRunning(): boolean {
    return this.#current !== null;
  }

  async start(): Promise<void> {
    await mkdir(this.dataDir, { recursive: true });
    this.#temp = await mkdtemp(join(this.#options.folder, "temp-"));
    const { role, mutant } = this.#options;
    const settings = { ...this.#options.settings, DATA_DIR: this.dataDir, TMPDIR: this.#temp };
    const started =
      role === "server"
        ? startServerProcess(settings, mutant, { workers: false })
        : startWorkerProcess({ ...settings, METRICS_PORT: "0" }, "content,ai", mutant);
    this.#current = started;
    this.processes.push(started);
    const url = await within(`the start of ${this.name}`, START_TIMEOUT_MS, started.served);
    if (url === null) throw new Error(`${this.name} does not start:\n${started.log.slice(-20).join("\n")}`);
    this.#url = url;
    this.#baseline = openDescriptors(started.pid);
    this.#memoryAtStartMb = this.memoryMb();
  }

  /** SIGKILL. Tells children that did not end by themselves. */
  async kill(): Promise<string[]> {
    await this.#count();
    const was = this.process;
    was.signal("SIGKILL");
    await within(`the end of ${this.name}`, KILL_TIMEOUT_MS, was.ended);
    this.#current = null;
    return await orphansOf(was.pid);
  }

  /** As its whole machine would be. */
  freeze(): void {
    this.process.signalAll("SIGSTOP");
  }

  thaw(): void {
    this.process.signalAll("SIGCONT");
  }

  /** What it counted since the run began, the dead processes included: by the metric and the value of its label. */
  async figures(key?: string): Promise<ReadonlyMap<string, number>> {
    const all = new Map(this.#counted);
    for (const [name, count] of this.isRunning ? await this.#figuresNow(key) : [])
      all.set(name, (all.get(name) ?? 0) + count);
    return all;
  }

  async #count(): Promise<void> {
    for (const [name, count] of await this.#figuresNow())
      this.#counted.set(name, (this.#counted.get(name) ?? 0) + count);
  }

  async #figuresNow(key?: string): Promise<[string, number][]> {
    const path = this.#options.role === "server" ? "/api/v1/metrics" : "/metrics";
    const headers = key === undefined ? {} : { authorization: `Bearer ${key}` };
    const text = await fetch(this.#url + path, { headers, signal: AbortSignal.timeout(FIGURES_TIMEOUT_MS) }).then(
      (answer) => answer.text(),
      // It has no database for its figures, or no time for us.
      () => "",
    );
    const found = text.matchAll(/^digital_wall_(steps_claimed|rings)_total\{\w+="([^"]*)"\} (\d+)$/gm);
    return [...found].map(([, metric, label, count]) => [`${metric} ${label}`, Number(count)]);
  }

  /** Megabytes of memory that it has. Linux. */
  memoryMb(): number {
    const [, kilobytes] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${this.process.pid}/status`, "utf8")) ?? [];
    return Math.round(Number(kilobytes) / 1_024);
  }

  /** I8, while it lives. */
  async judge(): Promise<Violation[]> {
    return (await judgeProcess(this.process.pid, this.#baseline)).map(({ invariant, what }) => ({
      invariant,
      what: `${this.name}: ${what}`,
    }));
  }

  /** SIGTERM, and I8 at the end of it. */
  async stop(): Promise<Violation[]> {
    const was = this.process;
    const ending = await this.#end(was);
    const left = await readdir(this.#temp);
    return [
      ...(ending.code === 0 ? [] : [`${this.name} ended with ${ending.signal ?? ending.code} when told to stop`]),
      ...left.map((name) => `${this.name} left a temporary ${name}`),
    ].map((what) => ({ invariant: "I8", what }));
  }

  /** Ends whatever runs. */
  async close(): Promise<void> {
    const was = this.#current;
    if (!was) return;
    was.signal("SIGKILL");
    await was.ended;
    this.#current = null;
    await orphansOf(was.pid);
  }

  async #end(was: ServerProcess): Promise<Ending> {
    was.signal("SIGTERM");
    const late = setTimeout(() => was.signal("SIGKILL"), STOP_TIMEOUT_MS);
    try {
      const ending = await within(`the end of ${this.name}`, STOP_TIMEOUT_MS + KILL_TIMEOUT_MS, was.ended);
      this.#current = null;
      return ending;
    } finally {
      clearTimeout(late);
    }
  }
}
