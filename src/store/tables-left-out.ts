import type { Tables } from "./tables.ts";

/** A table that no archive carries, and why. */
export interface LeftOutTable {
  readonly leftOut: string;
}

const SYSTEM = "it belongs to the system, not to the wall";
export const SECRET = "a secret, or what was opened with one";
const MONEY = "what was spent is told by the system that spent it";
const ANEW = "made anew";

export const TABLES_LEFT_OUT = {
  persons: { leftOut: "an archive is a wall's, not an account's" },
  owner_links: { leftOut: SECRET },
  stream_tickets: { leftOut: SECRET },
  sessions: { leftOut: SECRET },
  api_keys: { leftOut: SECRET },
  signing_keys: { leftOut: SECRET },
  wall_clocks: { leftOut: ANEW },
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
  chores: { leftOut: SYSTEM },
  moves: { leftOut: SYSTEM },
} as const satisfies { readonly [Name in keyof Tables]?: LeftOutTable };
