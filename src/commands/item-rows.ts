import type { Item } from "../contract/items.ts";
import { FOUND_BEGIN, FOUND_END } from "../core/snippet.ts";
import { plainLine, type Terminal } from "./terminal.ts";
import { timeInWords } from "./times.ts";

/** Two or three calm lines an item: the title, what it is, and where the words were found. */
export function printItems(terminal: Terminal, items: readonly (Item & { snippet?: string | null })[]): void {
  for (const item of items) {
    terminal.print(terminal.paint("bold", terminal.line(plainLine(item.title))));
    terminal.print(terminal.paint("dim", terminal.line(`  ${aboutItem(item)}`)));
    if (item.snippet)
      terminal.print(`  ${markFound(terminal, terminal.line(`  ${plainLine(item.snippet)}`).slice(2))}`);
    terminal.print(terminal.paint("dim", `  ${item.id}`));
  }
}

/** Kind, place, time and tags in one line. */
export function aboutItem(item: Item): string {
  const tags = item.tags.map(({ name }) => `#${name}`).join(" ");
  const when = timeInWords(item.created_at);
  const state = item.state === "working" ? "at work" : item.state === "failed" ? "failed" : "";
  return [item.kind, hostOf(item), when, state, tags].filter(Boolean).map(plainLine).join(" · ");
}

function hostOf({ url, site_name }: Item): string {
  if (site_name) return site_name;
  return url && URL.canParse(url) ? new URL(url).hostname.replace(/^www\./, "") : "";
}

/** What was found in bold on a screen; the marks never reach it. */
function markFound(terminal: Terminal, snippet: string): string {
  const found = new RegExp(`${FOUND_BEGIN}([^${FOUND_END}]*)${FOUND_END}?`, "gu");
  return snippet.replace(found, (_, words: string) => terminal.paint("bold", words)).replaceAll(FOUND_END, "");
}
