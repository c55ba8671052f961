/** The tables of what a mirror of an account is told beside the items. */
export interface AccountChangeTables {
  account_changes: AccountChangeRow;
  change_numbers: ChangeNumbersRow;
  change_runs: ChangeRunRow;
}

export const CHANGED_KINDS = ["highlight", "tag", "wall"] as const;
export type ChangedKind = (typeof CHANGED_KINDS)[number];

/** The last change of a thing that a person sees and that stands on no wall. What never changed has no row. */
export interface AccountChangeRow {
  person: string;
  kind: ChangedKind;
  /** Its id. */
  thing: string;
  number: number;
  /** A wall: the number under which the person came to see it, with all that stood there; 0 for those they made. */
  whole_from: number;
  /** It is gone since then, or they may not see it any more. */
  gone_at: number | null;
}

/** One row. */
export interface ChangeNumbersRow {
  id: number;
  /** SQLite: the last number taken. PostgreSQL: what is added to those of transactions. */
  base: number;
  /** Marks of what is gone up to this number are no longer kept. */
  floor: number;
}

/** A start of the program on these rows. */
export interface ChangeRunRow {
  n: number;
  nonce: string;
  number: number;
  /** Which database server and database it was. */
  system: string;
}
