import type { Command } from "commander";
import type { Item } from "../contract/items.ts";
import { Client } from "./client.ts";
import { wrongUsage } from "./failure.ts";
import { findServer } from "./find-server.ts";
import { printItems } from "./item-rows.ts";
import { findWall, limitOf, pageThrough } from "./page-through.ts";
import { examples, type ServerOptions, withServer } from "./server-options.ts";
import { openTerminal, printJson } from "./terminal.ts";

/** About what fits on a screen. */
export const LISTED_DEFAULT = "20";

export interface ItemPage {
  readonly items: readonly Item[];
  readonly next_cursor: string | null;
}

interface ListOptions extends ServerOptions {
  readonly wall?: string;
  readonly limit: string;
  readonly trash?: boolean;
}

export function addList(program: Command): void {
  const command = program
    .command("list")
    .description("your items, the newest first; those of a wall in its own order")
    .option("--wall <id or name>", "those of one wall")
    .option("--limit <number>", "how many", LISTED_DEFAULT)
    .option("--trash", "those in the trash");
  withServer(command)
    .addHelpText(
      "after",
      examples([
        ["digital-wall list", "the newest items"],
        ["digital-wall list --wall Holidays --limit 5", "of one wall"],
        ["digital-wall list --json | jq -r '.items[].title'", "for scripts"],
      ]),
    )
    .action(list);
}

async function list({ wall, trash = false, ...options }: ListOptions): Promise<void> {
  const limit = limitOf(options.limit);
  if (wall !== undefined && trash) throw wrongUsage("--trash has no walls: give one of --wall and --trash.");
  const client = new Client(await findServer(options));
  const path = wall === undefined ? "/items" : `/walls/${await findWall(client, wall)}/items`;
  const page = await pageThrough<ItemPage>(client, path, { limit, query: trash ? { trash } : {} });
  if (options.json) return printJson(page);
  const terminal = openTerminal(process.stdout);
  if (page.items.length === 0) terminal.print(trash ? "The trash is empty." : "There is nothing here yet.");
  printItems(terminal, page.items);
  if (page.next_cursor !== null) terminal.print(terminal.paint("dim", "There is more: --limit shows it."));
}
