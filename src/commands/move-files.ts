import type { Command } from "commander";
import type { MovedFiles } from "../app/move-files.ts";
import { readPlaceOfFiles, readServerSettings } from "../config/client-settings.ts";
import { placeInWords } from "../config/file-settings.ts";
import { CommandFailed, EXIT, wrongUsage } from "./failure.ts";
import { examples } from "./server-options.ts";
import { cutToWidth, openTerminal, printJson } from "./terminal.ts";
import { bytesInWords } from "./times.ts";

const SHOWN_EVERY_MS = 200;
const ERASE_LINE = "\r\u001b[K";

export function addMoveFiles(program: Command): void {
  program
    .command("move-files")
    .description("copy all files to another folder or bucket; stop the server first")
    .requiredOption("--to <place>", "s3://bucket/prefix or file:/folder")
    .option("--json", "print JSON, for scripts")
    .addHelpText(
      "after",
      examples([
        ["digital-wall move-files --to s3://my-bucket/wall", "from where FILES_URL says, with the AWS_* settings"],
        ["digital-wall move-files --to file:/srv/files", "back to a folder"],
      ]),
    )
    .action(move);
}

async function move({ to, json = false }: { to: string; json?: boolean }): Promise<void> {
  const settings = readServerSettings();
  const place = readPlaceOfFiles("--to", to);
  if (placeInWords(place) === placeInWords(settings.files)) throw wrongUsage(`The files lie in ${to} already.`);
  const [{ openStore }, { openFiles }, { moveFiles }] = await Promise.all([
    import("../app/open-store.ts"),
    import("../app/open-files.ts"),
    import("../app/move-files.ts"),
  ]);
  const { store, close } = await openStore(settings);
  const [from, target] = [await openFiles(settings.files), await openFiles(place)];
  const line = progressLine();
  try {
    await target.ping();
    const moved = await moveFiles(store.reader, { from, to: target, onFile: line.show });
    line.clear();
    if (json) printJson(moved);
    else tell(moved, to);
    if (moved.missing.length + moved.damaged.length > 0) process.exitCode = EXIT.failed;
  } catch (error) {
    line.clear();
    if (!(error instanceof Error) || error.name !== "FilesUnavailable") throw error;
    throw new CommandFailed(
      `A place cannot be used (${error.message}). Nothing is lost; run it again: what is there is not sent again.`,
    );
  } finally {
    await Promise.all([from.close(), target.close()]);
    await close();
  }
}

function tell({ copied, copiedBytes, skipped, missing, damaged }: MovedFiles, to: string): void {
  const lay = skipped > 0 ? `; ${skipped} lay there already` : "";
  process.stdout.write(`Copied ${copied} files (${bytesInWords(copiedBytes)})${lay}.\n`);
  for (const key of missing) process.stdout.write(`Missing at the old place: ${key}\n`);
  for (const key of damaged) process.stdout.write(`Not what was kept, and not copied: ${key}\n`);
  process.stdout.write(
    `Set FILES_URL=${to}, start the server and look with \`digital-wall doctor --deep\`; then the old place may go.\n`,
  );
}

/** How far it is, on a screen only. */
function progressLine(): { show(counts: MovedFiles): void; clear(): void } {
  const terminal = openTerminal(process.stderr);
  let shownAtMs = 0;
  return {
    show({ copied, copiedBytes, skipped }) {
      if (!terminal.isScreen || performance.now() - shownAtMs < SHOWN_EVERY_MS) return;
      shownAtMs = performance.now();
      const text = `${copied + skipped} files, ${bytesInWords(copiedBytes)} copied`;
      process.stderr.write(ERASE_LINE + cutToWidth(text, terminal.width - 1));
    },
    clear() {
      if (terminal.isScreen) process.stderr.write(ERASE_LINE);
    },
  };
}
