import type { TSchema } from "typebox";
import { Compile } from "typebox/compile";
import { ArchiveRefused } from "../core/archive-refused.ts";
import { isId } from "../core/ids.ts";
import type { AnyExported } from "./any-exported.ts";
import { within } from "./export-records.ts";
import { type ExportedColumn, isLeftOut, type MadeFor } from "./exported-columns.ts";

export type RestoredRow = Readonly<Record<string, string | number | null>>;

const LINE_CHARACTERS = 20_000;
const TIME_SHAPE = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/**
 * The row that a record of an archive means. Fields that are not named are left behind: they are another program's, or
 * somebody's who would have their rows belong to another person.
 * @param at where the record stands, for the sentence
 * @throws ArchiveRefused
 */
export function restoredRow({ columns }: AnyExported, record: unknown, at: string, made: MadeFor): RestoredRow {
  if (typeof record !== "object" || record === null || Array.isArray(record))
    throw new ArchiveRefused(`${at} is no record.`);
  const fields = record as Readonly<Record<string, unknown>>;
  const row: Record<string, string | number | null> = {};
  for (const [name, column] of Object.entries(columns)) {
    if (isLeftOut(column)) continue;
    const field = column.as ?? name;
    const value = Object.hasOwn(fields, field) ? fields[field] : null;
    row[name] = checked(column, value ?? null, () => `${at}: ${field}`);
  }
  for (const [name, column] of Object.entries(columns)) if (isLeftOut(column)) row[name] = column.anew(made, row);
  return row;
}

function checked(column: ExportedColumn, value: unknown, at: () => string): string | number | null {
  if (value === null) {
    if (column.isNullable) return null;
    if (column.before !== undefined) return column.before;
    throw new ArchiveRefused(`${at()} is missing.`);
  }
  const refuse = (what: string): never => {
    throw new ArchiveRefused(`${at()} is ${what}.`);
  };
  switch (column.kind) {
    case "id":
      return isId(value) ? value : refuse("no id");
    case "line":
      if (typeof value !== "string" || value.length > LINE_CHARACTERS) return refuse("no line of text");
      return column.values === undefined || column.values.includes(value)
        ? value
        : refuse("none of the values it may have");
    case "text":
      return typeof value === "string" ? value : refuse("no text");
    case "number":
      return Number.isSafeInteger(value) ? (value as number) : refuse("no whole number");
    case "yes-no":
      return typeof value === "boolean" ? Number(value) : refuse("neither true nor false");
    case "time": {
      const ms = typeof value === "string" && TIME_SHAPE.test(value) ? Date.parse(value) : Number.NaN;
      return Number.isNaN(ms) ? refuse("no time (ISO 8601, UTC, with milliseconds)") : ms;
    }
    case "json": {
      const kept = within(column.shape, value);
      return column.shape === undefined || checkOf(column.shape)(kept)
        ? JSON.stringify(kept)
        : refuse("not what it should be like");
    }
    default:
      throw column.kind satisfies never;
  }
}

const checks = new Map<TSchema, (value: unknown) => boolean>();

/** Compiled when first needed: most who load this only export. */
function checkOf(shape: TSchema): (value: unknown) => boolean {
  const known = checks.get(shape);
  if (known) return known;
  const compiled = Compile(shape);
  const check = (value: unknown) => compiled.Check(value);
  checks.set(shape, check);
  return check;
}
