import type { ImportPlace, ImportRow, ImportSource } from "../core/imported.ts";
import { type CsvFound, csvRecords, delimiterOf } from "./csv-scanner.ts";
import { decodeText } from "./decode.ts";
import type { FileFormat } from "./format.ts";
import { refusedRow } from "./refusals.ts";
import { type RawThing, thingRow } from "./row.ts";

/** A table's record beside the names of its columns, or a row that says why there is none. */
export type CsvRow =
  | {
      readonly kind: "record";
      readonly at: ImportPlace;
      readonly columns: readonly string[];
      readonly fields: readonly string[];
    }
  | Extract<ImportRow, { kind: "broken" }>;

/**
 * The records of a table with a heading. A record of another number of fields is broken: which of them moved, nobody
 * knows; only empty ones at its end do not count.
 */
export async function* csvRows(source: ImportSource, nameColumns = withHeading): AsyncGenerator<CsvRow> {
  let columns: readonly string[] | null = null;
  for await (const found of await recordsIn(decodeText(source.read()))) {
    const at = { line: found.line };
    if (found.kind === "broken") {
      yield refusedRow(at, found.code);
      continue;
    }
    if (columns === null) {
      const named = nameColumns(found.fields);
      columns = named.columns;
      if (named.isHeading) continue;
    }
    yield recordOf(found, columns);
  }
}

function recordOf(found: Extract<CsvFound, { kind: "record" }>, columns: readonly string[]): CsvRow {
  const at = { line: found.line };
  const { length } = found.fields;
  if (length >= columns.length && found.fields.slice(columns.length).every((field) => field === ""))
    return { kind: "record", at, columns, fields: found.fields };
  if (!found.hasEnd && length < columns.length) return refusedRow(at, "source-cut");
  const reason = `It has ${length} fields, and the heading ${columns.length}.`;
  return { kind: "broken", at, broken: { code: "row-not-readable", reason } };
}

/** What the first record says of the others; one that is no heading is a row itself. */
function withHeading(fields: readonly string[]): { columns: readonly string[]; isHeading: boolean } {
  return { columns: headingOf(fields), isHeading: true };
}

/** A heading's names without white space around them; a table of Excel's may end in nameless ones. */
export function headingOf(fields: readonly string[]): string[] {
  const names = fields.map((field) => field.trim());
  while (names.length > 1 && names.at(-1) === "") names.pop();
  return names;
}

/** Of a table whose columns are known: in any order, and others may be there too. */
export function csvFormat(options: {
  readonly name: string;
  /** In small letters; all of them must be there. */
  readonly columns: readonly string[];
  /** `get` gives a field by its column in small letters, empty when there is no such column. */
  toThing(get: (column: string) => string): RawThing;
}): FileFormat {
  return {
    name: options.name,
    reads: "file",
    sureness: ({ columns }) => (options.columns.every((column) => columns.includes(column)) ? 0.95 : 0),
    async *read(source, { nowMs }) {
      let places: ReadonlyMap<string, number> | null = null;
      for await (const row of csvRows(source)) {
        if (row.kind === "broken") {
          yield row;
          continue;
        }
        places ??= new Map(row.columns.map((column, place) => [column.toLowerCase(), place] as const).toReversed());
        const of = places;
        yield thingRow(
          row.at,
          options.toThing((column) => row.fields[of.get(column) ?? -1] ?? ""),
          nowMs,
        );
      }
    },
  };
}

async function recordsIn(pieces: AsyncGenerator<string>): Promise<AsyncIterable<CsvFound>> {
  const first = await pieces.next();
  if (first.done) return pieces as AsyncGenerator<never>;
  // Excel writes the delimiter into a line of its own.
  const told = /^\ufeff?sep=(.)\r?\n/i.exec(first.value);
  const start = told === null ? first.value : first.value.slice(told[0].length);
  return csvRecords(joined(start, pieces), told?.[1] ?? delimiterOf(start), { line: told === null ? 1 : 2 });
}

async function* joined(first: string, rest: AsyncIterable<string>): AsyncGenerator<string> {
  yield first;
  yield* rest;
}
