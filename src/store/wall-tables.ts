import type { WallSorting } from "../contract/choices.ts";
import type { MemberRole } from "../contract/members.ts";

export interface WallRow {
  id: string;
  owner: string;
  name: string;
  kind: "inbox" | "board" | "smart";
  visibility: "private" | "link" | "public";
  idempotency_key: string | null;
  /** The name it was asked for: what a repeated request must ask for too. */
  made_as: string;
  description: string | null;
  /** What orders it where nobody asks for another order. */
  sorting: WallSorting;
  /** When others were first let in; null: everything on it is its owner's. */
  shared_at: number | null;
  /** Search engines may find it where it is public. */
  indexed: number;
  /** Of a smart wall: what it shows is what this question finds. */
  query: string | null;
  /** Goes up by one with every edit of its owner. */
  edited_version: number;
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

/** Somebody who sees a wall that is another person's. */
export interface MemberRow {
  wall: string;
  person: string;
  role: MemberRole;
  added_by: string;
  created_at: number;
}

/** Somebody is asked to a wall: one person, or whoever has the link first. */
export interface WallInvitationRow {
  id: string;
  wall: string;
  role: MemberRole;
  /** Of the link; null where a person is named. */
  token_hash: string | null;
  person: string | null;
  made_by: string;
  created_at: number;
  expires_at: number;
  used_at: number | null;
  used_by: string | null;
  /** It was taken back or turned down. */
  ended_at: number | null;
}
