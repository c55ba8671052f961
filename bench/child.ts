import { fork } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";

/** How long a child may take to say something before the run is given up. */
const PATIENCE_MS = 120_000;
const TICKS_A_SECOND = 100;

/** A process of the bench's own: a server, a limit or a load generator. It ends with us, or when told to, by its own pid. */
export interface Child<Ready = unknown> {
  readonly pid: number;
  /** What it said when it was ready. */
  readonly ready: Ready;
  /** Says something and waits for the answer. */
  ask<Answer>(question: unknown): Promise<Answer>;
  /** CPU seconds it has used, threads included; null where /proc is missing. */
  cpuSeconds(): number | null;
  /** Resident memory in bytes; null where /proc is missing. */
  residentBytes(): number | null;
  /** The most it ever had; null where /proc is missing. */
  peakBytes(): number | null;
  stop(): Promise<void>;
}

/** Starts `file` as a process and waits until it says that it is ready. */
export async function startChild<Ready>(
  file: URL,
  { args = [], env = {}, execArgv = [] }: { args?: string[]; env?: Record<string, string>; execArgv?: string[] } = {},
): Promise<Child<Ready>> {
  const child = fork(file, args, {
    execArgv,
    env: { PATH: process.env["PATH"], ...env },
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const { pid } = child;
  if (pid === undefined) throw new Error(`${file.pathname} did not start`);
  const gone = once(child, "exit");

  async function heard<Message>(): Promise<Message> {
    const stop = new AbortController();
    try {
      const signal = AbortSignal.any([stop.signal, AbortSignal.timeout(PATIENCE_MS)]);
      const said = once(child, "message", { signal });
      const ended = gone.then(([code, killed]) => {
        throw new Error(`${file.pathname} ended with ${code ?? killed}`);
      });
      const [message] = (await Promise.race([said, ended])) as [Message];
      return message;
    } finally {
      stop.abort();
    }
  }
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill("SIGTERM");
    const late = setTimeout(() => child.kill("SIGKILL"), 10_000);
    await gone;
    clearTimeout(late);
  };
  try {
    const ready = await heard<Ready>();
    return {
      pid,
      ready,
      async ask<Answer>(question: unknown) {
        const answer = heard<Answer>();
        child.send(question as never);
        return await answer;
      },
      cpuSeconds: () => cpuSecondsOf(pid),
      residentBytes: () => bytesIn(pid, "VmRSS"),
      peakBytes: () => bytesIn(pid, "VmHWM"),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** CPU seconds of a process; null where /proc is missing. proc(5): the 14th and 15th fields of `stat`, counted behind the name, which may hold spaces. */
export function cpuSecondsOf(pid: number): number | null {
  const text = readProc(pid, "stat");
  if (text === null) return null;
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND;
}

/** proc(5): `status` has memory in kB of 1,024 bytes. */
function bytesIn(pid: number, field: "VmRSS" | "VmHWM"): number | null {
  const [, kib] = new RegExp(`^${field}:\\s+(\\d+) kB`, "m").exec(readProc(pid, "status") ?? "") ?? [];
  return kib === undefined ? null : Number(kib) * 1_024;
}

function readProc(pid: number, name: string): string | null {
  try {
    return readFileSync(`/proc/${pid}/${name}`, "utf8");
  } catch {
    return null;
  }
}
