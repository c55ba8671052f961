import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { ChildAnswer, FileTask, TaskResult } from "./file-task.ts";

/** One child for one task at a time; it starts when first needed and again after it had to be killed. */
export interface FileChild {
  /** Throws the signal's reason, TaskOverrun, or ChildEnded when a fresh child died of it as well. */
  run<Task extends FileTask>(task: Task, signal: AbortSignal): Promise<TaskResult<Task>>;
  end(): Promise<void>;
}

/** The child did not answer in its time and was killed. */
export class TaskOverrun extends Error {}

/** The child ended before it answered. */
export class ChildEnded extends Error {}

const IDLE_MS = 60_000;
/** Node, its libraries and the listener, before any task. */
const START_MS = 30_000;
/** A child is replaced after this many tasks, so that what its libraries leak stays small. */
const TASKS_A_CHILD = 200;
/** A child may die of what an earlier file left it with (its CPU seconds, a torn heap); a fresh one tells. */
const ATTEMPTS = 2;

/** Node 24 does not start below 1 GB of data; 50 MP in four channels are 200 MB, twice while they are turned. */
const MAX_DATA_BYTES = 1_536 * 1024 * 1024;
const MAX_HEAP_MB = 512;
/** Of the child's whole life. It outlives no parent, but a parent that is itself stopped cannot kill it. */
const MAX_CPU_SECONDS = 600;
/** A limit is waited for in so many steps. */
const TICKS_OF_A_LIMIT = 20;
const PRLIMIT = "/usr/bin/prlimit";

const CHILD = fileURLToPath(
  new URL(import.meta.url.endsWith(".ts") ? "./file-child.ts" : "./file-child.js", import.meta.url),
);

interface Running {
  readonly process: ChildProcess;
  /** Resolves when its listener stands, throws ChildEnded when it never will. */
  readonly ready: Promise<void>;
  tasks: number;
}

export function openFileChild({ timeoutMs }: { timeoutMs: number }): FileChild {
  let running: Running | null = null;
  let idleTimer: NodeJS.Timeout | undefined;

  async function end(): Promise<void> {
    clearTimeout(idleTimer);
    const ending = running;
    running = null;
    if (ending !== null) await killed(ending.process);
  }

  async function attempt(task: FileTask, signal: AbortSignal): Promise<unknown> {
    clearTimeout(idleTimer);
    if (running !== null && (!running.process.connected || running.tasks >= TASKS_A_CHILD)) await end();
    running ??= startChild();
    const child = running;
    child.tasks += 1;
    child.process.ref();
    child.process.channel?.ref();
    try {
      await beforeAbort(child.ready, signal);
      const result = await answerOf(child.process, { task, signal, timeoutMs });
      child.process.unref();
      child.process.channel?.unref();
      idleTimer = setTimeout(() => void end(), IDLE_MS).unref();
      return result;
    } catch (error) {
      if (running === child) await end();
      throw error;
    }
  }

  return {
    end,
    async run<Task extends FileTask>(task: Task, signal: AbortSignal) {
      for (let tried = 1; ; tried++) {
        try {
          return (await attempt(task, signal)) as TaskResult<Task>;
        } catch (error) {
          if (!(error instanceof ChildEnded) || tried >= ATTEMPTS) throw error;
        }
      }
    },
  };
}

