import type { Command } from "commander";
import type { Act, ActQuery } from "../contract/acts.ts";
import type { ItemChange } from "../contract/items.ts";
import { Client } from "./client.ts";
import { wrongUsage } from "./failure.ts";
import { findServer } from "./find-server.ts";
import { countsInWords, followAct } from "./follow-act.ts";
import { findWall } from "./page-through.ts";
import { examples, type ServerOptions, withServer } from "./server-options.ts";
import { openTerminal, printJson } from "./terminal.ts";

interface ChangeOptions extends ServerOptions {
  readonly query: string;
  readonly wall?: string;
  readonly tag?: string;
  readonly untag?: string;
  readonly pin?: boolean;
  readonly unpin?: boolean;
  readonly archive?: boolean;
  readonly unarchive?: boolean;
  readonly trash?: boolean;
  readonly place?: string;
  readonly unplace?: string;
  readonly move?: string;
  readonly from?: string;
  readonly dryRun?: boolean;
}

export function addChange(program: Command): void {
  const command = program
    .command("change")
    .description("change everything that a question finds, as one act that can be undone")
    .requiredOption("--query <question>", "what is changed: a question in the language of the search")
    .option("--wall <wall>", "only what stands on this wall, by its id or name")
    .option("--tag <tag>", "put this tag on them")
    .option("--untag <tag>", "take it off")
    .option("--pin", "pin them")
    .option("--unpin", "pin them no longer")
    .option("--archive", "archive them")
    .option("--unarchive", "take them out of the archive")
    .option("--trash", "put them into the trash")
    .option("--place <wall>", "put them on this wall as well")
    .option("--unplace <wall>", "take them off this wall")
    .option("--move <wall>", "move them to this wall, from the one that --from names")
    .option("--from <wall>", "where --move takes them from; by default the wall of --wall")
    .option("--dry-run", "say how many it would be; change nothing");
  withServer(command)
    .addHelpText(
      "after",
      examples([
        ['digital-wall change --query "tag:lamps before:2024" --archive --dry-run', "how many that would be"],
        ['digital-wall change --query "site:quay.example" --tag harbour', "tag all of them"],
        ["digital-wall change --query is:untagged --wall Inbox --move Later", "from one wall to another"],
      ]),
    )
    .action(change);
}

async function change(options: ChangeOptions): Promise<void> {
  const client = new Client(await findServer(options));
  const wall = options.wall === undefined ? undefined : await findWall(client, options.wall);
  const offset_minutes = -new Date().getTimezoneOffset();
  const query: ActQuery = { q: options.query, offset_minutes, ...(wall === undefined ? {} : { wall_id: wall }) };
  const wanted = await changeOf(client, options, wall);
  const terminal = openTerminal(process.stdout);
  if (options.dryRun === true) {
    const counted = await client.ask<{ items: number }>("POST", "/acts/count", { body: { query } });
    return options.json ? printJson(counted) : terminal.print(`${counted.items} would be asked; nothing was changed.`);
  }
  const act = await followAct(client, await client.ask<Act>("POST", "/acts", { body: { query, change: wanted } }));
  if (options.json) return printJson(act);
  terminal.print(`Of ${act.counts.chosen}: ${countsInWords(act)}.`);
  if (act.counts.changed > 0) terminal.print(terminal.paint("dim", `\`digital-wall undo ${act.id}\` takes it back.`));
}

/** The one change that is asked for. @throws CommandFailed */
async function changeOf(client: Client, options: ChangeOptions, wall: string | undefined): Promise<ItemChange> {
  const { tag, untag, place, unplace, move, from } = options;
  const named = async (name: string) => await findWall(client, name);
  const changes: ItemChange[] = [
    ...(tag === undefined ? [] : [{ tag }]),
    ...(untag === undefined ? [] : [{ untag }]),
    ...(options.pin ? [{ pinned: true }] : []),
    ...(options.unpin ? [{ pinned: false }] : []),
    ...(options.archive ? [{ archived: true }] : []),
    ...(options.unarchive ? [{ archived: false }] : []),
    ...(options.trash ? [{ trashed: true }] : []),
    ...(place === undefined ? [] : [{ place: await named(place) }]),
    ...(unplace === undefined ? [] : [{ unplace: await named(unplace) }]),
    ...(move === undefined ? [] : [{ move: { from: await fromWall(), to: await named(move) } }]),
  ];
  const [only] = changes;
  if (only === undefined || changes.length > 1)
    throw wrongUsage("Name one change: --tag, --untag, --pin, --archive, --trash, --place, --unplace, --move, …");
  return only;

  async function fromWall(): Promise<string> {
    const meant = from === undefined ? wall : await named(from);
    if (meant === undefined) throw wrongUsage("--move needs --from, or --wall: the wall that they are taken from.");
    return meant;
  }
}
