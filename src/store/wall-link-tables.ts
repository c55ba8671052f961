/** What opens a wall to whoever has it: to look, or to bring something. */
export interface WallLinkRow {
  id: string;
  wall: string;
  kind: "view" | "guest";
  token_hash: string;
  name: string | null;
  /** A PHC string. */
  password_hash: string | null;
  expires_at: number | null;
  revoked_at: number | null;
  /** Pages of other sites may show it in a frame. */
  embed: number;
  /** What guests bring waits for somebody's word. */
  moderated: number;
  /** Of guests, a day; null: as LIMITS has it. */
  most_items: number | null;
  most_bytes: number | null;
  made_by: string;
  created_at: number;
  /** To the hour. */
  used_at: number | null;
}

/** What a guest brought. Its files have its id for an owner until somebody takes it. */
export interface GuestShareRow {
  id: string;
  link: string;
  wall: string;
  /** `taken` with no item yet: somebody took it and the process ended; taking it again goes on. */
  state: "arriving" | "waiting" | "taken" | "refused";
  /** JSON. */
  words: string;
  /** JSON: in their order. */
  files: string;
  /** Announced to come. */
  bytes: number;
  guest_name: string | null;
  /** Of where it came from, keyed by the link: tells guests of one link apart, and nothing else. */
  address_hash: string;
  item: string | null;
  created_at: number;
  decided_at: number | null;
}
