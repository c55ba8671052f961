import type { Command } from "commander";
import type { SearchAnswer } from "../contract/items.ts";
import type { QueryMistake } from "../contract/query-mistakes.ts";
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
    .description("find items by words and fields")
    .argument("<query...>", "in the search language; put words that stand together in double quotes within single ones")
    .option("--wall <id or name>", "on one wall only")
    .option("--limit <number>", "how many", LISTED_DEFAULT);
  withServer(command)
    .addHelpText(
      "after",
      examples([
        ["digital-wall search sourdough bread", "both words"],
        [`digital-wall search '"night train"' --wall Travel`, "these words together, on one wall"],
        ["digital-wall search kind:pdf tag:tax added:2025", "by what is known of them; docs/search.md has all of it"],
      ]),
    )
    .action(search);
}

interface SearchOptions extends ServerOptions {
  readonly wall?: string;
  readonly limit: string;
}

/** A search of one wall brings the items alone, without the figures. */
type Found = ItemPage &
  Partial<Pick<SearchAnswer, "total" | "total_is" | "also" | "did_you_mean" | "did_you_mean_is" | "mistakes">>;

async function search(words: readonly string[], { wall, ...options }: SearchOptions): Promise<void> {
  const limit = limitOf(options.limit);
  const client = new Client(await findServer(options));
  const path = wall === undefined ? "/search" : `/walls/${await findWall(client, wall)}/items`;
  const found = await pageThrough<Found>(client, path, { limit, query: { q: words.join(" ") } });
  if (options.json) return printJson(found);
  const terminal = openTerminal(process.stdout);
  for (const mistake of found.mistakes ?? []) process.stderr.write(`${sentenceOf(mistake, words.join(" "))}\n`);
  const mended = found.did_you_mean ? terminal.paint("bold", plainLine(found.did_you_mean)) : null;
  if (found.did_you_mean_is === "shown") terminal.print(`Nothing was found. This is what ${mended} finds:\n`);
  printItems(terminal, found.items);
  const meant = found.did_you_mean_is === "offered" ? ` Did you mean ${mended}?` : "";
  const { also = [] } = found;
  if (found.items.length === 0) terminal.print(`Nothing ${also.length > 0 ? "has all of it" : "was found"}.${meant}`);
  else if (found.total !== undefined) terminal.print(terminal.paint("dim", `${countOf(found)}.`) + meant);
  if (also.length > 0) {
    terminal.print("\nThese have some of the words:\n");
    printItems(terminal, also);
  }
}

/** What of the question could not be meant, and what might have stood there. */
function sentenceOf({ code, at, length, allowed }: SearchAnswer["mistakes"][number], q: string): string {
  const mayBe = allowed.length === 0 ? "" : `; it may be: ${allowed.join(" ")}`;
  return plainLine(`${MISTAKES[code]}: ${q.slice(at, at + length)} (at ${at + 1})${mayBe}`);
}

const MISTAKES: Readonly<Record<QueryMistake, string>> = {
  "quote-open": "no second quotation mark",
  "parenthesis-open": "a parenthesis that is not closed",
  "parenthesis-unopened": "a parenthesis that closes nothing",
  "or-alone": "nothing beside OR",
  "value-missing": "nothing follows",
  "value-unknown": "not known and left out",
  "time-unknown": "no day, month, year or time back from today",
  "number-unknown": "no number of minutes",
  "sort-twice": "left out, the first order counts",
  "too-deep": "left out, too many parentheses within each other",
  "too-much": "left out, the question is very long",
};

function countOf({ items, total = items.length, total_is }: Found): string {
  const all = `${total_is === "at-least" ? "at least " : ""}${total}`;
  return items.length < total ? `${items.length} of ${all}` : `${all} found`;
}
