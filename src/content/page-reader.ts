import type { PageRead, PageReadFailure } from "../core/page.ts";
import { openPageThread, type PageThread } from "./page-thread.ts";
import type { PageInput } from "./read-page.ts";

export interface PageReader {
  /** Reads one page in a thread. Throws only the signal's reason, or that the reader is closed. */
  read(input: PageInput, signal: AbortSignal): Promise<PageRead | PageReadFailure>;
  /** Ends every thread; pages not read by then throw. */
  close(): Promise<void>;
}

/**
 * Reads pages away from the main thread, which imports no parser. A page over its time or heap ends its thread and
 * answers `page-too-complex`; the next page gets a fresh one. Idle threads end after a minute and keep no process alive.
 */
export function openPageReader({ threads = 1, timeoutMs = 15_000, maxHeapMb = 256 } = {}): PageReader {
  const all = Array.from({ length: threads }, () => openPageThread({ timeoutMs, maxHeapMb }));
  // The last one used is taken first, so that a quiet time needs one thread only.
  const free = [...all];
  const waiting: ((thread: PageThread) => void)[] = [];
  const closing = new AbortController();

  async function takeThread(signal: AbortSignal): Promise<PageThread> {
    const thread = free.pop();
    if (thread !== undefined) return thread;
    const { promise, resolve, reject } = Promise.withResolvers<PageThread>();
    const onAbort = (): void => {
      waiting.splice(waiting.indexOf(resolve), 1);
      reject(signal.reason);
    };
    waiting.push(resolve);
    signal.addEventListener("abort", onAbort, { once: true });
    return promise.finally(() => signal.removeEventListener("abort", onAbort));
  }

  function giveBack(thread: PageThread): void {
    const next = waiting.shift();
    if (next === undefined) free.push(thread);
    else next(thread);
  }

  return {
    async read(input, callerSignal) {
      const signal = AbortSignal.any([callerSignal, closing.signal]);
      signal.throwIfAborted();
      const thread = await takeThread(signal);
      try {
        signal.throwIfAborted();
        return await thread.read(input, signal);
      } finally {
        giveBack(thread);
      }
    },
    async close() {
      closing.abort(new Error("the page reader is closed"));
      await Promise.all(all.map((thread) => thread.end()));
    },
  };
}
