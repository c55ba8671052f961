import { hostname } from "node:os";
import type { Settings } from "../../config/settings.ts";
import { newId } from "../../core/ids.ts";
import { beginBackup, endBackup } from "../../store/backups.ts";
import { openFiles } from "../open-files.ts";
import { openStore } from "../open-store.ts";
import { reasonOf } from "./refused.ts";
import { type BackupProgress, type TakenBackup, takeBackup } from "./take-backup.ts";

/** A backup without a running server; takes the folder for as long. @throws BackupRefused, FolderTaken */
export async function backUpOffline(
  settings: Settings,
  tell: (progress: BackupProgress) => void,
): Promise<TakenBackup> {
  const opened = await openStore(settings);
  const files = await openFiles(settings.files);
  const { store, copyRows } = opened;
  const { signal } = new AbortController();
  const cause = "asked";
  const id = newId();
  try {
    await store.write((unit) => beginBackup(unit, { id, cause, host: hostname() }));
    try {
      const taken = await takeBackup({ store, copyRows, files, settings: settings.backups, cause, signal, tell });
      await store.write((unit) => endBackup(unit, id, { folder: taken.folder, bytes: taken.bytes }));
      return taken;
    } catch (error) {
      await store.write((unit) => endBackup(unit, id, { error: reasonOf(error) }));
      throw error;
    }
  } finally {
    await files.close();
    await opened.close();
  }
}
