import { resolve } from "node:path";
import type { KeptBackups } from "../core/kept-backups.ts";
import type { FileSettings } from "./file-settings.ts";
import { booleanOf, integerOf, SettingRefused } from "./read.ts";

/** Everything that may be set about backups. */
export const BACKUP_SETTINGS = {
  BACKUP_DIR: { default: "", meaning: "where backups lie; by default `backups` in DATA_DIR, better on another disk" },
  BACKUP_EVERY_HOURS: { default: "24", meaning: "a backup is taken so often, in hours, or off" },
  BACKUP_KEEP: { default: "7/4", meaning: "kept are those of so many days and of so many weeks" },
  BACKUP_FILES: {
    default: "",
    meaning: "on or off: backups hold the files too; by default on where files lie in a folder, off for a bucket",
  },
  BACKUP_BEFORE_MIGRATION: {
    default: "on",
    meaning: "on or off: a backup is taken before a new version changes the database",
  },
} as const;

export type BackupSettingName = keyof typeof BACKUP_SETTINGS;

export interface BackupSettings {
  readonly dir: string;
  /** Null is never by itself. */
  readonly everyMs: number | null;
  readonly keep: KeptBackups;
  readonly withFiles: boolean;
  readonly isBeforeMigration: boolean;
}

const HOUR_MS = 3_600_000;
const MOST_HOURS = 24 * 366;

/** @throws SettingRefused */
export function readBackupSettings(
  value: (name: BackupSettingName) => string,
  { dataDir, files }: { dataDir: string; files: FileSettings },
): BackupSettings {
  const every = value("BACKUP_EVERY_HOURS");
  const withFiles = value("BACKUP_FILES");
  return {
    dir: resolve(dataDir, value("BACKUP_DIR") || "backups"),
    everyMs: every === "off" ? null : integerOf("BACKUP_EVERY_HOURS", every, { from: 1, to: MOST_HOURS }) * HOUR_MS,
    keep: keptOf(value("BACKUP_KEEP")),
    withFiles: withFiles === "" ? files.kind === "folder" : booleanOf("BACKUP_FILES", withFiles),
    isBeforeMigration: booleanOf("BACKUP_BEFORE_MIGRATION", value("BACKUP_BEFORE_MIGRATION")),
  };
}

function keptOf(value: string): KeptBackups {
  const [, days, weeks] = /^(\d{1,4})\/(\d{1,4})$/.exec(value) ?? [];
  if (days === undefined || weeks === undefined || Number(days) < 1)
    throw new SettingRefused("BACKUP_KEEP", "must be days/weeks, such as 7/4, and at least one day");
  return { days: Number(days), weeks: Number(weeks) };
}
