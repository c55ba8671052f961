import type { TSchema } from "typebox";

/** How a column stands in an archive. Times are ISO 8601 there, JSON is itself, yes and no are booleans. */
export type ColumnKind = "id" | "line" | "text" | "number" | "time" | "yes-no" | "json";

export interface ExportedColumn {
  readonly kind: ColumnKind;
  readonly isNullable: boolean;
  /** What it is called in an archive; its own name where nothing is said. */
  readonly as?: string;
  /** The values there are, where they are counted. */
  readonly values?: readonly string[];
  /** What it is in archives from before there was such a column. */
  readonly before?: number;
  /** What the JSON must be like; what is not in it is left behind. */
  readonly shape?: TSchema;
}

/** What a row made from an archive is made for. */
export interface MadeFor {
  readonly owner: string;
  readonly nowMs: number;
  /** The row that it stands within; null for one that stands by itself. */
  readonly within: string | null;
}

/** A column that no archive carries, why, and what a row gets in its place. */
export interface LeftOutColumn {
  readonly leftOut: string;
  readonly anew: (made: MadeFor, row: Readonly<Record<string, unknown>>) => string | number | null;
}

export type Columns<Row> = { readonly [Column in keyof Row]-?: ExportedColumn | LeftOutColumn };

const kept = (kind: ColumnKind): ExportedColumn => ({ kind, isNullable: false });

export const ID = kept("id");
export const LINE = kept("line");
export const TEXT = kept("text");
export const NUMBER = kept("number");
export const TIME = kept("time");
export const YES_NO = kept("yes-no");
export const jsonOf = (shape: TSchema): ExportedColumn => ({ ...kept("json"), shape });
export const oneOf = (values: readonly string[]): ExportedColumn => ({ ...kept("line"), values });
export const orNull = (column: ExportedColumn): ExportedColumn => ({ ...column, isNullable: true });
export const since = (before: number, column: ExportedColumn): ExportedColumn => ({ ...column, before });
export const named = (as: string, column: ExportedColumn): ExportedColumn => ({ ...column, as });

export const leftOut = (why: string, anew: LeftOutColumn["anew"] = () => null): LeftOutColumn => ({
  leftOut: why,
  anew,
});
export const OWNER = leftOut("whoever restores it owns it", ({ owner }) => owner);
export const WITHIN = leftOut("it stands within its record", ({ within }) => within);

export const isLeftOut = (column: ExportedColumn | LeftOutColumn): column is LeftOutColumn => "leftOut" in column;
