import type { Tables } from "./tables.ts";

/**
 * Every table that holds something; the index, the words known of it and the vectors are made anew, `moves` is about moving, and who
 * mirrors an account mirrors the new place from the start.
 */
export type MovedTable = Exclude<
  keyof Tables,
  | "item_words"
  | "search_index"
  | "known_words"
  | "words_learned"
  | "item_vectors"
  | "vectors_due"
  | "vector_models"
  | "moves"
  | "account_changes"
  | "change_numbers"
  | "change_runs"
>;

interface Moved<Name extends MovedTable> {
  /** The columns of its primary key, in its order. */
  readonly key: readonly (keyof Tables[Name] & string)[];
  /** Fewer where a row may be megabytes. */
  readonly rowsAPage: number;
  /** Why no backup has its rows; left out where a backup has them. */
  readonly notInBackups?: string;
}

const MANY = 500;
const SOME = 200;
const FEW = 20;

const OPENS = "it opens something by itself; whoever restores signs in again";
const PASSING = "a question to a browser, over within minutes";
const OF_PROCESSES = "it tells of the processes here, not of the wall";

/**
 * The tables that `move-store` copies, each after those it refers to. A new table that is forgotten here does not
 * compile.
 */
const MOVED: { readonly [Name in MovedTable]: Moved<Name> } = {
  persons: { key: ["id"], rowsAPage: MANY },
  quotas: { key: ["person"], rowsAPage: MANY },
  owner_links: { key: ["hash"], rowsAPage: MANY, notInBackups: OPENS },
  stream_tickets: { key: ["hash"], rowsAPage: MANY, notInBackups: OPENS },
  sessions: { key: ["hash"], rowsAPage: MANY, notInBackups: OPENS },
  api_keys: { key: ["id"], rowsAPage: MANY },
  passwords: { key: ["person"], rowsAPage: MANY },
  totps: { key: ["person"], rowsAPage: MANY },
  recovery_codes: { key: ["person", "hash"], rowsAPage: MANY },
  pending_sign_ins: { key: ["hash"], rowsAPage: MANY, notInBackups: OPENS },
  reset_links: { key: ["hash"], rowsAPage: MANY, notInBackups: OPENS },
  invitations: { key: ["id"], rowsAPage: MANY, notInBackups: "they open something; whoever restores invites again" },
  house: { key: ["name"], rowsAPage: MANY },
  mails: { key: ["id"], rowsAPage: MANY, notInBackups: "they may open something, and would be sent twice" },
  audit: { key: ["id"], rowsAPage: MANY },
  passkey_handles: { key: ["person"], rowsAPage: MANY },
  passkeys: { key: ["id"], rowsAPage: MANY },
  passkey_challenges: { key: ["hash"], rowsAPage: MANY, notInBackups: PASSING },
  identities: { key: ["id"], rowsAPage: MANY },
  oidc_flows: { key: ["hash"], rowsAPage: MANY, notInBackups: PASSING },
  signing_keys: { key: ["id"], rowsAPage: MANY, notInBackups: "a secret in the clear; a new one is made" },
  walls: { key: ["id"], rowsAPage: MANY },
  wall_clocks: { key: ["wall"], rowsAPage: MANY },
  members: { key: ["wall", "person"], rowsAPage: MANY },
  wall_invitations: { key: ["id"], rowsAPage: MANY, notInBackups: OPENS },
  wall_links: { key: ["id"], rowsAPage: MANY },
  items: { key: ["seq"], rowsAPage: SOME },
  contents: { key: ["item"], rowsAPage: FEW },
  addresses: { key: ["owner", "identity_hash"], rowsAPage: MANY },
  marks: { key: ["owner", "hash", "item"], rowsAPage: MANY },
  duplicates: { key: ["item", "other"], rowsAPage: MANY },
  places: { key: ["wall", "item"], rowsAPage: MANY },
  shares: { key: ["id"], rowsAPage: SOME },
  runs: { key: ["id"], rowsAPage: MANY },
  steps: { key: ["id"], rowsAPage: SOME },
  analyses: { key: ["id"], rowsAPage: SOME },
  ai_months: { key: ["person", "month"], rowsAPage: MANY },
  ai_batches: { key: ["id"], rowsAPage: MANY },
  ai_calls: { key: ["id"], rowsAPage: SOME },
  files: { key: ["id"], rowsAPage: SOME },
  landed_shares: { key: ["id"], rowsAPage: SOME, notInBackups: "strangers' too, and kept for an hour only" },
  guest_shares: { key: ["id"], rowsAPage: SOME },
  imports: { key: ["id"], rowsAPage: FEW },
  import_rows: { key: ["import", "n"], rowsAPage: MANY },
  import_pulls: { key: ["import"], rowsAPage: FEW, notInBackups: "the key of another service in the clear" },
  import_pages: { key: ["import", "n"], rowsAPage: MANY },
  acts: { key: ["id"], rowsAPage: SOME },
  act_portions: { key: ["act", "n"], rowsAPage: SOME },
  // A merge keeps texts that it wrote over.
  act_items: { key: ["act", "item"], rowsAPage: FEW },
  highlights: { key: ["id"], rowsAPage: SOME },
  progress: { key: ["item", "person"], rowsAPage: MANY },
  resurfaced: { key: ["item", "person"], rowsAPage: MANY },
  resurfacing: { key: ["person"], rowsAPage: MANY },
  tags: { key: ["id"], rowsAPage: MANY },
  item_tags: { key: ["item", "tag", "by"], rowsAPage: MANY },
  tag_synonyms: { key: ["owner", "folded"], rowsAPage: MANY },
  tag_pairs_kept: { key: ["owner", "folded_a", "folded_b"], rowsAPage: MANY },
  deleted_tags: { key: ["id"], rowsAPage: MANY },
  deleted_tag_items: { key: ["tag", "item", "by"], rowsAPage: MANY },
  unwanted_tags: { key: ["owner", "folded"], rowsAPage: MANY },
  feeds: { key: ["wall"], rowsAPage: MANY },
  backups: { key: ["id"], rowsAPage: MANY, notInBackups: OF_PROCESSES },
  chores: { key: ["name"], rowsAPage: MANY, notInBackups: OF_PROCESSES },
};

export const MOVED_TABLES = Object.keys(MOVED) as readonly MovedTable[];

/** Keys are in it, as hashes that open nothing: devices go on after a restore. */
export const BACKED_UP_TABLES: readonly MovedTable[] = MOVED_TABLES.filter(
  (table) => MOVED[table].notInBackups === undefined,
);

export const movedTable = (table: MovedTable): { readonly key: readonly string[]; readonly rowsAPage: number } =>
  MOVED[table];
