import type { ImportRowState, ImportState } from "../contract/import-names.ts";
import type { ImportRow } from "../core/imported.ts";

/** The tables of what people bring from elsewhere. */
export interface ImportTables {
  imports: ImportsRow;
  import_rows: ImportRowRow;
  import_pulls: ImportPullRow;
  import_pages: ImportPageRow;
}

/** An import of a person. What the JSON columns hold says `store/imports.ts`. */
export interface ImportsRow {
  id: string;
  person: string;
  /** JSON: where the things come from. */
  source: string;
  /** The file that was brought, until it is no longer needed. */
  file: string | null;
  state: ImportState;
  /** What the source was recognised as. */
  format: string | null;
  /** JSON: what the person asks for. */
  wanted: string;
  /** It goes on by itself once it has been checked. */
  starts: number;
  /** Rows that were read, taken or taken back in the pass that is under way. */
  position: number;
  /** How many there are, once they were counted. */
  known_rows: number | null;
  /** JSON: what the dry run found. */
  checked: string | null;
  /** JSON: what became of the rows. */
  counts: string;
  /** JSON: ids of walls that it put up. */
  made_walls: string;
  error_code: string | null;
  error_detail: string | null;
  idempotency_key: string | null;
  fingerprint: string;
  /** Fences: rises with each process that takes it, and with whatever a person decides about it. */
  attempt: number;
  /** Attempts since it last got on: one that never does must not be tried for ever. */
  tries: number;
  leased_by: string | null;
  leased_until: number | null;
  version: number;
  created_at: number;
  updated_at: number;
  started_at: number | null;
  ended_at: number | null;
}

/** What became of one row of a source; `n` counts from 1 in its order. */
export interface ImportRowRow {
  import: string;
  n: number;
  kind: ImportRow["kind"];
  state: ImportRowState;
  item: string | null;
  title: string | null;
  url: string | null;
  /** JSON: where in the source it stands. */
  place: string;
  reason_code: string | null;
  reason: string | null;
  /** JSON: what was left behind of it. */
  lost: string | null;
  /** JSON: what is kept of it and has no place yet. */
  kept: string | null;
  /** JSON: what it made or added, to be taken back. */
  made: string | null;
}

/** What is needed to go on pulling. */
export interface ImportPullRow {
  import: string;
  /** The key of the service; null once it is forgotten. */
  secret: string | null;
  /** JSON: what is to be asked next; null when everything was. */
  cursor: string | null;
  /** Things that were answered until now. */
  things: number;
  /** Pages that are kept. */
  pages: number;
}

/** A page of a service's API, as it was answered; `n` counts from 1. */
export interface ImportPageRow {
  import: string;
  n: number;
  file: string;
}
