import { signal } from "@preact/signals";
import { loading, loadStride } from "./items.ts";

/** What says that somebody wants to be elsewhere. */
const TURNS = ["wheel", "touchstart", "pointerdown", "keydown"] as const;
/** The last cards are measured only when they are in sight: it takes a few frames until the end stays where it is. */
const FRAMES_AT_END = 4;

/** Whether the wall is on the way to its end. */
export const isGoingToEnd = signal(false);

/** Goes to the very last thing of the wall, however long that takes to load, unless one turns round on the way. */
export async function goToEnd(): Promise<void> {
  if (isGoingToEnd.value) return;
  const turned = new AbortController();
  for (const turn of TURNS)
    addEventListener(turn, (event) => isAnotherTurn(event) && turned.abort(), { passive: true, signal: turned.signal });
  isGoingToEnd.value = true;
  await stayAtEnd(turned.signal);
  await untilLoaded();
  while (loading.value === "rest" && !turned.signal.aborted) {
    await loadStride();
    await stayAtEnd(turned.signal);
  }
  isGoingToEnd.value = false;
  turned.abort();
}

/** The key that asked for it repeats while it is held. */
const isAnotherTurn = (event: Event): boolean => !(event instanceof KeyboardEvent && event.key === "End");

/** A page may be on its way already. */
function untilLoaded(): Promise<void> {
  return new Promise((resolve) => {
    const stop = loading.subscribe((now) => {
      if (now !== "more") queueMicrotask(() => resolve(stop()));
    });
  });
}

async function stayAtEnd(turned: AbortSignal): Promise<void> {
  for (let frame = 0; frame < FRAMES_AT_END && !turned.aborted; frame++) {
    scrollTo({ top: document.documentElement.scrollHeight, behavior: "instant" });
    await new Promise(requestAnimationFrame);
  }
}
