import type { Tables } from "./tables.ts";

/** Every table that holds something; the search words are made anew, and `moves` is about moving. */
export type MovedTable = Exclude<keyof Tables, "item_words" | "moves">;

interface Moved<Name extends MovedTable> {
  /** The columns of its primary key, in its order. */
  readonly key: readonly (keyof Tables[Name] & string)[];
  /** Fewer where a row may be megabytes. */
  readonly rowsAPage: number;
}

const MANY = 500;
const SOME = 200;
const FEW = 20;

/**
 * The tables that `move-store` copies, each after those it refers to. A new table that is forgotten here does not
 * compile.
 */
const MOVED: { readonly [Name in MovedTable]: Moved<Name> } = {
  persons: { key: ["id"], rowsAPage: MANY },
  owner_links: { key: ["hash"], rowsAPage: MANY },
  stream_tickets: { key: ["hash"], rowsAPage: MANY },
  sessions: { key: ["hash"], rowsAPage: MANY },
  api_keys: { key: ["id"], rowsAPage: MANY },
  signing_keys: { key: ["id"], rowsAPage: MANY },
  walls: { key: ["id"], rowsAPage: MANY },
  wall_clocks: { key: ["wall"], rowsAPage: MANY },
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
  tags: { key: ["id"], rowsAPage: MANY },
  item_tags: { key: ["item", "tag", "by"], rowsAPage: MANY },
  tag_synonyms: { key: ["owner", "folded"], rowsAPage: MANY },
  tag_pairs_kept: { key: ["owner", "folded_a", "folded_b"], rowsAPage: MANY },
  chores: { key: ["name"], rowsAPage: MANY },
};

export const MOVED_TABLES = Object.keys(MOVED) as readonly MovedTable[];

export const movedTable = (table: MovedTable): { readonly key: readonly string[]; readonly rowsAPage: number } =>
  MOVED[table];
