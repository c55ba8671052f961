/**
 * Runs work while nobody else on this origin, window or worker, runs under that name. Without locks (plain http) it runs
 * all the same: the id of a share keeps it from standing twice.
 */
export async function withLock<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
  return "locks" in navigator ? await navigator.locks.request(name, work) : await work();
}

/** The same, but gives up at once, with null, when somebody is at it. */
export async function withFreeLock<Result>(name: string, work: () => Promise<Result>): Promise<Result | null> {
  if (!("locks" in navigator)) return await work();
  return await navigator.locks.request(name, { ifAvailable: true }, async (lock) =>
    lock === null ? null : await work(),
  );
}
