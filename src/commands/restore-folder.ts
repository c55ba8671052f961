import type { RestoredBackup, RestoreProgress } from "../app/backup/restore-backup.ts";
import { readServerSettings } from "../config/client-settings.ts";
import { armFailpoint } from "../core/failpoint.ts";
import { EXIT } from "./failure.ts";
import { ProgressLine } from "./progress-line.ts";
import { openTerminal, plainLine, printJson } from "./terminal.ts";
import { bytesInWords } from "./times.ts";

const MISSING_SHOWN = 20;

/** Restores the folder of a backup: see app/backup/restore-backup.ts. */
export async function restoreFolder(
  folder: string,
  { anew = false, json = false }: { anew?: boolean; json?: boolean },
): Promise<void> {
  const settings = readServerSettings();
  armFailpoint(settings.crashAt);
  const terminal = openTerminal(process.stderr);
  const line = new ProgressLine({ stream: process.stderr, terminal, name: "restore" });
  let last = "";
  const tell = ({ doing, done, total }: RestoreProgress): void => {
    if (!terminal.isScreen && doing === last) return;
    last = doing;
    line.say(terminal.isScreen && total > 1 ? `${DOING[doing]}: ${done} of ${total}` : `${DOING[doing]}…`);
  };
  const { restoreBackup } = await import("../app/backup/restore-backup.ts");
  const restored = await restoreBackup({ folder, settings, anew, tell }).finally(() => line.clear());
  if (restored.missing.length > 0) process.exitCode = EXIT.failed;
  if (json) return printJson(restored);
  process.stdout.write(inWords(restored));
}

const DOING: Readonly<Record<RestoreProgress["doing"], string>> = {
  verify: "Verifying the backup",
  copy: "Restoring rows",
  index: "Making findable",
  compare: "Comparing",
  files: "Restoring files",
};

function inWords({ made_at, rows, items, files, bytes, files_were, missing, resumed }: RestoredBackup): string {
  const lines = [
    `${resumed ? "Went on and restored" : "Restored"} the backup of ${plainLine(made_at)}: ${rows} rows, ${items} items among them.`,
    files_were === "included"
      ? `Its ${files} files were put back (${bytesInWords(bytes)}).`
      : `It refers to its files: ${files} of them lie where FILES_URL points.`,
  ];
  for (const key of missing.slice(0, MISSING_SHOWN))
    lines.push(`Missing: the file ${key}. Its item was restored without it.`);
  if (missing.length > MISSING_SHOWN)
    lines.push(`${missing.length - MISSING_SHOWN} more are missing; --json names them all.`);
  lines.push("API keys go on working; everybody signs in again. Start it with `digital-wall serve`.", "");
  return lines.join("\n");
}
