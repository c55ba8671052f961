/** Of so many days, and of so many weeks, the newest backup is kept. Days and weeks without any do not count. */
export interface KeptBackups {
  readonly days: number;
  readonly weeks: number;
}

/** Whatever is set: one that was taken before something risky must not go because another follows an hour later. */
const KEPT_ANYWAY = 3;
/** Of those before a migration, which are what one goes back to a version with. */
const KEPT_BEFORE_MIGRATIONS = 2;
const DAY_MS = 86_400_000;
/** 1970 began on a Thursday; weeks begin on Mondays. */
const MONDAY_MS = 3 * DAY_MS;

/** Which backups may go, now that the newest of them was verified. The last few stay whatever is set. */
export function backupsToRemove<Backup extends { madeAtMs: number; cause: string }>(
  backups: readonly Backup[],
  { days, weeks }: KeptBackups,
): Backup[] {
  const newest = backups.toSorted((one, other) => other.madeAtMs - one.madeAtMs);
  const kept = new Set<Backup>([
    ...newest.slice(0, KEPT_ANYWAY),
    ...newestOfEach(newest, days, (ms) => Math.floor(ms / DAY_MS)),
    ...newestOfEach(newest, weeks, (ms) => Math.floor((ms + MONDAY_MS) / (7 * DAY_MS))),
    ...newest.filter(({ cause }) => cause === "migration").slice(0, KEPT_BEFORE_MIGRATIONS),
  ]);
  return newest.filter((backup) => !kept.has(backup));
}

function newestOfEach<Backup extends { madeAtMs: number }>(
  newest: readonly Backup[],
  many: number,
  partOf: (ms: number) => number,
): Backup[] {
  const first = new Map<number, Backup>();
  for (const backup of newest) {
    const part = partOf(backup.madeAtMs);
    if (!first.has(part)) first.set(part, backup);
  }
  return [...first.values()].slice(0, many);
}
