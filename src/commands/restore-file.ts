import { resolve } from "node:path";
import type { Restored, RestoreProgress } from "../app/restore/restore.ts";
import { readServerSettings } from "../config/client-settings.ts";
import { armFailpoint } from "../core/failpoint.ts";
import { EXIT } from "./failure.ts";
import { ProgressLine } from "./progress-line.ts";
import { openTerminal, plainLine, printJson } from "./terminal.ts";
import { bytesInWords } from "./times.ts";

const LOST_SHOWN = 20;

/** Restores an archive that `digital-wall export` made: see app/restore/restore.ts. */
export async function restoreFile(
  file: string,
  { anew = false, json = false }: { anew?: boolean; json?: boolean },
): Promise<void> {
  const settings = readServerSettings();
  armFailpoint(settings.crashAt);
  const terminal = openTerminal(process.stderr);
  const line = new ProgressLine({ stream: process.stderr, terminal, name: "restore" });
  const tell = (progress: RestoreProgress): void => {
    // Where lines pile up, one for each part of the work is enough.
    if (terminal.isScreen || progress.done === 0 || progress.done >= progress.total)
      line.say(progressInWords(progress));
  };
  const { restoreArchive } = await import("../app/restore/restore.ts");
  const restored = await restoreArchive({ path: resolve(file), settings, anew, tell }).finally(() => line.clear());
  if (restored.lost.some(({ wasKnown }) => !wasKnown)) process.exitCode = EXIT.failed;
  if (json) return printJson(restored);
  process.stdout.write(inWords(restored));
}

const DOING: Readonly<Record<RestoreProgress["doing"], string>> = {
  check: "Looking at the archive",
  items: "Restoring items",
  index: "Making findable",
};

function progressInWords({ doing, done, total }: RestoreProgress): string {
  return doing === "check" ? `${DOING[doing]}…` : `${DOING[doing]}: ${done} of ${total}`;
}

function inWords({ walls, items, tags, files, bytes, lost, resumed }: Restored): string {
  const lines = [
    `${resumed ? "Went on and restored" : "Restored"} ${walls} walls, ${items} items, ${tags} tags and ${files} files (${bytesInWords(bytes)}).`,
  ];
  for (const { file, item, name, wasKnown } of lost.slice(0, LOST_SHOWN))
    lines.push(
      `Lost ${wasKnown ? "before the export" : "in the archive"}: ${plainLine(name ?? file)}, of item ${item}. The item was restored without it.`,
    );
  if (lost.length > LOST_SHOWN) lines.push(`${lost.length - LOST_SHOWN} more files were lost; --json names them all.`);
  lines.push("Keys and people are those of this system. Start it with `digital-wall serve`.", "");
  return lines.join("\n");
}
