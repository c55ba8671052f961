/**
 * Places where a test may have this process die as by SIGKILL, to prove that nothing acknowledged is lost there.
 * Armed by `DW_CRASH_AT=<place>[:<nth visit>]`; unarmed, a visit costs one comparison.
 */
export const FAILPOINTS = [
  "bytes-staged",
  "accept-committed",
  "step-claimed",
  "in-fetch",
  "model-answered",
  "analysis-answered",
  "vectors-answered",
  "batch-handed-in",
  "file-put",
  "in-settle",
  "settle-committed",
  "import-rows-taken",
  "import-rows-undone",
  "act-items-changed",
  "act-items-undone",
  "in-migration",
  "in-move",
  "in-restore",
  "in-backup",
  "in-removal",
] as const;
export type Failpoint = (typeof FAILPOINTS)[number];

let armed: { place: Failpoint; visitsLeft: number } | null = null;

/** @param setting `place` or `place:n` (die at the n-th visit); null disarms. Throws on a place that does not exist. */
export function armFailpoint(setting: string | null): void {
  if (setting === null) {
    armed = null;
    return;
  }
  const [name, nth = "1"] = setting.split(":");
  const place = FAILPOINTS.find((known) => known === name);
  if (!place || !/^[1-9][0-9]*$/.test(nth)) throw new Error(`DW_CRASH_AT: no such place: ${setting}`);
  armed = { place, visitsLeft: Number(nth) };
}

/** Dies here when armed for this place. SIGKILL runs no handler: what is lost is what a power cut in this process would lose. */
export function visitFailpoint(place: Failpoint): void {
  if (armed === null || armed.place !== place) return;
  armed.visitsLeft -= 1;
  if (armed.visitsLeft === 0) process.kill(process.pid, "SIGKILL");
}
