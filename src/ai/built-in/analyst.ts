import { Worker } from "node:worker_threads";
import type { StepFailure } from "../../contract/reasons.ts";
import type { Analysis, AnalysisInput } from "../../core/analysis.ts";
import { ANALYSIS_TEXT_CHARACTERS } from "../../core/analysis.ts";
import type { AnalysisOutcome, Analyst } from "../../core/ports/analyst.ts";

/** A few milliseconds do for a text; on a machine that is very busy the thread's own start may take seconds. */
const JOB_TIMEOUT_MS = 15_000;
/** A thread that has nothing to do is ended: its language model holds some tens of megabytes. */
const IDLE_MS = 60_000;
const THREAD_MEMORY_MEGABYTES = 256;
// A packed program is JavaScript; a working tree runs as it is.
const THREAD = new URL(
  import.meta.url.endsWith(".ts") ? "./analyst-worker.ts" : "./analyst-worker.js",
  import.meta.url,
);

export interface BuiltInAnalystOptions {
  /** How long one analysis may take from the moment it is begun, in milliseconds. */
  readonly jobTimeoutMs?: number;
  /** How long the thread is kept without work, in milliseconds. */
  readonly idleMs?: number;
  /** The module of the thread. */
  readonly thread?: URL;
}

export interface AnalystQuestion {
  readonly id: number;
  readonly input: AnalysisInput;
}

export interface AnalystAnswer {
  readonly id: number;
  readonly analysis: Analysis;
}

interface Job extends AnalystQuestion {
  readonly end: (outcome: AnalysisOutcome) => void;
}

/**
 * The built-in analysis as an analyst, in a thread of its own so that a long text never holds up the server. The thread is
 * started by the first question, answers one at a time in their order and keeps no process alive. An overlong or crashed
 * analysis is a failure value, with a new thread for the next one.
 */
export function openBuiltInAnalyst(options: BuiltInAnalystOptions = {}): Analyst {
  const { jobTimeoutMs = JOB_TIMEOUT_MS, idleMs = IDLE_MS, thread = THREAD } = options;
  const waiting: Job[] = [];
  let running: { readonly job: Job; readonly timer: NodeJS.Timeout } | null = null;
  let worker: Worker | null = null;
  let idleTimer: NodeJS.Timeout | null = null;
  let nextId = 1;
  let isClosed = false;

  function startThread(): Worker {
    // Without this process's own flags: those of `node --eval` and of debuggers are not for a thread.
    const started = new Worker(thread, {
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: THREAD_MEMORY_MEGABYTES },
    });
    started.on("message", ({ id, analysis }: AnalystAnswer) => {
      if (running?.job.id === id) settleRunning({ kind: "analysis", analysis });
    });
    const lose = (why: string): void => {
      if (worker !== started) return;
      worker = null;
      settleRunning(failure("analysis-crashed", why, true));
    };
    started.on("error", (error) => lose(error instanceof Error ? error.message : String(error)));
    started.on("exit", (code) => lose(`The analysis thread ended with code ${code}.`));
    return started;
  }

  function startNext(): void {
    const job = running === null ? waiting.shift() : undefined;
    if (job === undefined) return;
    if (idleTimer !== null) clearTimeout(idleTimer);
    worker ??= startThread();
    worker.ref();
    running = { job, timer: setTimeout(endOverlongJob, jobTimeoutMs) };
    worker.postMessage({ id: job.id, input: job.input } satisfies AnalystQuestion);
  }

  function settleRunning(outcome: AnalysisOutcome): void {
    if (running === null) return;
    const { job, timer } = running;
    clearTimeout(timer);
    running = null;
    job.end(outcome);
    startNext();
    if (running === null && worker !== null) rest(worker);
  }

  function rest(idle: Worker): void {
    idle.unref();
    idleTimer = setTimeout(() => {
      if (running === null && worker === idle) void endThread();
    }, idleMs).unref();
  }

  function endOverlongJob(): void {
    void endThread();
    settleRunning(failure("analysis-timeout", `The analysis took longer than ${jobTimeoutMs} ms.`, false));
  }

  async function endThread(): Promise<void> {
    const ending = worker;
    worker = null;
    await ending?.terminate();
  }

  return {
    name: "built-in",
    paid: false,
    analyze(input, signal) {
      return new Promise<AnalysisOutcome>((resolve, reject) => {
        signal.throwIfAborted();
        if (isClosed) return resolve(failure("analysis-closed", "The analyst is closed.", true));
        const giveUp = (): void => {
          // A running job is left to its end, and its answer to nobody: ending the thread would cost the next one more.
          const place = waiting.indexOf(job);
          if (place !== -1) waiting.splice(place, 1);
          reject(signal.reason);
        };
        const end = (outcome: AnalysisOutcome): void => {
          signal.removeEventListener("abort", giveUp);
          resolve(outcome);
        };
        const job: Job = {
          id: nextId++,
          input: { ...input, text: input.text.slice(0, ANALYSIS_TEXT_CHARACTERS) },
          end,
        };
        signal.addEventListener("abort", giveUp, { once: true });
        waiting.push(job);
        startNext();
      });
    },
    async close() {
      isClosed = true;
      if (idleTimer !== null) clearTimeout(idleTimer);
      const closed = failure("analysis-closed", "The analyst is closed.", true);
      for (const job of waiting.splice(0)) job.end(closed);
      const ended = endThread();
      settleRunning(closed);
      await ended;
    },
  };
}

function failure(code: StepFailure, detail: string, retryable: boolean): AnalysisOutcome {
  return { kind: "failure", code, detail, retryable, retryAfterMs: null };
}
