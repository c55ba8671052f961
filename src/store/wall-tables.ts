import type { WallSorting } from "../contract/finding.ts";

export interface WallRow {
  id: string;
  owner: string;
  name: string;
  kind: "inbox" | "board";
  visibility: "private" | "link" | "public";
  idempotency_key: string | null;
  /** The name it was asked for: what a repeated request must ask for too. */
  made_as: string;
  description: string | null;
  /** What orders it where nobody asks for another order. */
  sorting: WallSorting;
  created_at: number;
  deleted_at: number | null;
}

export interface WallClockRow {
  wall: string;
  clock: number;
  /** The oldest number from which changes can still be told. */
  oldest: number;
  /** The wall was deleted: nothing may be put on it any more. Here, since whoever puts something there waits for this row. */
  closed_at: number | null;
}
