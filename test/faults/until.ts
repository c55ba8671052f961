import { setTimeout as sleep } from "node:timers/promises";

const LOOK_EVERY_MS = 50;

/** A condition did not come true in time. */
export class NeverCame extends Error {
  constructor(what: string, withinMs: number) {
    super(`${what}: not within ${withinMs} ms`);
    this.name = "NeverCame";
  }
}

/**
 * Looks until `look` answers something else than null, false or undefined.
 * @throws NeverCame
 */
export async function until<T>(
  what: string,
  withinMs: number,
  look: () => T | null | false | undefined | Promise<T | null | false | undefined>,
): Promise<T> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    const found = await look();
    if (found !== null && found !== false && found !== undefined) return found;
    if (performance.now() > deadline) throw new NeverCame(what, withinMs);
    await sleep(LOOK_EVERY_MS);
  }
}

/**
 * Waits for a promise, but not for ever.
 * @throws NeverCame
 */
export async function within<T>(what: string, withinMs: number, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new NeverCame(what, withinMs)), withinMs);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
