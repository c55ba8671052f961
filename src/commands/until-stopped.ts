import { EXIT } from "./failure.ts";

/** Two signals so close to each other are one: Ctrl-C reaches the launcher and the program it started, which gets both. */
const SAME_SIGNAL_MS = 300;

/**
 * Waits until somebody ends this process: SIGTERM, SIGINT, SIGHUP, or the launcher's death. Then stops in order and
 * exits with 0; who asks a second time is obeyed at once, with 1.
 */
export function untilStopped(stop: () => Promise<void>): Promise<never> {
  return new Promise((_resolve, reject) => {
    let askedAtMs: number | null = null;
    const asked = () => {
      const nowMs = performance.now();
      if (askedAtMs !== null) {
        if (nowMs - askedAtMs > SAME_SIGNAL_MS) process.exit(EXIT.failed);
        return;
      }
      askedAtMs = nowMs;
      stop().then(() => process.exit(EXIT.ok), reject);
    };
    for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, asked);
    process.once("disconnect", asked);
    // It may have died while this process was starting.
    if (process.connected === false) asked();
    // The launcher's channel says when it died; it must not keep this process alive.
    process.channel?.unref();
  });
}
