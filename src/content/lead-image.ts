import type { DerivedImage, ImageFailure } from "./derived-image.ts";
import { openImageChild } from "./image-child-process.ts";

export interface ImageReader {
  /** Derives a preview. Throws only the signal's reason, or that the reader is closed. */
  derive(bytes: Uint8Array, signal: AbortSignal): Promise<DerivedImage | ImageFailure>;
  /** Ends the child; pictures not read by then throw. */
  close(): Promise<void>;
}

/** More encoded bytes than any picture of 50 MP needs. */
const MAX_IMAGE_BYTES = 64 * 1024 * 1024;

/**
 * Reads pictures in a child process with bounded memory, one at a time. The child starts when first needed, stays warm
 * for a minute, is killed when a picture overruns `timeoutMs`, and ends with its parent.
 */
export function openImageReader({ timeoutMs = 20_000 } = {}): ImageReader {
  const child = openImageChild({ timeoutMs });
  const closing = new AbortController();
  let last: Promise<unknown> = Promise.resolve();

  return {
    async derive(bytes, callerSignal) {
      const signal = AbortSignal.any([callerSignal, closing.signal]);
      signal.throwIfAborted();
      if (bytes.length > MAX_IMAGE_BYTES) {
        return { kind: "failure", code: "image-too-large", reason: `${bytes.length} bytes` };
      }
      const before = last;
      const done = Promise.withResolvers<void>();
      last = done.promise;
      try {
        await untilAborted(before, signal);
        return await child.derive(bytes, signal);
      } finally {
        // Whoever waits for us must also wait for whom we waited, should we have left early.
        void before.then(() => done.resolve());
      }
    },
    async close() {
      closing.abort(new Error("the image reader is closed"));
      await child.end();
    },
  };
}

function untilAborted(work: Promise<unknown>, signal: AbortSignal): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const onAbort = () => reject(signal.reason);
  signal.addEventListener("abort", onAbort, { once: true });
  if (signal.aborted) onAbort();
  void work.then(() => resolve());
  return promise.finally(() => signal.removeEventListener("abort", onAbort));
}
