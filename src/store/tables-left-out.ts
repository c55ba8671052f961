import type { Tables } from "./tables.ts";

/** A table that no archive carries, and why. */
export interface LeftOutTable {
  readonly leftOut: string;
}

const SYSTEM = "it belongs to the system, not to the wall";
export const SECRET = "a secret, or what was opened with one";
const ACCOUNT = "an archive is a wall's, not an account's";
const MONEY = "what was spent is told by the system that spent it";
const ANEW = "made anew";

export const TABLES_LEFT_OUT = {
  persons: { leftOut: ACCOUNT },
  quotas: { leftOut: "what somebody may have is of the house; what they have is counted anew" },
  owner_links: { leftOut: SECRET },
  stream_tickets: { leftOut: SECRET },
  sessions: { leftOut: SECRET },
  api_keys: { leftOut: SECRET },
  passkey_handles: { leftOut: ACCOUNT },
  passkeys: { leftOut: ACCOUNT },
  passkey_challenges: { leftOut: SECRET },
  identities: { leftOut: ACCOUNT },
  oidc_flows: { leftOut: SECRET },
  signing_keys: { leftOut: SECRET },
  passwords: { leftOut: SECRET },
  totps: { leftOut: SECRET },
  recovery_codes: { leftOut: SECRET },
  pending_sign_ins: { leftOut: SECRET },
  reset_links: { leftOut: SECRET },
  invitations: { leftOut: SECRET },
  house: { leftOut: SYSTEM },
  mails: { leftOut: SECRET },
  audit: { leftOut: SYSTEM },
  wall_clocks: { leftOut: ANEW },
  members: { leftOut: "who sees a wall is asked anew where it is restored" },
  wall_invitations: { leftOut: SECRET },
  wall_links: { leftOut: SECRET },
  guest_shares: { leftOut: "not taken yet, or an item by now" },
  marks: { leftOut: ANEW },
  item_words: { leftOut: ANEW },
  runs: { leftOut: "how an item was worked on is of the system that did it" },
  steps: { leftOut: "how an item was worked on is of the system that did it; what was still open begins anew" },
  ai_months: { leftOut: MONEY },
  ai_calls: { leftOut: MONEY },
  ai_batches: { leftOut: MONEY },
  landed_shares: { leftOut: "not taken yet: they wait for a tap for minutes" },
  imports: { leftOut: "how things came is of the system that took them in" },
  import_rows: { leftOut: "how things came is of the system that took them in" },
  feeds: { leftOut: SECRET },
  backups: { leftOut: SYSTEM },
  import_pulls: { leftOut: SECRET },
  import_pages: { leftOut: "how things came is of the system that took them in" },
  deleted_tags: { leftOut: "what was taken away is not exported" },
  deleted_tag_items: { leftOut: "what was taken away is not exported" },
  unwanted_tags: { leftOut: "it is about analyses to come, of the system that makes them" },
  acts: { leftOut: "what is taken back is taken back where it was done" },
  act_portions: { leftOut: "what is taken back is taken back where it was done" },
  act_items: { leftOut: "what is taken back is taken back where it was done" },
  resurfacing: { leftOut: ACCOUNT },
  search_index: { leftOut: ANEW },
  known_words: { leftOut: ANEW },
  words_learned: { leftOut: ANEW },
  item_vectors: { leftOut: ANEW },
  vectors_due: { leftOut: ANEW },
  vector_models: { leftOut: ANEW },
  account_changes: { leftOut: ANEW },
  change_numbers: { leftOut: SYSTEM },
  change_runs: { leftOut: SYSTEM },
  chores: { leftOut: SYSTEM },
  moves: { leftOut: SYSTEM },
} as const satisfies { readonly [Name in keyof Tables]?: LeftOutTable };
