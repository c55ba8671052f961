import { type Found, line, type Readable } from "./found.ts";
import { markupText } from "./markup-text.ts";
import { measureTable } from "./table.ts";
import { textOf } from "./text.ts";

const HEADING_LINES = 200;

/** Text that says what it is made of: pages and Markdown have titles, tables have rows. */
export async function readMarkedText(file: Readable): Promise<Found> {
  const text = await textOf(file);
  if (file.type === "text/html") {
    const page = markupText(text);
    return { text: page.text, facts: line("title", page.title) };
  }
  if (file.type === "text/markdown") return { text, facts: line("title", markdownTitle(text)) };
  return { text, facts: await measureTable(file, text) };
}

/** The title of the front matter, or the first heading of the highest rank. */
function markdownTitle(text: string): string | null {
  const lines = text
    .slice(0, 20_000)
    .replace(/^\ufeff/, "")
    .split(/\r?\n/, HEADING_LINES);
  let from = 0;
  if (lines[0]?.trim() === "---") {
    const end = lines.indexOf("---", 1);
    const named = lines.slice(1, Math.max(end, 1)).find((one) => /^title:/.test(one));
    if (named !== undefined)
      return named
        .slice("title:".length)
        .trim()
        .replace(/^(["'])(.*)\1$/, "$2");
    from = end + 1;
  }
  const heading = lines.slice(from).find((one) => /^# +\S/.test(one));
  return heading === undefined ? null : heading.slice(2).replace(/[*_`]|\s#+\s*$/g, "");
}
