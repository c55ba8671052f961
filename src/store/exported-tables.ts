import { ITEM_KINDS, WALL_SORTINGS } from "../contract/choices.ts";
import { DUPLICATE_REASONS, FILE_ROLES, ITEM_STATES } from "../contract/items.ts";
import { SHARE_STATES } from "../contract/shares.ts";
import { AnalysisShape, AskedShape, FactsShape, FoundShape, OwnShape, WarningsShape } from "../core/archived-shapes.ts";
import { foldTag } from "../core/tag-name.ts";
import { identifyUrl, identityHash } from "../core/url-identity.ts";
import {
  type Columns,
  ID,
  jsonOf,
  LINE,
  leftOut,
  NUMBER,
  named,
  OWNER,
  oneOf,
  orNull,
  since,
  TEXT,
  TIME,
  WITHIN,
  YES_NO,
} from "./exported-columns.ts";
import { EXPORTED_READING } from "./exported-reading.ts";
import type { ItemRow, Tables } from "./tables.ts";
import { type LeftOutTable, SECRET, TABLES_LEFT_OUT } from "./tables-left-out.ts";
import type { WallRow } from "./wall-tables.ts";

type Rows = {
  readonly [Name in keyof Tables]: Name extends "items" ? ItemRow : Name extends "walls" ? WallRow : Tables[Name];
};

/** Rows that stand by themselves, one a line in a file of an archive. */
interface Standing<Row> {
  readonly key: readonly (keyof Row & string)[];
  readonly columns: Columns<Row>;
}

/** Rows that stand within those of another table. */
interface Within<Row> {
  readonly within: StandingTable;
  /** The column that names the row it stands within. */
  readonly by: keyof Row & string;
  /** What it is called there. */
  readonly as: string;
  /** There is one at most. */
  readonly isOne?: true;
  readonly key: readonly (keyof Row & string)[];
  readonly columns: Columns<Row>;
}

/** The tables whose rows are lines, in the order in which they are made anew. */
export const STANDING_TABLES = ["walls", "tags", "items", "duplicates", "tag_pairs_kept"] as const;
export type StandingTable = (typeof STANDING_TABLES)[number];

/**
 * What an archive carries of each table, and why it carries nothing of the others. A table or a column that is forgotten
 * here does not compile; docs/export.md tells people what each means.
 */
