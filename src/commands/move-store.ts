import { dirname } from "node:path";
import type { Command } from "commander";
import { type MovePlace, movePlaceOf, placeInWords } from "../app/move-place.ts";
import type { MoveProgress } from "../app/move-store.ts";
import { readServerSettings } from "../config/client-settings.ts";
import { armFailpoint } from "../core/failpoint.ts";
import { wrongUsage } from "./failure.ts";
import { ProgressLine } from "./progress-line.ts";
import { examples } from "./server-options.ts";
import { openTerminal, printJson } from "./terminal.ts";

export function addMoveStore(program: Command): void {
  program
    .command("move-store")
    .description("copy everything from one database to another one that is empty; files stay where they are")
    .requiredOption("--from <database>", "sqlite:/folder/wall.db or postgres://…; nothing may run on it")
    .requiredOption("--to <database>", "the same")
    .option("--anew", "begin again where a move was interrupted, instead of going on")
    .option("--json", "print JSON, for scripts")
    .addHelpText(
      "after",
      examples([
        ["digital-wall move-store --from sqlite:./data/wall.db --to postgres://…", "to PostgreSQL"],
        ["digital-wall move-store --from postgres://… --to sqlite:./data/wall.db", "and back"],
      ]),
    )
    .action(move);
}

interface MoveOptions {
  readonly from: string;
  readonly to: string;
  readonly anew?: boolean;
  readonly json?: boolean;
}

async function move({ from: source, to: target, anew = false, json = false }: MoveOptions): Promise<void> {
  const [from, to] = [movePlaceOf("--from", source), movePlaceOf("--to", target)];
  if (placeInWords(from) === placeInWords(to)) throw wrongUsage("--from and --to are the same database.");
  armFailpoint(readServerSettings().crashAt);
  const terminal = openTerminal(process.stderr);
  const line = new ProgressLine({ stream: process.stderr, terminal, name: "move-store" });
  const { moveStore } = await import("../app/move-store.ts");
  const tell = (progress: MoveProgress): void => {
    // Where lines pile up, one for each table is enough.
    if (terminal.isScreen || progress.done >= progress.total) line.say(progressInWords(progress));
  };
  const moved = await moveStore({ from, to, anew, tell }).finally(() => line.clear());
  if (json) return printJson(moved);
  process.stdout.write(
    [
      `${moved.resumed ? "Went on and moved" : "Moved"} ${moved.rows} rows, ${moved.items} items among them, to ${placeInWords(to)}. Both sides are the same.`,
      "Files were not moved: they stay where FILES_URL points (by default `files` in DATA_DIR).",
      startInWords(to),
      "The source was not changed. Start nothing on it any more.",
      "",
    ].join("\n"),
  );
}

const DOING: Readonly<Record<MoveProgress["doing"], string>> = {
  copy: "Copying",
  index: "Making findable",
  compare: "Comparing",
};

function progressInWords({ doing, table, done, total }: MoveProgress): string {
  const percent = total === 0 ? 100 : Math.min(100, Math.floor((done / total) * 100));
  return `${DOING[doing]} ${doing === "index" ? "items" : table}: ${done} of ${total} (${percent} %)`;
}

function startInWords(to: MovePlace): string {
  return to.kind === "postgres"
    ? "Start with DATABASE_URL set to it, and DATA_DIR as it was: owner.key lies there and goes on working."
    : `Start with DATA_DIR=${dirname(to.path)} and without DATABASE_URL; owner.key goes on working where it lies in that folder.`;
}
