import { setPriority } from "node:os";

/** As `nice` has it: 0 is what every program gets, 19 what only runs when nobody else wants to. */
const BACKGROUND_NICE = 10;

/**
 * Lets others go first: called by a thread or a child that works for nobody in particular, so that answering people
 * never waits for it. On Linux alone a thread has a niceness of its own (setpriority(2), "C library/kernel differences");
 * elsewhere the call would slow the whole program down, and nothing is done.
 */
export function standBack(): void {
  if (process.platform !== "linux") return;
  try {
    setPriority(BACKGROUND_NICE);
  } catch {
    // A sandbox that forbids it takes nothing from us but politeness.
  }
}
