import type { Generated } from "kysely";
import type { ItemKind } from "../contract/choices.ts";
import type { DuplicateReason, FileRole } from "../contract/items.ts";
import type { ShareState, StepName, StepState } from "../contract/shares.ts";
import type { Lane } from "../core/steps.ts";
import type { AccountChangeTables } from "./account-change-tables.ts";
import type { AccountTables } from "./account-tables.ts";
import type { ActTables } from "./act-tables.ts";
import type { AiBatchRow, AiCallRow, AiMonthRow, AnalysisRow } from "./analysis-tables.ts";
import type { BackupRow } from "./backup-row.ts";
import type { FeedRow } from "./feed-row.ts";
import type { ImportTables } from "./import-tables.ts";
import type { IndexStateRow, ItemWordsRow, KnownWordRow, VectorTables, WordsLearnedRow } from "./index-tables.ts";
import type { LandedShareRow } from "./landed-share-row.ts";
import type { QuotaRow } from "./quota-row.ts";
import type { ReadingTables } from "./reading-tables.ts";
import type { SecretRow } from "./secret-row.ts";
import type { TagTables } from "./tag-tables.ts";
import type { GuestShareRow, WallLinkRow } from "./wall-link-tables.ts";
import type { MemberRow, WallClockRow, WallInvitationRow, WallRow } from "./wall-tables.ts";
import type { WayInTables } from "./way-in-tables.ts";

/**
 * The rows, the same on both databases. Ids are UUIDv7 as text, times ms since 1970, booleans 0 or 1, JSON text.
 * The shapes of the JSON columns are types beside the functions that read and write them.
 */
export interface Tables
  extends ImportTables,
    ActTables,
    ReadingTables,
    AccountTables,
    AccountChangeTables,
    TagTables,
    WayInTables,
    VectorTables {
  persons: PersonRow;
  quotas: QuotaRow;
  owner_links: SecretRow;
  stream_tickets: SecretRow;
  sessions: SessionRow;
  api_keys: ApiKeyRow;
  signing_keys: SigningKeyRow;
  walls: Omit<WallRow, "indexed"> & { indexed: Generated<number> };
  wall_clocks: WallClockRow;
  members: MemberRow;
  wall_invitations: WallInvitationRow;
  wall_links: WallLinkRow;
  guest_shares: GuestShareRow;
  shares: ShareRow;
  runs: RunRow;
  items: Omit<ItemRow, "seq"> & { seq: Generated<number> };
  contents: ContentRow;
  addresses: AddressRow;
  marks: MarkRow;
  duplicates: DuplicateRow;
  places: PlaceRow;
  steps: StepRow;
  analyses: AnalysisRow;
  ai_months: AiMonthRow;
  ai_calls: AiCallRow;
  ai_batches: AiBatchRow;
  files: FileRow;
  landed_shares: LandedShareRow;
  backups: BackupRow;
  feeds: FeedRow;
  search_index: IndexStateRow;
  known_words: KnownWordRow;
  words_learned: WordsLearnedRow;
  chores: ChoreRow;
  moves: MoveRow;
  /** SQLite: an FTS5 table, its rowid the item's seq. */
  item_words: ItemWordsRow;
}

export interface PersonRow {
  id: string;
  /** The sign-in name, folded; null for the owner until they choose one. */
  login: string | null;
  /** Folded. */
  email: string | null;
  name: string | null;
  role: "owner" | "person";
  language: string | null;
  /** Others on a wall see that they look at it. */
  shows_presence: number;
  created_at: number;
  /** Since then nothing that was opened in their name opens any more. */
  disabled_at: number | null;
  /** The account was closed for good: all that is theirs is being removed, the row last. */
  leaving_at: number | null;
}

/** Signs addresses of files for a day. */
export interface SigningKeyRow {
  id: string;
  secret: string;
  created_at: number;
}

export interface SessionRow {
  hash: string;
  person: string;
  created_at: number;
  seen_at: number;
  idle_until: number;
  ends_at: number;
  /** What the browser said of itself, cut; null when it said nothing. */
  user_agent: string | null;
}

