import type { BackupRow } from "./backup-row.ts";
import { insertRow, type Reader, type Unit } from "./store.ts";

/** Rows of backups are kept for so long; the folders themselves say what there is. */
const KEPT_MS = 90 * 86_400_000;

/** Another one begins; whoever calls this holds the chore, so one that still seems to run was killed. */
export async function beginBackup(
  unit: Unit,
  { id, cause, host }: Pick<BackupRow, "id" | "cause" | "host">,
): Promise<void> {
  await unit.db
    .updateTable("backups")
    .set({ state: "failed", error: "it was interrupted", ended_at: unit.nowMs })
    .where("state", "=", "running")
    .execute();
  await unit.db
    .deleteFrom("backups")
    .where("started_at", "<", unit.nowMs - KEPT_MS)
    .execute();
  const row = { id, cause, host, state: "running", folder: null, bytes: 0, error: null, ended_at: null } as const;
  await insertRow(unit, "backups", { ...row, started_at: unit.nowMs });
}

export async function endBackup(
  unit: Unit,
  id: string,
  ended: { folder: string; bytes: number } | { error: string },
): Promise<void> {
  await unit.db
    .updateTable("backups")
    .set({ ...ended, state: "error" in ended ? "failed" : "verified", ended_at: unit.nowMs })
    .where("id", "=", id)
    .execute();
}

/** One that was taken before the table of backups could be written. */
export async function noteBackup(unit: Unit, row: BackupRow): Promise<void> {
  await insertRow(unit, "backups", row);
}

export async function findBackup(db: Reader, id: string): Promise<BackupRow | undefined> {
  return await db.selectFrom("backups").selectAll().where("id", "=", id).executeTakeFirst();
}

/** The newest that was verified, the newest that ended, and what runs. */
export async function lastBackups(
  db: Reader,
): Promise<{ verified: BackupRow | null; ended: BackupRow | null; running: BackupRow | null }> {
  const newest = async (states: readonly BackupRow["state"][]) =>
    (await db
      .selectFrom("backups")
      .selectAll()
      .where("state", "in", states)
      .orderBy("started_at", "desc")
      .orderBy("id", "desc")
      .executeTakeFirst()) ?? null;
  return {
    verified: await newest(["verified"]),
    ended: await newest(["verified", "failed"]),
    running: await newest(["running"]),
  };
}
