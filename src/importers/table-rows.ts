import type { ImportPlace, ImportRow, ImportSource } from "../core/imported.ts";
import { csvRows, headingOf } from "./csv-format.ts";
import { decodeText } from "./decode.ts";
import type { FileSample } from "./format.ts";
import { jsonFile, unreadRow } from "./json-format.ts";
import { linesOf } from "./lines.ts";
import { refusedRow } from "./refusals.ts";
import { textOf } from "./values.ts";

/** A row of any table, by its columns; for JSON those are the ways to a value, with dots. */
export type TableRow =
  | { readonly kind: "values"; readonly at: ImportPlace; readonly values: ReadonlyMap<string, unknown> }
  | Extract<ImportRow, { kind: "broken" }>;

export type TableShape =
  | { readonly kind: "csv" }
  /** Each line an object. */
  | { readonly kind: "json-lines" }
  /** A list of objects at this way. */
  | { readonly kind: "json"; readonly way: string };

const MAX_DEPTH = 3;
const MAX_COLUMNS = 200;

/** How a file can be read as a table, null when it cannot. */
export function tableShapeOf({ text, outline, columns, isText }: FileSample): TableShape | null {
  if (!isText) return null;
  const start = text.trimStart();
  if (outline.size > 0) {
    const [first = "", second = ""] = start.split(/\r?\n/, 2);
    const way = listIn(outline);
    if (isWholeObject(first) && (second.startsWith("{") || way === null)) return { kind: "json-lines" };
    return way === null ? null : { kind: "json", way };
  }
  return columns.length > 1 && !start.startsWith("<") ? { kind: "csv" } : null;
}

export async function* tableRows(source: ImportSource, shape: TableShape): AsyncGenerator<TableRow> {
  if (shape.kind === "csv") yield* fromCsv(source);
  else if (shape.kind === "json-lines") yield* fromLines(source);
  else yield* fromList(source, shape.way);
}

async function* fromCsv(source: ImportSource): AsyncGenerator<TableRow> {
  for await (const row of csvRows(source, columnsOf)) {
    if (row.kind === "broken") yield row;
    else {
      const pairs = row.columns.map((column, place) => [column, row.fields[place] ?? ""] as const);
      yield { kind: "values", at: row.at, values: new Map(pairs) };
    }
  }
}

/** A first row with an address in it is no heading; its columns are called by their numbers. */
function columnsOf(fields: readonly string[]): { columns: readonly string[]; isHeading: boolean } {
  const isHeading = !fields.some((field) => /^https?:\/\//i.test(field.trim()));
  return { columns: isHeading ? headingOf(fields) : fields.map((_, place) => String(place + 1)), isHeading };
}

async function* fromLines(source: ImportSource): AsyncGenerator<TableRow> {
  let last: { line: number; text: string } | null = null;
  for await (const { line, text, isCut } of linesOf(decodeText(source.read()))) {
    if (last !== null) yield refusedRow({ line: last.line }, "row-not-readable");
    last = null;
    if (text.trim() === "") continue;
    const values = isCut ? null : valuesOf(parsed(text));
    if (values !== null) yield { kind: "values", at: { line }, values };
    else if (isCut) yield refusedRow({ line }, "row-too-large");
    else last = { line, text };
  }
  // The last line alone may be half of one.
  if (last !== null) yield refusedRow({ line: last.line }, "source-cut");
}

async function* fromList(source: ImportSource, way: string): AsyncGenerator<TableRow> {
  let index = 0;
  for await (const found of jsonFile(source, [way])) {
    index += 1;
    if (found.kind !== "value") {
      yield unreadRow(found, { index });
      continue;
    }
    const values = valuesOf(found.value);
    yield values === null ? refusedRow({ index }, "row-not-readable") : { kind: "values", at: { index }, values };
  }
}

/** The list of objects that lies least deep, and of those the one whose objects have the most fields. */
function listIn(outline: ReadonlySet<string>): string | null {
  const fields = new Map<string, number>();
  for (const way of outline) {
    const list = /^((?:[^*.]+\.)*\*)\.[^*.]+$/.exec(way)?.[1];
    if (list !== undefined) fields.set(list, (fields.get(list) ?? 0) + 1);
  }
  const lists = [...fields].map(([way, count]) => ({ way, count, depth: way.split(".").length }));
  lists.sort((one, other) => one.depth - other.depth || other.count - one.count);
  return lists[0]?.way ?? null;
}

/** Null for what is no object. Objects within it are taken apart, lists of words stay lists. */
function valuesOf(value: unknown): ReadonlyMap<string, unknown> | null {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
  const values = new Map<string, unknown>();
  const add = (object: object, way: string, depth: number): void => {
    for (const [key, field] of Object.entries(object)) {
      if (values.size >= MAX_COLUMNS) return;
      const name = way === "" ? key : `${way}.${key}`;
      if (Array.isArray(field)) values.set(name, field.map(wordOf));
      else if (typeof field === "object" && field !== null) {
        if (depth < MAX_DEPTH) add(field, name, depth + 1);
      } else values.set(name, field);
    }
  };
  add(value, "", 1);
  return values;
}

/** Of a list of objects, what each is called. */
function wordOf(element: unknown): string {
  if (typeof element !== "object" || element === null) return textOf(element);
  const { name, label, title, text, url } = element as Record<string, unknown>;
  return textOf(name ?? label ?? title ?? text ?? url);
}

function isWholeObject(line: string): boolean {
  return valuesOf(parsed(line)) !== null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