export interface ApiKeyRow {
  id: string;
  person: string;
  name: string;
  hash: string;
  /** Separated by spaces. */
  scopes: string;
  created_at: number;
  expires_at: number | null;
  used_at: number | null;
  revoked_at: number | null;
}

export interface ShareRow {
  id: string;
  person: string;
  api_key: string | null;
  idempotency_key: string | null;
  fingerprint: string;
  wall: string;
  item: string | null;
  /** The share found its address already saved: `item` stood before. */
  duplicate: number;
  /** JSON: how `item` stood before, for whoever takes the share back. */
  before: string | null;
  kind: ItemKind;
  state: ShareState;
  /** The latest run of it. */
  run: string | null;
  error_code: string | null;
  warnings: string;
  version: number;
  created_at: number;
  updated_at: number;
  ended_at: number | null;
}

export interface RunRow {
  id: string;
  item: string;
  share: string | null;
  cause: "share" | "retry" | "read" | "analyze" | "import";
  started_at: number;
  ended_at: number | null;
}

export interface ItemRow {
  /** A small number for the search index; SQLite's rowid. */
  seq: number;
  id: string;
  owner: string;
  kind: ItemKind;
  state: "working" | "ready" | "failed";
  own: string;
  found: string;
  analysis: string | null;
  /** The latest share of it. */
  share: string | null;
  title: string;
  site: string | null;
  lang: string | null;
  created_at: number;
  updated_at: number;
  edited_version: number;
  version: number;
  merged_into: string | null;
  pinned_at: number | null;
  archived_at: number | null;
  deleted_at: number | null;
  purge_at: number | null;
}

/** The long texts of an item, apart so that lists stay narrow. */
export interface ContentRow {
  item: string;
  /** The shared text when it is too long for the item's own row. */
  shared_text: string | null;
  html: string | null;
  markdown: string | null;
  text: string | null;
  /** The texts of its files. */
  files_text: string | null;
}

export interface AddressRow {
  owner: string;
  identity_hash: string;
  item: string;
  address: string;
  via: "shared" | "redirect" | "canonical";
}

/** What an item is recognised by beside its addresses: the bytes of a file, the words of a note. */
export interface MarkRow {
  owner: string;
  /** `file:` or `text:` and a SHA-256 in hex. */
  hash: string;
  item: string;
}

/** Two items of a person that may be one thing; `item` is the older, by its id. */
export interface DuplicateRow {
  owner: string;
  item: string;
  other: string;
  why: DuplicateReason;
  found_at: number;
  /** The person keeps both: never suggested again. */
  dismissed_at: number | null;
}

export interface PlaceRow {
  wall: string;
  item: string;
  clock: number;
  sort_at: number;
  added_by: string;
  removed_at: number | null;
  /** Where somebody put it by hand; null as long as nobody did. `core/positions.ts` says how the two make one order. */
  position: string | null;
}

export interface StepRow {
  id: string;
  item: string;
  person: string;
  share: string | null;
  run: string;
  name: StepName;
  lane: Lane;
  priority: number;
  rank: number;
  state: StepState;
  due_at: number | null;
  attempt: number;
  tries: number;
  crashes: number;
  leased_by: string | null;
  leased_until: number | null;
  output: string | null;
  error_code: string | null;
  error_detail: string | null;
  retryable: number;
  created_at: number;
  started_at: number | null;
  ended_at: number | null;
}

export interface FileRow {
  id: string;
  owner: string;
  item: string | null;
  role: FileRole;
  state: "staged" | "kept" | "leaving";
  store_key: string;
  sha256: string | null;
  bytes: number;
  type: string;
  name: string | null;
  width: number | null;
  height: number | null;
  placeholder: string | null;
  made_from: string | null;
  /** The key that handed it in by itself; null for all others. */
  staged_by: string | null;
  /** What it says of itself, JSON. */
  facts: string | null;
  created_at: number;
}

export interface ChoreRow {
  name: string;
  holder: string | null;
  until: number;
}

/** This database was filled, or is being filled, from another one. */
export interface MoveRow {
  /** Whose wall it is: the owner's id. */
  source: string;
  started_at: number;
  ended_at: number | null;
}
