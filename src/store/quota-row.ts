/** What one person has here and may have; the row of `HOUSE` has no use, and what the house sets. */
export interface QuotaRow {
  person: string;
  /** Items of theirs, those in the trash included, those that were merged into another not. */
  items: number;
  /** Of the files that those items have. */
  bytes: number;
  /** What the owner set for them: null is as the house has it, `NO_LIMIT` is no limit. */
  own_items: number | null;
  own_bytes: number | null;
  own_ai_usd6: number | null;
  /** What counts: theirs, or the house's. `NO_LIMIT` is no limit. */
  most_items: number;
  most_bytes: number;
  most_ai_usd6: number;
}
