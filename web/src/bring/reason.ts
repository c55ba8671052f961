import type { ImportedRow } from "../../../src/contract/imports.ts";
import { said } from "./said.ts";

/** A reason in the language that is spoken; the server's own sentence for a code that is not known here. */
export const reasonOf = ({ code, message }: { readonly code: string; readonly message: string }): string =>
  said.value.reasons[code] ?? message;

/** Where in the source a row stands: "line 12", "notes/a.md, no. 3". */
export function placeOf({ place: { entry, line, index } }: Pick<ImportedRow, "place">): string {
  return [
    entry,
    line === undefined ? undefined : said.value.line(String(line)),
    index === undefined ? undefined : said.value.number(String(index)),
  ]
    .filter((part) => part !== undefined)
    .join(", ");
}
