import type { Command } from "commander";
import type { Duplicate } from "../contract/items.ts";
import { Client } from "./client.ts";
import { findServer } from "./find-server.ts";
import { printItems } from "./item-rows.ts";
import { LISTED_DEFAULT } from "./list.ts";
import { limitOf, pageThrough } from "./page-through.ts";
import { examples, type ServerOptions, withServer } from "./server-options.ts";
import { openTerminal, printJson } from "./terminal.ts";

export function addDuplicates(program: Command): void {
  const command = program
    .command("duplicates")
    .description("pairs of items that may be one thing, the newest first")
    .option("--limit <number>", "how many", LISTED_DEFAULT);
  withServer(command)
    .addHelpText(
      "after",
      examples([
        ["digital-wall duplicates", "what may stand there twice"],
        ["digital-wall duplicates --json | jq -r '.items[].items[1].id'", "the newer of each pair, for scripts"],
      ]),
    )
    .action(duplicates);
}

interface DuplicatePage {
  readonly items: readonly Duplicate[];
  readonly next_cursor: string | null;
}

const REASONS: Readonly<Record<Duplicate["why"], string>> = {
  address: "They lie under the same address:",
  file: "They have the same file:",
  text: "They say the same:",
};

async function duplicates(options: ServerOptions & { limit: string }): Promise<void> {
  const limit = limitOf(options.limit);
  const client = new Client(await findServer(options));
  const page = await pageThrough<DuplicatePage>(client, "/items/duplicates", { limit });
  if (options.json) return printJson(page);
  const terminal = openTerminal(process.stdout);
  if (page.items.length === 0) return terminal.print("Nothing stands there twice.");
  for (const { why, items } of page.items) {
    terminal.print(REASONS[why]);
    printItems(terminal, items);
    terminal.print("");
  }
  terminal.print(terminal.paint("dim", "`digital-wall merge <id> --into <id>` makes one of two."));
  if (page.next_cursor !== null) terminal.print(terminal.paint("dim", "There is more: --limit shows it."));
}
