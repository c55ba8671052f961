import type { Command } from "commander";
import type { SearchAnswer } from "../contract/items.ts";
import { Client } from "./client.ts";
import { findServer } from "./find-server.ts";
import { printItems } from "./item-rows.ts";
import { type ItemPage, LISTED_DEFAULT } from "./list.ts";
import { findWall, limitOf, pageThrough } from "./page-through.ts";
import { examples, type ServerOptions, withServer } from "./server-options.ts";
import { openTerminal, plainLine, printJson } from "./terminal.ts";

export function addSearch(program: Command): void {
  const command = program
    .command("search")
    .description("find items by words")
    .argument("<query...>", "the words; put those that stand together in double quotes within single ones")
    .option("--wall <id or name>", "on one wall only")
    .option("--limit <number>", "how many", LISTED_DEFAULT);
  withServer(command)
    .addHelpText(
      "after",
      examples([
        ["digital-wall search sourdough bread", "both words"],
        [`digital-wall search '"night train"' --wall Travel`, "these words together, on one wall"],
      ]),
    )
    .action(search);
}

interface SearchOptions extends ServerOptions {
  readonly wall?: string;
  readonly limit: string;
}

/** A search of one wall brings the items alone, without the figures. */
type Found = ItemPage & Partial<Pick<SearchAnswer, "total" | "total_is" | "did_you_mean">>;

async function search(words: readonly string[], { wall, ...options }: SearchOptions): Promise<void> {
  const limit = limitOf(options.limit);
  const client = new Client(await findServer(options));
  const path = wall === undefined ? "/search" : `/walls/${await findWall(client, wall)}/items`;
  const found = await pageThrough<Found>(client, path, { limit, query: { q: words.join(" ") } });
  if (options.json) return printJson(found);
  const terminal = openTerminal(process.stdout);
  printItems(terminal, found.items);
  const meant = found.did_you_mean ? ` Did you mean ${terminal.paint("bold", plainLine(found.did_you_mean))}?` : "";
  if (found.items.length === 0) terminal.print(`Nothing was found.${meant}`);
  else if (found.total !== undefined) terminal.print(terminal.paint("dim", `${countOf(found)}.`) + meant);
}

function countOf({ items, total = items.length, total_is }: Found): string {
  const all = `${total_is === "at-least" ? "at least " : ""}${total}`;
  return items.length < total ? `${items.length} of ${all}` : `${all} found`;
}