function startChild(): Running {
  // What it writes it writes here: we take it away when it has ended, the child itself when we have.
  const folder = mkdtempSync(join(tmpdir(), "digital-wall-child-"));
  const node = [process.execPath, `--max-old-space-size=${MAX_HEAP_MB}`, CHILD, folder];
  const limits = [`--data=${MAX_DATA_BYTES}`, `--cpu=${MAX_CPU_SECONDS}`, "--core=0"];
  const [command = "", ...args] = existsSync(PRLIMIT) ? [PRLIMIT, ...limits, ...node] : node;
  const child = spawn(command, args, {
    // Buffers cross whole, and no file has business with our settings. Fewer arenas keep libvips' memory together.
    serialization: "advanced",
    env: { MALLOC_ARENA_MAX: "2", TMPDIR: folder },
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
  // Between tasks nobody listens; a child that dies then is found disconnected by the next one.
  child.on("error", () => undefined);
  child.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  const ready = firstMessage(child);
  ready.catch(() => undefined);
  return { process: child, ready, tasks: 0 };
}

/** A child says that it listens before it is sent anything: its start and its first task are two waits, not one. */
function firstMessage(child: ChildProcess): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const onEnd = (why: unknown) => reject(new ChildEnded(`the child did not start: ${String(why)}`));
  const timer = setTimeout(() => onEnd(`not within ${START_MS} ms`), START_MS);
  const onMessage = () => resolve();
  child.once("message", onMessage).once("error", onEnd).once("exit", onEnd);
  return promise.finally(() => {
    clearTimeout(timer);
    child.off("message", onMessage).off("error", onEnd).off("exit", onEnd);
  });
}

function killed(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return Promise.resolve();
  const { promise, resolve } = Promise.withResolvers<void>();
  child.once("exit", () => resolve());
  // Between tasks it keeps nothing alive, its end would come unseen if nothing else did.
  child.ref();
  child.kill("SIGKILL");
  return promise;
}

function answerOf(
  child: ChildProcess,
  { task, signal, timeoutMs }: { task: FileTask; signal: AbortSignal; timeoutMs: number },
): Promise<unknown> {
  const { promise, resolve, reject } = Promise.withResolvers<unknown>();
  const onAbort = () => reject(signal.reason);
  const onMessage = (message: unknown) => {
    const answer = message as ChildAnswer;
    if ("fault" in answer) reject(new Error(`the reader of files is broken: ${answer.fault}`));
    else resolve(answer.result);
  };
  const onError = (error: Error) => reject(new ChildEnded(error.message));
  const onExit = (code: number | null, name: string | null) =>
    reject(new ChildEnded(`the child ended with ${name ?? code}`));
  const overrun = () => reject(new TaskOverrun(`not read within ${timeoutMs} ms`));
  const stopWatch = afterWatching(timeoutMs, overrun);
  signal.addEventListener("abort", onAbort, { once: true });
  child.on("message", onMessage).on("error", onError).on("exit", onExit);
  if (signal.aborted) onAbort();
  else
    child.send(task, (error) => {
      if (error !== null) onError(error);
    });
  return promise.finally(() => {
    stopWatch();
    signal.removeEventListener("abort", onAbort);
    child.off("message", onMessage).off("error", onError).off("exit", onExit);
  });
}

/**
 * Calls `late` after so much time in which this process could have heard an answer. A plain timer is the first thing to
 * run in a process that was held up for its whole length, before the answer that has long lain in the channel: a picture
 * read in 30 ms was then called too slow. So a hold-up counts as one tick, and the last one lets the channel be heard.
 */
function afterWatching(ms: number, late: () => void): () => void {
  let last: NodeJS.Immediate | undefined;
  const tickMs = Math.max(1, ms / TICKS_OF_A_LIMIT);
  let ticks = Math.ceil(ms / tickMs);
  const timer = setInterval(() => {
    ticks -= 1;
    if (ticks === 0) last = setImmediate(late);
  }, tickMs);
  return () => {
    clearInterval(timer);
    clearImmediate(last);
  };
}

/** Waits for the work, or throws the signal's reason when that comes first. */
export function beforeAbort<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  const { promise, resolve, reject } = Promise.withResolvers<Result>();
  const onAbort = () => reject(signal.reason);
  signal.addEventListener("abort", onAbort, { once: true });
  if (signal.aborted) onAbort();
  work.then(resolve, reject);
  return promise.finally(() => signal.removeEventListener("abort", onAbort));
}
