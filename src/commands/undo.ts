import type { Command } from "commander";
import type { Act } from "../contract/acts.ts";
import { Client } from "./client.ts";
import { findServer } from "./find-server.ts";
import { countsInWords, followAct } from "./follow-act.ts";
import { examples, type ServerOptions, withServer } from "./server-options.ts";
import { openTerminal, printJson } from "./terminal.ts";

export function addUndo(program: Command): void {
  const command = program
    .command("undo")
    .description("take back a change to many items, or a merge; what was changed since stays")
    .argument("<act>", "its id, as `acts` lists it");
  withServer(command)
    .addHelpText("after", examples([["digital-wall undo 0198c2f0-…", "everything is as it was before that act"]]))
    .action(undo);
}

async function undo(id: string, options: ServerOptions): Promise<void> {
  const client = new Client(await findServer(options));
  const begun = await client.ask<Act>("POST", `/acts/${encodeURIComponent(id.toLowerCase())}/undo`);
  const act = await followAct(client, begun);
  if (options.json) return printJson(act);
  openTerminal(process.stdout).print(`Undone: ${countsInWords(act)}.`);
}
