import { ArchiveRefused } from "../../core/archive-refused.ts";
import { standingTable, tablesWithin } from "../../store/any-exported.ts";
import type { MadeFor } from "../../store/exported-columns.ts";
import type { StandingTable } from "../../store/exported-tables.ts";
import { type RestoredRow, restoredRow } from "../../store/restored-row.ts";
import type { Tables } from "../../store/tables.ts";
import { RESTORE_LIMITS } from "./limits.ts";

/** A record of an archive as the rows it means. */
export interface RestoredRecord {
  readonly row: RestoredRow;
  readonly id: string;
  /** The rows that stand within it, by their table. */
  within(table: keyof Tables): readonly RestoredRow[];
}

/** @throws ArchiveRefused */
export function readRecord(
  table: StandingTable,
  { value, at }: { readonly value: unknown; readonly at: string },
  made: Omit<MadeFor, "within">,
): RestoredRecord {
  const row = restoredRow(standingTable(table), value, at, { ...made, within: null });
  const id = standingTable(table)
    .key.map((column) => String(row[column]))
    .join(" ");
  const inner = new Map<keyof Tables, RestoredRow[]>();
  for (const within of tablesWithin(table)) {
    const given = (value as Readonly<Record<string, unknown>>)[within.as] ?? [];
    const list: unknown[] = within.isOne && !Array.isArray(given) ? [given] : Array.isArray(given) ? given : [];
    if (!Array.isArray(given) && !within.isOne) throw new ArchiveRefused(`${at}: ${within.as} is no list.`);
    if (list.length > RESTORE_LIMITS.rowsWithin) throw new ArchiveRefused(`${at}: ${within.as} has too many entries.`);
    const made1 = { ...made, within: id };
    const rows = list.map((one, n) => restoredRow(within, one, `${at}: ${within.as} ${n + 1}`, made1));
    inner.set(within.table, unique(rows, within.key, `${at}: ${within.as}`));
  }
  return { row, id, within: (name) => inner.get(name) ?? [] };
}

/** Two addresses may have become one since; anything else that is there twice was put there by somebody. */
function unique(rows: RestoredRow[], key: readonly string[], at: string): RestoredRow[] {
  const seen = new Set<string>();
  return rows.filter((row) => {
    const own = JSON.stringify(key.map((column) => row[column]));
    if (!seen.has(own)) return seen.add(own);
    if ("identity_hash" in row) return false;
    throw new ArchiveRefused(`${at} names one thing twice.`);
  });
}
