import { statSync } from "node:fs";
import type { Command } from "commander";
import { restoreFile } from "./restore-file.ts";
import { restoreFolder } from "./restore-folder.ts";
import { examples } from "./server-options.ts";

export function addRestore(program: Command): void {
  program
    .command("restore")
    .description("make everything anew from a backup or an export, in a folder or database that holds nothing")
    .argument("<what>", "the folder of a backup, or the file that `digital-wall export` made")
    .option("--anew", "begin again where a restore was interrupted, instead of going on")
    .option("--json", "print JSON, for scripts")
    .addHelpText(
      "after",
      examples([
        ["DATA_DIR=./new digital-wall restore ./data/backups/20261126T…", "a backup, into a new folder"],
        ["DATABASE_URL=postgres://… digital-wall restore everything.zip", "an export, into an empty database"],
      ]),
    )
    .action((what: string, options: { anew?: boolean; json?: boolean }) =>
      isFolder(what) ? restoreFolder(what, options) : restoreFile(what, options),
    );
}

/** What is not there is told of by whoever reads it. */
const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
