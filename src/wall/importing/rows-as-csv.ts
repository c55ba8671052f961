import type { ImportRowState } from "../../contract/import-names.ts";
import { LIMITS } from "../../contract/limits.ts";
import type { Reader } from "../../store/store.ts";
import { pageOfImportRows } from "./present-import.ts";

const COLUMNS = [
  "row",
  "kind",
  "state",
  "place",
  "title",
  "url",
  "item",
  "reason",
  "explanation",
  "left behind",
] as const;

/**
 * The report of an import as CSV (RFC 4180) for a table calculator, page by page. What begins like a formula has an
 * apostrophe before it: the words came from elsewhere.
 */
export async function* rowsAsCsv(
  db: Reader,
  asked: { id: string; person: string; state?: ImportRowState | undefined },
): AsyncGenerator<string> {
  yield line(COLUMNS);
  let cursor: string | undefined;
  do {
    const page = await pageOfImportRows(db, { ...asked, cursor, limit: LIMITS.listLimit });
    const lines = page.items.map(({ n, kind, state, place, title, url, item_id: item, reason, lost }) =>
      line([
        String(n),
        kind,
        state,
        Object.entries(place)
          .map(([name, at]) => `${name} ${at}`)
          .join(", "),
        title ?? "",
        url ?? "",
        item ?? "",
        reason?.code ?? "",
        reason?.message ?? "",
        lost.map(({ message }) => message).join(" "),
      ]),
    );
    if (lines.length > 0) yield lines.join("");
    cursor = page.next_cursor ?? undefined;
  } while (cursor !== undefined);
}

const line = (cells: readonly string[]): string => `${cells.map(cell).join(",")}\r\n`;

function cell(value: string): string {
  const inert = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}
