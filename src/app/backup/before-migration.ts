import { hostname } from "node:os";
import type { Settings } from "../../config/settings.ts";
import { newId } from "../../core/ids.ts";
import type { BackupRow } from "../../store/backup-row.ts";
import { appliedMigrations, MIGRATION_NAMES } from "../../store/migrate.ts";
import type { Store } from "../../store/store.ts";
import type { CopyRows } from "./copy-rows.ts";
import { BackupRefused } from "./refused.ts";
import { takeBackup } from "./take-backup.ts";

/**
 * Takes a backup of a database that holds something and is about to be changed by this version. Migrations touch no
 * files, so those are only referred to.
 * @returns what to note of it once the tables are there; null when none was needed
 * @throws BackupRefused, which keeps the program from starting and says how to go on
 */
export async function backUpBeforeMigration(
  store: Store,
  copyRows: CopyRows,
  { backups }: Settings,
): Promise<BackupRow | null> {
  if (!backups.isBeforeMigration) return null;
  const applied = await appliedMigrations(store);
  if (applied.length === 0 || MIGRATION_NAMES.every((name) => applied.includes(name))) return null;
  // What a newer program made is refused by the migration itself.
  if (applied.some((name) => !MIGRATION_NAMES.includes(name))) return null;
  const owner = await store.reader.selectFrom("persons").select("id").limit(1).executeTakeFirst();
  if (!owner) return null;
  const startedMs = await store.nowMs();
  const cause = "migration";
  try {
    const { signal } = new AbortController();
    const taken = await takeBackup({ store, copyRows, files: null, settings: backups, cause, signal, tell: () => {} });
    return {
      id: newId(),
      cause,
      state: "verified",
      host: hostname(),
      folder: taken.folder,
      bytes: taken.bytes,
      error: null,
      started_at: startedMs,
      ended_at: await store.nowMs(),
    };
  } catch (error) {
    throw new BackupRefused(
      `This version changes the database, and a backup is taken before that. ${error instanceof Error ? error.message : ""} Nothing was changed. Make room, set BACKUP_DIR to another folder, or go on without by BACKUP_BEFORE_MIGRATION=off.`,
      error,
    );
  }
}
