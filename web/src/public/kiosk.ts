/** Pixels a second: slow enough to read by. */
const SPEED = 24;
/** At the top and at the end it stands so long. */
const REST_MS = 4_000;
/** It fades out at the end and in again at the top, each in this time. `public-wall.css` and `wall.css` have it too. */
const TURN_MS = 700;
const SECOND_MS = 1_000;
const TURNING = "is-turning";

/**
 * On a screen that hangs somewhere the wall goes by slowly, from its top to its end and again; not where no motion is
 * wanted. The screen does not go dark meanwhile, where the browser lets a page ask for that.
 * @returns a function that lets it stand
 */
export function goSlowly(): () => void {
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const root = document.documentElement;
  let last = performance.now();
  let at = scrollY;
  let restUntil = last + REST_MS;
  let turnsAt = 0;
  let frame = 0;
  const step = (now: number) => {
    const end = root.scrollHeight - innerHeight;
    if (!still.matches && now > restUntil && end > 0) {
      // Whoever scrolls by hand goes on from there.
      if (Math.abs(scrollY - at) > SPEED) at = scrollY;
      if (at < end) {
        at = Math.min(end, at + (SPEED * (now - last)) / SECOND_MS);
        turnsAt = now + REST_MS;
      } else if (now > turnsAt + TURN_MS) {
        at = 0;
        restUntil = now + REST_MS;
        root.classList.remove(TURNING);
      } else if (now > turnsAt) root.classList.add(TURNING);
      scrollTo(0, at);
    }
    last = now;
    frame = requestAnimationFrame(step);
  };
  frame = requestAnimationFrame(step);
  let awake: WakeLockSentinel | null = null;
  const stayAwake = () => {
    if (document.visibilityState !== "visible") return;
    void navigator.wakeLock?.request("screen").then(
      (lock) => {
        awake = lock;
      },
      () => undefined,
    );
  };
  stayAwake();
  // A page that was hidden has lost it.
  document.addEventListener("visibilitychange", stayAwake);
  return () => {
    cancelAnimationFrame(frame);
    root.classList.remove(TURNING);
    document.removeEventListener("visibilitychange", stayAwake);
    void awake?.release();
  };
}

/** Fills the screen, where the browser lets it, and has then; only somebody's touch may ask for that. */
export async function fillScreen(): Promise<void> {
  await document.documentElement.requestFullscreen?.({ navigationUI: "hide" }).catch(() => undefined);
}
