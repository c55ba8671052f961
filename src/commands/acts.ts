import type { Command } from "commander";
import type { Act } from "../contract/acts.ts";
import { LIMITS } from "../contract/limits.ts";
import { Client } from "./client.ts";
import { findServer } from "./find-server.ts";
import { countsInWords } from "./follow-act.ts";
import { LISTED_DEFAULT } from "./list.ts";
import { limitOf, pageThrough } from "./page-through.ts";
import { examples, type ServerOptions, withServer } from "./server-options.ts";
import { openTerminal, plainLine, printJson } from "./terminal.ts";
import { timeInWords } from "./times.ts";

export function addActs(program: Command): void {
  const command = program
    .command("acts")
    .description(`your changes to many items and merges of the last ${LIMITS.actDays} days, the newest first`)
    .option("--limit <number>", "how many", LISTED_DEFAULT);
  withServer(command)
    .addHelpText("after", examples([["digital-wall acts", "what can be undone"]]))
    .action(acts);
}

interface ActPage {
  readonly items: readonly Act[];
  readonly next_cursor: string | null;
}

async function acts(options: ServerOptions & { limit: string }): Promise<void> {
  const client = new Client(await findServer(options));
  const page = await pageThrough<ActPage>(client, "/acts", { limit: limitOf(options.limit) });
  if (options.json) return printJson(page);
  const terminal = openTerminal(process.stdout);
  if (page.items.length === 0) return terminal.print("Nothing was changed that could be undone.");
  for (const act of page.items) {
    terminal.print(`${act.id}  ${act.state}  ${timeInWords(act.created_at)}`);
    terminal.print(terminal.paint("dim", `  ${plainLine(whatOf(act))}: ${countsInWords(act)}`));
  }
  if (page.next_cursor !== null) terminal.print(terminal.paint("dim", "There is more: --limit shows it."));
}

/** What it did to what, in a line. */
function whatOf({ change, merge, query, counts }: Act): string {
  if (merge !== null) return `merge ${merge.from} into ${merge.into}`;
  const [[what, to] = ["", ""]] = Object.entries(change ?? {});
  const chosen = query === null ? `${counts.chosen} named` : `"${query.q ?? ""}"`;
  return `${what} ${typeof to === "string" ? to : JSON.stringify(to)} of ${chosen}`;
}
