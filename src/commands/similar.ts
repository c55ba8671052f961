import type { Command } from "commander";
import type { SimilarItems } from "../contract/items.ts";
import { Client } from "./client.ts";
import { findServer } from "./find-server.ts";
import { printItems } from "./item-rows.ts";
import { limitOf } from "./page-through.ts";
import { examples, type ServerOptions, withServer } from "./server-options.ts";
import { openTerminal, printJson } from "./terminal.ts";

const LIKE_IT_DEFAULT = "8";

export function addSimilar(program: Command): void {
  const command = program
    .command("similar")
    .description("what is like an item")
    .argument("<item>", "its id, as list and search print it")
    .option("--limit <number>", "how many", LIKE_IT_DEFAULT);
  withServer(command)
    .addHelpText(
      "after",
      examples([["digital-wall similar 01a21c1a-4233-720e-b38d-f6cf5cb21ae9", "by words, tags and site"]]),
    )
    .action(similar);
}

async function similar(item: string, options: ServerOptions & { readonly limit: string }): Promise<void> {
  const client = new Client(await findServer(options));
  const query = { limit: limitOf(options.limit) };
  const found = await client.ask<SimilarItems>("GET", `/items/${encodeURIComponent(item)}/similar`, { query });
  if (options.json) return printJson(found);
  const terminal = openTerminal(process.stdout);
  if (found.items.length === 0) terminal.print("Nothing here is like it.");
  printItems(terminal, found.items);
}
