import type { ExportedColumn, LeftOutColumn } from "./exported-columns.ts";
import { EXPORTED, type StandingTable } from "./exported-tables.ts";
import type { Tables } from "./tables.ts";

/** A table of any name, for what treats all of them alike. */
export interface AnyExported {
  readonly key: readonly string[];
  readonly columns: Readonly<Record<string, ExportedColumn | LeftOutColumn>>;
}

export interface AnyWithin extends AnyExported {
  readonly table: keyof Tables;
  readonly by: string;
  readonly as: string;
  readonly isOne: boolean;
}

/** What a file of an archive with lines of this table is called. */
export const FILES_OF_LINES: Readonly<Record<StandingTable, string>> = {
  walls: "walls.jsonl",
  tags: "tags.jsonl",
  items: "items.jsonl",
  duplicates: "duplicates.jsonl",
  tag_pairs_kept: "tags-kept-apart.jsonl",
};

export const standingTable = (table: StandingTable): AnyExported => EXPORTED[table] as unknown as AnyExported;

/** The tables whose rows stand within those of this one. */
export function tablesWithin(table: StandingTable): readonly AnyWithin[] {
  return WITHIN_OF[table] ?? [];
}

const WITHIN_OF = Object.groupBy(
  (Object.keys(EXPORTED) as (keyof Tables)[]).flatMap((table) => {
    const entry = EXPORTED[table];
    return "within" in entry
      ? [{ ...(entry as unknown as AnyWithin), table, isOne: entry.isOne === true, of: entry.within }]
      : [];
  }),
  ({ of }) => of,
);
