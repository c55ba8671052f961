import type { Command } from "commander";
import type { Wall } from "../contract/walls.ts";
import { Client } from "./client.ts";
import { findServer } from "./find-server.ts";
import { findWall, pageThrough } from "./page-through.ts";
import { examples, type ServerOptions, withServer } from "./server-options.ts";
import { alignRows, openTerminal, plainLine, printJson } from "./terminal.ts";

const MOST_WALLS = 1_000;

export function addWalls(program: Command): void {
  const walls = program.command("walls").description("your walls: list, make and delete them");
  withServer(walls.command("list").description("the walls that you see, with how many things stand on each"))
    .addHelpText("after", examples([["digital-wall walls list", "smart ones with their question"]]))
    .action(listWalls);
  const make = walls
    .command("make")
    .description("make a wall, or a smart one that shows what a question finds")
    .argument("<name>", "what it is called")
    .option("--query <question>", "in the language of the search: it shows what this finds, now and later");
  withServer(make)
    .addHelpText(
      "after",
      examples([
        ["digital-wall walls make Boats", "an empty wall"],
        ['digital-wall walls make Unread --query "is:untagged added:30d"', "a smart wall"],
      ]),
    )
    .action(makeWall);
  withServer(
    walls
      .command("delete")
      .description("delete a wall; things that stand nowhere else move to the inbox")
      .argument("<id or name>", "which one"),
  )
    .addHelpText("after", examples([["digital-wall walls delete Boats", "its things stay"]]))
    .action(deleteWall);
}

async function listWalls(options: ServerOptions): Promise<void> {
  const client = new Client(await findServer(options));
  const page = await pageThrough<{ items: readonly Wall[]; next_cursor: string | null }>(client, "/walls", {
    limit: MOST_WALLS,
  });
  if (options.json) return printJson(page);
  const terminal = openTerminal(process.stdout);
  for (const row of alignRows(page.items.map(wallRow))) terminal.print(row);
}

const wallRow = ({ id, name, items, query, role }: Wall): string[] => [
  id,
  plainLine(name),
  `${items} ${items === 1 ? "thing" : "things"}`,
  role === "owner" ? "" : role,
  query === null ? "" : plainLine(query),
];

async function makeWall(name: string, { query, ...options }: ServerOptions & { query?: string }): Promise<void> {
  const client = new Client(await findServer(options));
  const made = await client.ask<Wall>("POST", "/walls", { body: { name, query } });
  if (options.json) return printJson(made);
  process.stdout.write(`${made.id}\n`);
}

async function deleteWall(named: string, options: ServerOptions): Promise<void> {
  const client = new Client(await findServer(options));
  const id = await findWall(client, named);
  await client.ask("DELETE", `/walls/${id}`);
  if (options.json) return printJson({ deleted: id });
  process.stdout.write("Deleted. Its things stay.\n");
}
