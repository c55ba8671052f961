import type { ModelFailure } from "../core/ports/ai-provider.ts";
import { type Asked, failureOf, ownFailure, timeoutFailure } from "./ai-failures.ts";

/** What a header can carry. Anything else in a key would throw an error that quotes the key. */
const HEADER_SAFE = /^[\x21-\x7e]+$/;

/**
 * Makes one call of an SDK and gives its errors as values.
 *
 * Throws `signal.reason` when the caller's signal aborts, and faults of our own as they are. The deadline is for the
 * whole: the SDKs' own timeout ends with the headers and would let a body drip for ever.
 */
export async function attempt<T>(
  asked: Asked,
  { signal, timeoutMs }: { signal: AbortSignal; timeoutMs: number },
  call: (signal: AbortSignal) => Promise<T>,
): Promise<T | ModelFailure> {
  signal.throwIfAborted();
  if (asked.key !== null && !HEADER_SAFE.test(asked.key)) return unsendableKey(asked);
  const deadline = new AbortController();
  const timer = setTimeout(() => deadline.abort(new Error("deadline")), timeoutMs);
  try {
    return await call(AbortSignal.any([signal, deadline.signal]));
  } catch (error) {
    signal.throwIfAborted();
    const failure = deadline.signal.aborted ? timeoutFailure(asked) : failureOf(error, asked);
    if (failure === null) throw error;
    return failure;
  } finally {
    clearTimeout(timer);
  }
}

function unsendableKey(asked: Asked): ModelFailure {
  const outcome = { code: "ai-key-refused", retryable: false, charged: "no" } as const;
  return ownFailure(outcome, asked, "was not asked: the key has characters that no header can carry");
}
