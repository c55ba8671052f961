import type { Command } from "commander";
import type { Item } from "../contract/items.ts";
import { Client } from "./client.ts";
import { findServer } from "./find-server.ts";
import { aboutItem } from "./item-rows.ts";
import { examples, type ServerOptions, withServer } from "./server-options.ts";
import { alignRows, openTerminal, plainLine, plainText, printJson, type Terminal } from "./terminal.ts";
import { bytesInWords, timeInWords } from "./times.ts";

export function addOpen(program: Command): void {
  const command = program
    .command("open")
    .description("print an item: what it is, its summary, and its text as Markdown")
    .argument("<id>", "its id, or the address of its page")
    .option("--web", "print the address of its page only");
  withServer(command)
    .addHelpText(
      "after",
      examples([
        ["digital-wall open 0198c2f0-… | less", "read it here"],
        ["xdg-open $(digital-wall open 0198c2f0-… --web)", "read it in the browser"],
      ]),
    )
    .action(open);
}

async function open(named: string, options: ServerOptions & { web?: boolean }): Promise<void> {
  const [id] = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i.exec(named) ?? [named];
  const client = new Client(await findServer(options));
  const item = await client.ask<Item>("GET", `/items/${encodeURIComponent(id.toLowerCase())}`);
  const url = client.pageOf(item.id);
  if (options.web) return options.json ? printJson({ url }) : void process.stdout.write(`${url}\n`);
  const markdown = await client.askText(`/items/${item.id}/content`, { query: { format: "markdown" } });
  if (options.json) return printJson({ ...item, page_url: url, markdown });
  print(openTerminal(process.stdout), item, { url, markdown });
}

function print(terminal: Terminal, item: Item, { url, markdown }: { url: string; markdown: string }): void {
  terminal.print(terminal.paint("bold", plainLine(item.title)));
  terminal.print(terminal.paint("dim", aboutItem(item)));
  terminal.print("");
  for (const row of alignRows(factsOf(item, url))) terminal.print(row);
  const summary = item.summary ?? item.description;
  if (summary && summary.trim() !== markdown.trim()) terminal.print(`\n${plainText(summary)}`);
  if (markdown.trim() !== "") terminal.print(`\n${terminal.paint("dim", "—")}\n\n${plainText(markdown).trim()}`);
}

/** What is known of it, a name and a value each. */
function factsOf(item: Item, page: string): [name: string, value: string][] {
  const facts: [string, string | null][] = [
    ["Address", item.url],
    ["Page", page],
    ["Author", item.author],
    ["Published", item.published_at && timeInWords(item.published_at)],
    ["Category", item.category && [item.category, item.sentiment].filter(Boolean).join(", ")],
    ["Topics", item.key_topics.join(", ")],
    ["Reading", item.reading_minutes === null ? null : `${item.reading_minutes} min`],
    ["Note", item.note],
    ...item.files
      .filter(({ role }) => role === "original")
      .map(({ name, type, bytes }): [string, string] => [
        "File",
        `${name ?? "unnamed"} (${type}, ${bytesInWords(bytes)})`,
      ]),
    ...(item.share?.warnings ?? []).map(({ message }): [string, string] => ["Warning", message]),
  ];
  return facts.flatMap(([name, value]): [string, string][] => (value ? [[name, plainLine(value)]] : []));
}
