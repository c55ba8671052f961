/** Work that ignores its abort is left behind after this; its late result settles nothing. */
const ABORT_GRACE_MS = 2_000;

/** Waits for the work, but after an abort no longer than the grace: work that hangs must not hold a place for ever. */
export async function withGrace<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const overrun = new Promise<never>((_resolve, reject) => {
    const arm = () => {
      timer = setTimeout(() => reject(signal.reason), ABORT_GRACE_MS);
    };
    if (signal.aborted) arm();
    else signal.addEventListener("abort", arm, { once: true });
  });
  work.catch(() => {});
  try {
    return await Promise.race([work, overrun]);
  } finally {
    clearTimeout(timer);
  }
}
