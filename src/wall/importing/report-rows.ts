import type { ImportRowState } from "../../contract/import-names.ts";
import type { ImportRowRow } from "../../store/import-tables.ts";
import type { ImportCounts } from "../../store/imports.ts";
import type { JoinedThing } from "./join-things.ts";
import type { NewThing } from "./make-items.ts";
import type { PreparedRow, PreparedThing } from "./prepared.ts";
import type { FoundWalls, SmartWalls } from "./walls-of-import.ts";

/** The row of the report that a row of the source gets. */
export function rowOf(
  row: PreparedRow,
  {
    importId,
    became,
    walls,
    smart,
    left,
  }: { importId: string; became: Became; walls: FoundWalls; smart: SmartWalls; left: ReadonlySet<PreparedRow> },
): ImportRowRow {
  const empty = {
    import: importId,
    n: row.n,
    kind: row.kind,
    item: null,
    title: null,
    url: null,
    place: JSON.stringify(row.at),
    reason_code: null,
    reason: null,
    lost: null,
    kept: null,
    made: null,
  };
  switch (row.kind) {
    case "broken":
      return {
        ...empty,
        state: "broken",
        title: row.title,
        url: row.url,
        reason_code: row.broken.code,
        reason: row.broken.reason,
      };
    case "smart-list":
      return {
        ...empty,
        state: "kept",
        title: row.smartList.name,
        reason_code: "not-used-yet",
        reason: "Its query asks for something that no question says here; it is kept with it.",
        kept: JSON.stringify({ name: row.smartList.name, query: row.smartList.query }),
        ...smart.byRow.get(row.n),
      };
    case "wall":
      return { ...empty, title: row.name, ...walls.becameOf(row.name) };
    case "thing":
      if (left.has(row))
        return {
          ...empty,
          ...ofThing(row),
          state: "broken",
          reason_code: "quota-reached",
          reason:
            "You have as much here as you may have. Empty the trash or ask the owner for more, then bring it again.",
        };
      return { ...empty, ...ofThing(row), ...becameOf(row, became) };
    default:
      return row satisfies never;
  }
}

function ofThing({ draft, shown, lost, kept }: PreparedThing): Pick<ImportRowRow, "title" | "url" | "lost" | "kept"> {
  return {
    title: shown.title,
    url: draft.url?.address ?? null,
    lost: lost.length === 0 ? null : JSON.stringify(lost),
    kept: kept === null ? null : JSON.stringify(kept),
  };
}

/** What things became, by the number of their row. */
export interface Became {
  readonly fresh: ReadonlyMap<number, NewThing>;
  readonly joined: ReadonlyMap<number, JoinedThing>;
}

function becameOf(
  { n }: Pick<PreparedRow, "n">,
  { fresh, joined }: Became,
): Pick<ImportRowRow, "state" | "item" | "made" | "reason_code" | "reason"> {
  const made = fresh.get(n);
  if (made)
    return {
      state: "made",
      item: made.item,
      made: JSON.stringify({ walls: made.walls }),
      reason_code: null,
      reason: null,
    };
  const again = joined.get(n);
  if (!again) throw new Error("a thing became neither a new item nor part of one");
  return {
    state: "joined",
    item: again.item,
    made: again.change === null ? null : JSON.stringify(again.change.added),
    reason_code: again.isOfSource ? "twice-in-source" : "kept-already",
    reason: `${again.isOfSource ? "It came before in this source" : "It was kept already"}; ${again.change === null ? "nothing in this row was new" : "what was new was added"}.`,
  };
}

/** Whether a row counts as a thing of its source. */
export const isCounted = ({ kind, state }: Pick<ImportRowRow, "kind" | "state">): boolean =>
  kind !== "wall" && (kind !== "smart-list" || state === "kept");

/** Folders are no things, and smart lists that became walls are none: what they became is in their rows. */
export function addCounts(before: ImportCounts, rows: readonly ImportRowRow[]): ImportCounts {
  const counts: Record<ImportRowState, number> = { ...before };
  for (const { kind, state } of rows) if (isCounted({ kind, state })) counts[state] += 1;
  return counts;
}
