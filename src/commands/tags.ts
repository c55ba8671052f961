import type { Command } from "commander";
import type { DeletedTag, Tag } from "../contract/tags.ts";
import { Client } from "./client.ts";
import { CommandFailed } from "./failure.ts";
import { findServer } from "./find-server.ts";
import { limitOf, pageThrough } from "./page-through.ts";
import { examples, type ServerOptions, withServer } from "./server-options.ts";
import { alignRows, openTerminal, plainLine, printJson } from "./terminal.ts";

const MOST_TAGS = 10_000;

export function addTags(program: Command): void {
  const tags = program.command("tags").description("your tags: list, rename, merge and delete them");
  withServer(
    tags
      .command("list", { isDefault: true })
      .description("your tags, the most used first, with the words that mean them")
      .option("--limit <number>", "at most so many", String(MOST_TAGS)),
  )
    .addHelpText("after", examples([["digital-wall tags --limit 20", "those that you use most"]]))
    .action(listTags);
  withServer(
    tags
      .command("rename")
      .description("call a tag by a word that is no tag yet; the old word means it from then on")
      .argument("<old>", "the tag")
      .argument("<new>", "what it is called"),
  )
    .addHelpText(
      "after",
      examples([
        ["digital-wall tags rename Hafen harbour", "on everything"],
        ["digital-wall tags rename hafen Hafen", "the same tag, spelled otherwise"],
      ]),
    )
    .action(renameTag);
  withServer(
    tags
      .command("merge")
      .description("make one tag of two; the word that ends means the other from then on")
      .argument("<name>", "the tag that ends")
      .argument("<into>", "the tag that stays"),
  )
    .addHelpText("after", examples([["digital-wall tags merge boats boat", "what had either has boat"]]))
    .action(async (name: string, into: string, options: ServerOptions) =>
      printTag(await mergeTags(await clientOf(options), name, into), options),
    );
  withServer(
    tags
      .command("delete")
      .description("take a tag off everything; for a day it can be brought back")
      .argument("<name>", "the tag"),
  )
    .addHelpText("after", examples([["digital-wall tags delete todo", "the things stay"]]))
    .action(deleteTag);
  withServer(
    tags
      .command("restore")
      .description("bring back a tag that was deleted within a day, on what had it")
      .argument("<name>", "the tag"),
  )
    .addHelpText("after", examples([["digital-wall tags restore todo", "as it was"]]))
    .action(async (name: string, options: ServerOptions) =>
      printTag(await (await clientOf(options)).ask<Tag>("POST", `${pathOf(name)}/restore`), options),
    );
}

const clientOf = async (options: ServerOptions): Promise<Client> => new Client(await findServer(options));
const pathOf = (name: string): string => `/tags/${encodeURIComponent(name)}`;
const mergeTags = (client: Client, name: string, into: string): Promise<Tag> =>
  client.ask<Tag>("POST", `${pathOf(name)}/merge`, { body: { into } });

type TagPages = { items: readonly Tag[]; next_cursor: string | null };

async function listTags({ limit, ...options }: ServerOptions & { limit: string }): Promise<void> {
  const page = await pageThrough<TagPages>(await clientOf(options), "/tags", { limit: limitOf(limit) });
  if (options.json) return printJson(page);
  const terminal = openTerminal(process.stdout);
  for (const row of alignRows(page.items.map(tagRow))) terminal.print(row);
}

const tagRow = ({ name, items, synonyms }: Tag): string[] => [
  plainLine(name),
  thingsOf(items),
  synonyms.length === 0 ? "" : plainLine(`also ${synonyms.join(", ")}`),
];

const thingsOf = (count: number): string => `${count} ${count === 1 ? "thing" : "things"}`;

async function renameTag(old: string, name: string, options: ServerOptions): Promise<void> {
  const client = await clientOf(options);
  const { items } = await pageThrough<TagPages>(client, "/tags", { limit: MOST_TAGS });
  const folded = fold(name);
  const taken = items.find((tag) => [tag.name, ...tag.synonyms].some((word) => fold(word) === folded));
  if (taken && fold(old) !== folded)
    throw new CommandFailed(`"${taken.name}" is a tag already: "digital-wall tags merge" makes one of two.`);
  printTag(await mergeTags(client, old, name), options);
}

const fold = (name: string): string => name.normalize("NFKC").trim().toLowerCase();

function printTag(tag: Tag, { json }: ServerOptions): void {
  if (json) printJson(tag);
  else for (const row of alignRows([tagRow(tag)])) openTerminal(process.stdout).print(row);
}

async function deleteTag(name: string, options: ServerOptions): Promise<void> {
  const deleted = await (await clientOf(options)).ask<DeletedTag>("DELETE", pathOf(name));
  if (options.json) return printJson(deleted);
  const { print } = openTerminal(process.stdout);
  print(`Taken off ${thingsOf(deleted.items)}. "digital-wall tags restore" brings it back within a day.`);
}
