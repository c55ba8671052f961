import { setTimeout as sleep } from "node:timers/promises";

const LOOK_MS = 5;
/** Long, since it bounds only what never comes: a machine with other work is slow, and that is no fault. */
const DEADLINE_MS = 45_000;

/** Looks again and again until `look` finds something; for what announces itself by no event. Gives up with `what`. */
export async function until<Found>(
  what: string,
  look: () => Promise<Found | null | undefined | false> | Found | null | undefined | false,
): Promise<Found> {
  const deadline = Date.now() + DEADLINE_MS;
  for (;;) {
    const found = await look();
    if (found !== null && found !== undefined && found !== false) return found;
    if (Date.now() > deadline) throw new Error(`it never came: ${what}`);
    await sleep(LOOK_MS);
  }
}
