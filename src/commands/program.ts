import { Command } from "commander";
import { programVersion } from "../app/version.ts";
import { addActs } from "./acts.ts";
import { addAudit } from "./audit.ts";
import { addBackup } from "./backup.ts";
import { addChange } from "./change.ts";
import { addDoctor } from "./doctor.ts";
import { addDuplicates } from "./duplicates.ts";
import { addExport } from "./export.ts";
import { addHighlights } from "./highlights.ts";
import { addImport } from "./import.ts";
import { addKey } from "./key.ts";
import { addList } from "./list.ts";
import { addMerge } from "./merge.ts";
import { addMigrate } from "./migrate.ts";
import { addMoveFiles } from "./move-files.ts";
import { addMoveStore } from "./move-store.ts";
import { addOpen } from "./open.ts";
import { addOwnerLink } from "./owner-link.ts";
import { addPeople } from "./people.ts";
import { addRestore } from "./restore.ts";
import { addSearch } from "./search.ts";
import { addServe } from "./serve.ts";
import { addShare } from "./share.ts";
import { addSimilar } from "./similar.ts";
import { addStatus } from "./status.ts";
import { addTags } from "./tags.ts";
import { addUndo } from "./undo.ts";
import { addWalls } from "./walls.ts";
import { addWorker } from "./worker.ts";

const EPILOG = `
Which server:
  --server and --key, else DW_SERVER and DW_KEY, else the server of this machine, found through DATA_DIR (./data).

Exit codes:
  0  done
  1  it failed: the answer was an error, or a share ended in an error
  2  the command was not understood, or a setting cannot be read
  3  the server cannot be reached

Examples:
  digital-wall serve                                   start Digital Wall here
  digital-wall share https://example.org/article       share a link
  digital-wall share photo.jpg "a thought" --tag trip  share a file and a text
  digital-wall search "blue whale"                     find it again`;

/** The whole command line: one file a command. */
export function buildProgram(): Command {
  const program = new Command("digital-wall");
  program
    .description("Share anything, find it again: a wall for links, texts and files.")
    .version(programVersion, "--version", "print the version")
    .helpOption("-h, --help", "print how it is used")
    .helpCommand("help [command]", "print how a command is used")
    .addHelpText("after", EPILOG)
    .showHelpAfterError("(digital-wall --help tells what there is)")
    .showSuggestionAfterError(true)
    .configureOutput({
      outputError: (text, write) => write(asSentence(text)),
    })
    .configureHelp({ sortSubcommands: false, showGlobalOptions: false })
    .exitOverride();
  for (const add of [
    addServe,
    addShare,
    addStatus,
    addSearch,
    addSimilar,
    addList,
    addOpen,
    addWalls,
    addTags,
    addDuplicates,
    addHighlights,
    addMerge,
    addChange,
    addActs,
    addUndo,
    addImport,
    addKey,
    addOwnerLink,
    addPeople,
    addAudit,
    addWorker,
    addExport,
    addBackup,
    addRestore,
    addMigrate,
    addMoveFiles,
    addMoveStore,
    addDoctor,
  ])
    add(program);
  return program;
}

/** "error: unknown command …" and its suggestion on one line, the way every other message of ours looks. */
const asSentence = (text: string): string =>
  text.replace(/^error: (.)/, (_, first: string) => first.toUpperCase()).replace(/\n\(Did/, " (Did");
