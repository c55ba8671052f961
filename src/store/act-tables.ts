import type { ActKind, ActState } from "../contract/act-names.ts";

/** The tables of changes to many items. */
export interface ActTables {
  acts: ActRow;
  act_portions: ActPortionRow;
  act_items: ActItemRow;
}

/** One change to many items. What the JSON columns hold says `store/acts.ts`. */
export interface ActRow {
  id: string;
  person: string;
  kind: ActKind;
  state: ActState;
  /** JSON: what is changed. */
  change: string;
  /** JSON: the question that the items were found by; null when they were named. */
  query: string | null;
  /** JSON: what became of the items. */
  counts: string;
  /** JSON: why items were refused, and why they were left. */
  reasons: string;
  idempotency_key: string | null;
  fingerprint: string;
  /** Fences: rises with each process that takes it, and with whatever its person decides about it. */
  attempt: number;
  /** Attempts since it last got on. */
  tries: number;
  leased_by: string | null;
  leased_until: number | null;
  created_at: number;
  updated_at: number;
  ended_at: number | null;
}

/** Items that are still to be changed, as many as one unit takes. */
export interface ActPortionRow {
  act: string;
  n: number;
  /** JSON: their ids. */
  items: string;
}

/** An item that an act changed and that was not taken back. */
export interface ActItemRow {
  act: string;
  item: string;
  /** JSON: what was otherwise before. */
  before: string;
}
