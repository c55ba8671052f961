import type { ImportRowState } from "../../contract/import-names.ts";
import type { Import, ImportedRow } from "../../contract/imports.ts";
import { Problem } from "../../contract/problems.ts";
import { listImportRows } from "../../store/import-rows.ts";
import type { ImportRowRow, ImportsRow } from "../../store/import-tables.ts";
import {
  checkedOf,
  countsOf,
  findImport,
  listImports,
  madeWallsOf,
  readImport,
  sourceOf,
  wantedOf,
} from "../../store/imports.ts";
import type { Reader } from "../../store/store.ts";
import { readCursor } from "../cursor.ts";
import { type Page, pageOf } from "../page-of.ts";
import { isoTime, isoTimeOrNull } from "../share-status.ts";
import type { Loss } from "./prepared.ts";

interface PageAsked {
  readonly cursor?: string | undefined;
  readonly limit: number;
}

export function presentImport(row: ImportsRow): Import {
  const { wall, ...wanted } = wantedOf(row);
  return {
    id: row.id,
    source: { service: null, address: null, ...sourceOf(row), file_id: row.file },
    state: row.state,
    format: row.format,
    wanted: {
      ...wanted,
      mapping: wanted.mapping === null ? null : { ...wanted.mapping },
      wall_id: wall,
      tags: [...wanted.tags],
    },
    starts: row.starts === 1,
    position: row.position,
    rows: row.known_rows,
    check: checkedOf(row),
    counts: countsOf(row),
    walls: madeWallsOf(row).length,
    error: row.error_code === null ? null : { code: row.error_code, message: row.error_detail ?? "" },
    created_at: isoTime(row.created_at),
    updated_at: isoTime(row.updated_at),
    started_at: isoTimeOrNull(row.started_at),
    ended_at: isoTimeOrNull(row.ended_at),
  };
}

/** @throws Problem not-found */
export async function getImport(db: Reader, whose: { id: string; person: string }): Promise<Import> {
  return presentImport(await importOf(db, whose));
}

async function importOf(db: Reader, whose: { id: string; person: string }): Promise<ImportsRow> {
  const row = await findImport(db, whose);
  if (!row) throw new Problem("not-found", "There is no such import.");
  return row;
}

/** For streams, whose readers were let in before; null when it is gone. */
export async function importTold(db: Reader, id: string): Promise<{ told: Import; version: number } | null> {
  const row = await readImport(db, id);
  return row ? { told: presentImport(row), version: row.version } : null;
}

/** A person's imports, the newest first. */
export async function pageOfImports(
  db: Reader,
  { person, cursor, limit }: PageAsked & { person: string },
): Promise<Page<Import>> {
  const [after] = readCursor(cursor, ["string"]) ?? [null];
  const rows = await listImports(db, { person, after, limit: limit + 1 });
  return pageOf(rows, limit, presentImport, ({ id }) => [id]);
}

/** What became of the rows of an import, in the order of its source. @throws Problem not-found */
export async function pageOfImportRows(
  db: Reader,
  { id, person, state, cursor, limit }: PageAsked & { id: string; person: string; state?: ImportRowState | undefined },
): Promise<Page<ImportedRow>> {
  await importOf(db, { id, person });
  const [after] = readCursor(cursor, ["number"]) ?? [0];
  const states = state === undefined ? undefined : [state];
  const rows = await listImportRows(db, { importId: id, states, after, limit: limit + 1 });
  return pageOf(rows, limit, presentRow, ({ n }) => [n]);
}

function presentRow(row: ImportRowRow): ImportedRow {
  const lost = row.lost === null ? [] : (JSON.parse(row.lost) as Loss[]);
  return {
    n: row.n,
    kind: row.kind,
    state: row.state,
    place: JSON.parse(row.place) as ImportedRow["place"],
    title: row.title,
    url: row.url,
    item_id: row.item,
    reason: row.reason_code === null ? null : { code: row.reason_code, message: row.reason ?? "" },
    lost: lost.map(({ code, reason }) => ({ code, message: reason })),
    kept: row.kept === null ? null : (JSON.parse(row.kept) as Record<string, unknown>),
  };
}
