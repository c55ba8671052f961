export interface Backoff {
  /** How many attempts have failed so far, 1 or more. */
  readonly tries: number;
  /** The highest delay after the first failed attempt. */
  readonly firstMs: number;
  /** By how much the highest delay grows with each further attempt. */
  readonly factor: number;
  /** No delay is above this. */
  readonly maxMs: number;
  /** A number from 0 to below 1, drawn by the caller so that this stays pure. */
  readonly random: number;
}

/**
 * How long to wait before the next attempt, in whole milliseconds: exponential with full jitter, evenly from 0 to
 * min(maxMs, firstMs × factor^(tries − 1)). Full jitter spreads many callers that failed together over the whole time,
 * so that they do not come back together. (Brooker, "Exponential Backoff And Jitter", 2015.)
 */
export function nextDelayMs({ tries, firstMs, factor, maxMs, random }: Backoff): number {
  const highestMs = Math.min(maxMs, firstMs * factor ** (Math.max(1, tries) - 1));
  return Math.round(highestMs * random);
}
