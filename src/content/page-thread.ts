import { Worker } from "node:worker_threads";
import type { PageRead, PageReadFailure } from "../core/page.ts";
import type { PageInput } from "./read-page.ts";

/** One thread for one page at a time; it starts when first needed and again after it had to be ended. */
export interface PageThread {
  read(input: PageInput, signal: AbortSignal): Promise<PageRead | PageReadFailure>;
  end(): Promise<void>;
}

export interface PageThreadLimits {
  readonly timeoutMs: number;
  readonly maxHeapMb: number;
}

const IDLE_MS = 60_000;
const YOUNG_HEAP_MB = 32;

/** Packed, the files are JavaScript; in the working tree Node runs the TypeScript. */
const WORKER = new URL(import.meta.url.endsWith(".ts") ? "./page-worker.ts" : "./page-worker.js", import.meta.url);

export function openPageThread(limits: PageThreadLimits): PageThread {
  let worker: Worker | null = null;
  let idleTimer: NodeJS.Timeout | undefined;

  async function end(): Promise<void> {
    clearTimeout(idleTimer);
    const ending = worker;
    worker = null;
    await ending?.terminate();
  }

  return {
    end,
    async read(input, signal) {
      clearTimeout(idleTimer);
      const thread = worker ?? startWorker(limits.maxHeapMb);
      if (worker === null) {
        worker = thread;
        // A thread that dies between pages must not be asked again.
        thread.once("exit", () => {
          if (worker === thread) worker = null;
        });
      }
      thread.ref();
      try {
        const result = await answerOf(thread, { input, signal, timeoutMs: limits.timeoutMs });
        thread.unref();
        idleTimer = setTimeout(() => void end(), IDLE_MS).unref();
        return result;
      } catch (error) {
        if (worker === thread) await end();
        if (error instanceof ThreadEnded) return error.failure;
        throw error;
      }
    },
  };
}

/** The thread cannot be used again. */
class ThreadEnded extends Error {
  readonly failure: PageReadFailure;
  constructor(code: PageReadFailure["code"], reason: string) {
    super(reason);
    this.failure = { code, reason };
  }
}

function startWorker(maxHeapMb: number): Worker {
  const worker = new Worker(WORKER, {
    // No page has business with our settings.
    env: {},
    // Flags of the program that started us may mean something else to a thread (`--eval`, `--test`).
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: maxHeapMb, maxYoungGenerationSizeMb: YOUNG_HEAP_MB },
  });
  // Between pages nobody else listens, and an error without a listener would end the program.
  worker.on("error", () => undefined);
  return worker;
}

function answerOf(
  thread: Worker,
  { input, signal, timeoutMs }: { input: PageInput; signal: AbortSignal; timeoutMs: number },
): Promise<PageRead | PageReadFailure> {
  const { promise, resolve, reject } = Promise.withResolvers<PageRead | PageReadFailure>();
  const onAbort = () => reject(signal.reason);
  const onError = (error: unknown) => reject(endedBy(error));
  const onExit = (code: number) => reject(new ThreadEnded("page-not-readable", `the thread ended with ${code}`));
  const timer = setTimeout(
    () => reject(new ThreadEnded("page-too-complex", `not read within ${timeoutMs} ms`)),
    timeoutMs,
  );
  signal.addEventListener("abort", onAbort, { once: true });
  thread.on("message", resolve).on("error", onError).on("exit", onExit);
  // A copy of our own can be handed over: the caller keeps theirs, and nothing of a shared pool travels along.
  const bytes = new Uint8Array(input.bytes);
  thread.postMessage({ ...input, bytes }, [bytes.buffer]);
  return promise.finally(() => {
    clearTimeout(timer);
    signal.removeEventListener("abort", onAbort);
    thread.off("message", resolve).off("error", onError).off("exit", onExit);
  });
}

function endedBy(error: unknown): ThreadEnded {
  const reason = error instanceof Error ? error.message : String(error);
  const outOfMemory = error instanceof Error && "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY";
  return new ThreadEnded(outOfMemory ? "page-too-complex" : "page-not-readable", reason);
}
