import type { Command } from "commander";
import type { Item } from "../contract/items.ts";
import { Client } from "./client.ts";
import { findServer } from "./find-server.ts";
import { printItems } from "./item-rows.ts";
import { examples, type ServerOptions, withServer } from "./server-options.ts";
import { openTerminal, printJson } from "./terminal.ts";

export function addMerge(program: Command): void {
  const command = program
    .command("merge")
    .description("make one item of two: the other has everything of both afterwards")
    .argument("<id>", "the item that ends")
    .requiredOption("--into <id>", "the item that stays");
  withServer(command)
    .addHelpText(
      "after",
      examples([["digital-wall merge 0198c2f0-… --into 0198b1a4-…", "tags, notes, files and walls of both"]]),
    )
    .action(merge);
}

async function merge(id: string, { into, ...options }: ServerOptions & { into: string }): Promise<void> {
  const client = new Client(await findServer(options));
  const path = `/items/${encodeURIComponent(id.toLowerCase())}/merge`;
  const item = await client.ask<Item>("POST", path, { body: { into: into.toLowerCase() } });
  if (options.json) return printJson(item);
  const terminal = openTerminal(process.stdout);
  terminal.print("They are one now:");
  printItems(terminal, [item]);
}