export const EXPORTED: {
  readonly [Name in keyof Tables]: Name extends StandingTable
    ? Standing<Rows[Name]>
    : Within<Rows[Name]> | LeftOutTable;
} = {
  walls: {
    key: ["id"],
    columns: {
      id: ID,
      owner: OWNER,
      name: LINE,
      kind: oneOf(["inbox", "board", "smart"]),
      visibility: oneOf(["private", "link", "public"]),
      description: orNull(TEXT),
      sorting: oneOf(WALL_SORTINGS),
      created_at: TIME,
      idempotency_key: leftOut("it names a request of long ago"),
      made_as: leftOut("it names a request of long ago", (_, row) => String(row["name"])),
      deleted_at: leftOut("a deleted wall is not exported"),
      shared_at: leftOut("who sees it is asked anew where it is restored"),
      query: orNull(LINE),
      indexed: leftOut("who sees it is asked anew where it is restored", () => 0),
      edited_version: since(0, NUMBER),
    },
  },
  tags: {
    key: ["id"],
    columns: {
      id: ID,
      owner: OWNER,
      name: LINE,
      folded: leftOut("it follows from the name", (_, row) => foldTag(String(row["name"]))),
      merged_into: orNull(ID),
      told_up_to: leftOut("what is made anew is spelled as the tag is"),
    },
  },
  tag_synonyms: {
    within: "tags",
    by: "tag",
    as: "synonyms",
    key: ["folded"],
    columns: {
      owner: OWNER,
      folded: leftOut("it follows from the name", (_, row) => foldTag(String(row["name"]))),
      name: LINE,
      tag: WITHIN,
      created_at: TIME,
    },
  },
  items: {
    key: ["id"],
    columns: {
      id: ID,
      seq: leftOut("a number of the search index"),
      owner: OWNER,
      kind: oneOf(ITEM_KINDS),
      state: oneOf(ITEM_STATES),
      title: TEXT,
      site: orNull(LINE),
      lang: named("language", orNull(LINE)),
      own: jsonOf(OwnShape),
      found: jsonOf(FoundShape),
      analysis: orNull(ID),
      share: orNull(ID),
      created_at: TIME,
      updated_at: TIME,
      edited_version: NUMBER,
      version: leftOut("it counts what a system wrote", () => 1),
      merged_into: orNull(ID),
      pinned_at: orNull(TIME),
      archived_at: orNull(TIME),
      deleted_at: orNull(TIME),
      purge_at: orNull(TIME),
    },
  },
  contents: {
    within: "items",
    by: "item",
    as: "content",
    isOne: true,
    key: ["item"],
    columns: {
      item: WITHIN,
      shared_text: orNull(TEXT),
      html: orNull(TEXT),
      markdown: orNull(TEXT),
      text: orNull(TEXT),
      files_text: orNull(TEXT),
    },
  },
  addresses: {
    within: "items",
    by: "item",
    as: "addresses",
    key: ["identity_hash"],
    columns: {
      owner: OWNER,
      identity_hash: leftOut("it follows from the address", (_, row) => hashOfAddress(String(row["address"]))),
      item: WITHIN,
      address: LINE,
      via: oneOf(["shared", "redirect", "canonical"]),
    },
  },
  places: {
    within: "items",
    by: "item",
    as: "places",
    key: ["wall"],
    columns: {
      wall: ID,
      item: WITHIN,
      // Whoever restores numbers them anew: no two places of a wall have one number.
      clock: leftOut("a number of the wall's clock", () => 0),
      sort_at: TIME,
      position: orNull(LINE),
      added_by: leftOut("whoever restores it put it there", ({ owner }) => owner),
      removed_at: orNull(TIME),
    },
  },
  item_tags: {
    within: "items",
    by: "item",
    as: "tags",
    key: ["tag", "by"],
    columns: { item: WITHIN, tag: ID, by: oneOf(["person", "ai"]) },
  },
  files: {
    within: "items",
    by: "item",
    as: "files",
    key: ["id"],
    columns: {
      id: ID,
      owner: OWNER,
      item: WITHIN,
      role: oneOf(FILE_ROLES),
      state: leftOut("only kept files are exported", () => "kept"),
      store_key: leftOut("it follows from the id", (_, row) => `${String(row["id"]).slice(-2)}/${String(row["id"])}`),
      sha256: orNull(LINE),
      bytes: NUMBER,
      type: LINE,
      name: orNull(LINE),
      width: orNull(NUMBER),
      height: orNull(NUMBER),
      placeholder: orNull(TEXT),
      made_from: orNull(ID),
      staged_by: leftOut(SECRET),
      facts: orNull(jsonOf(FactsShape)),
      created_at: TIME,
    },
  },
  analyses: {
    within: "items",
    by: "item",
    as: "analyses",
    key: ["id"],
    columns: {
      id: ID,
      item: WITHIN,
      run: leftOut("runs are of the system", (_, row) => String(row["id"])),
      rank: NUMBER,
      made_by: LINE,
      result: jsonOf(AnalysisShape),
      created_at: TIME,
      undone_at: orNull(TIME),
      asked: orNull(jsonOf(AskedShape)),
      cost_usd6: NUMBER,
      better_wanted: YES_NO,
    },
  },
  shares: {
    within: "items",
    by: "item",
    as: "shares",
    key: ["id"],
    columns: {
      id: ID,
      person: OWNER,
      api_key: leftOut(SECRET),
      idempotency_key: leftOut("it names a request of long ago"),
      fingerprint: leftOut("it names a request of long ago", () => ""),
      wall: ID,
      item: WITHIN,
      duplicate: YES_NO,
      before: leftOut("too late to take the share back"),
      kind: oneOf(ITEM_KINDS),
      state: oneOf(SHARE_STATES),
      run: leftOut("runs are of the system"),
      error_code: orNull(LINE),
      warnings: jsonOf(WarningsShape),
      version: leftOut("it counts what a system wrote", () => 1),
      created_at: TIME,
      updated_at: TIME,
      ended_at: orNull(TIME),
    },
  },
  ...EXPORTED_READING,
  duplicates: {
    key: ["item", "other"],
    columns: {
      owner: OWNER,
      item: ID,
      other: ID,
      why: oneOf(DUPLICATE_REASONS),
      found_at: TIME,
      dismissed_at: orNull(TIME),
    },
  },
  tag_pairs_kept: {
    key: ["folded_a", "folded_b"],
    columns: { owner: OWNER, folded_a: LINE, folded_b: LINE },
  },
  ...TABLES_LEFT_OUT,
};

function hashOfAddress(address: string): string {
  const identified = identifyUrl(address);
  // What is no address any more is found by nobody; its hash only has to be one.
  return identityHash("identity" in identified ? identified.identity : address);
}
