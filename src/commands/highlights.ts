import type { Command } from "commander";
import type { MarkedHighlight } from "../contract/reading.ts";
import { Client } from "./client.ts";
import { findServer } from "./find-server.ts";
import { LISTED_DEFAULT } from "./list.ts";
import { limitOf, pageThrough } from "./page-through.ts";
import { examples, type ServerOptions, withServer } from "./server-options.ts";
import { openTerminal, printJson } from "./terminal.ts";

export function addHighlights(program: Command): void {
  const command = program
    .command("highlights [words...]")
    .description("what you marked, the newest first, or what has these words")
    .option("--limit <number>", "how many", LISTED_DEFAULT);
  withServer(command)
    .addHelpText(
      "after",
      examples([
        ["digital-wall highlights", "the newest passages, with their notes"],
        ["digital-wall highlights lamps oil", "those with both words, or beginnings of words"],
        ["digital-wall highlights --json | jq -r '.items[].text'", "for scripts"],
      ]),
    )
    .action(highlights);
}

interface HighlightPage {
  readonly items: readonly MarkedHighlight[];
  readonly next_cursor: string | null;
}

async function highlights(words: readonly string[], options: ServerOptions & { limit: string }): Promise<void> {
  const limit = limitOf(options.limit);
  const client = new Client(await findServer(options));
  const query = words.length === 0 ? {} : { q: words.join(" ") };
  const page = await pageThrough<HighlightPage>(client, "/highlights", { limit, query });
  if (options.json) return printJson(page);
  const terminal = openTerminal(process.stdout);
  if (page.items.length === 0)
    return terminal.print(words.length === 0 ? "Nothing is marked yet." : "No highlight has these words.");
  for (const { text, note, position, item } of page.items) {
    for (const line of text.split("\n")) terminal.print(`> ${line}`);
    if (note !== null) terminal.print(note);
    const where = [item.title, item.url, position === null ? "no longer in the text" : null];
    terminal.print(terminal.paint("dim", where.filter((each) => each !== null).join(" · ")));
    terminal.print("");
  }
  if (page.next_cursor !== null) terminal.print(terminal.paint("dim", "There is more: --limit shows it."));
}
