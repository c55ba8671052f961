import { createReadStream } from "node:fs";
import type { FileFacts } from "../../core/file-read.ts";
import { count, type Readable } from "./found.ts";

const [QUOTE, LF, CR] = [0x22, 0x0a, 0x0d];
/** The separators that are met, the likelier first; each is a byte that is never part of another character. */
const SEPARATORS = [",", ";", "\t", "|"] as const;
const LOOKED_AT_LINES = 20;

/** How many rows and columns a table as text has (RFC 4180, with any separator), its heading included. */
export async function measureTable(file: Readable, text: string): Promise<FileFacts> {
  // Two bytes a character: its separators are not single bytes, and it is rare enough.
  if (file.start[1] === 0 || file.start[0] === 0 || (file.start[0] ?? 0) >= 0xfe) return {};
  const separator = file.type === "text/tab-separated-values" ? "\t" : separatorOf(text);
  return { ...count("rows", await countRows(file.path)), ...count("columns", countColumns(text, separator)) };
}

/** The one that stands in every one of the first lines, and most often. */
function separatorOf(text: string): string {
  const lines = text
    .slice(0, 20_000)
    .split(/\r?\n/, LOOKED_AT_LINES)
    .filter((one) => one !== "");
  let best = { separator: ",", least: 0 };
  for (const separator of SEPARATORS) {
    const least = Math.min(...lines.map((one) => one.split(separator).length - 1));
    if (least > best.least) best = { separator, least };
  }
  return best.separator;
}

function countColumns(text: string, separator: string): number {
  let columns = 1;
  let isQuoted = false;
  for (const letter of text.slice(0, 100_000)) {
    if (letter === '"') isQuoted = !isQuoted;
    else if (isQuoted) continue;
    else if (letter === separator) columns += 1;
    else if (letter === "\n" || letter === "\r") break;
  }
  return columns;
}

/** Line ends within quotes are part of a cell; empty lines are no rows. */
async function countRows(path: string): Promise<number> {
  let rows = 0;
  let isQuoted = false;
  let isEmpty = true;
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 }))
    for (const byte of chunk as Buffer) {
      if (byte === QUOTE) isQuoted = !isQuoted;
      if ((byte === LF || byte === CR) && !isQuoted) {
        if (!isEmpty) rows += 1;
        isEmpty = true;
      } else isEmpty = false;
    }
  return isEmpty ? rows : rows + 1;
}
