import { type Static, Type } from "typebox";
import { AnalysisOrigin } from "./analyses.ts";
import { CATEGORIES, ITEM_KINDS, SENTIMENTS } from "./choices.ts";
import { LIMITS } from "./limits.ts";
import { Somebody } from "./members.ts";
import { closed, Id, listOf, oneOf, orNull, ProblemDocument, Time } from "./parts.ts";
import { QUERY_MISTAKES } from "./query-mistakes.ts";
import { SHARE_STATES, Warning } from "./shares.ts";

export const ITEM_STATES = ["working", "ready", "failed"] as const;
export const FILE_ROLES = ["original", "lead-image", "page-image", "preview", "thumbnail", "snapshot", "text"] as const;
export type FileRole = (typeof FILE_ROLES)[number];

export const ItemFile = closed({
  id: Id,
  role: oneOf(FILE_ROLES),
  type: Type.String(),
  name: orNull(Type.String()),
  bytes: Type.Integer(),
  width: orNull(Type.Integer()),
  height: orNull(Type.Integer()),
  placeholder: orNull(
    Type.String({ description: "A tiny picture to show while the real one loads (a data: address)" }),
  ),
  title: Type.Optional(Type.String({ description: "What a document, a song or a film says it is called" })),
  author: Type.Optional(Type.String()),
  album: Type.Optional(Type.String()),
  pages: Type.Optional(Type.Integer({ description: "Pages, slides or sheets" })),
  duration_seconds: Type.Optional(Type.Number()),
  entries: Type.Optional(Type.Integer({ description: "Files in an archive" })),
  rows: Type.Optional(Type.Integer({ description: "Of a table as text, its heading included" })),
  columns: Type.Optional(Type.Integer()),
  animated: Type.Optional(Type.Boolean()),
  url: Type.String(),
});
export type ItemFile = Static<typeof ItemFile>;

export const ItemTag = closed({ name: Type.String(), by: oneOf(["person", "ai"]) });

export const Item = closed({
  id: Id,
  wall_ids: Type.Array(Id),
  kind: oneOf(ITEM_KINDS),
  state: oneOf(ITEM_STATES),
  url: orNull(Type.String()),
  canonical_url: orNull(Type.String()),
  title: Type.String(),
  description: orNull(Type.String()),
  summary: orNull(Type.String()),
  text: orNull(Type.String({ description: "What was shared as text; its first 2,000 characters in lists" })),
  note: orNull(Type.String()),
  site_name: orNull(Type.String()),
  author: orNull(Type.String()),
  published_at: orNull(Time),
  language: orNull(Type.String()),
  category: orNull(oneOf(CATEGORIES)),
  sentiment: orNull(oneOf(SENTIMENTS)),
  key_topics: Type.Array(Type.String()),
  tags: Type.Array(ItemTag),
  confidence: orNull(Type.Number()),
  analyzed_by: orNull(Type.String()),
  analysis: orNull(AnalysisOrigin),
  image_text: orNull(Type.String({ description: "Text that was read in a picture" })),
  entities: Type.Array(Type.String(), { description: "People, places, organisations and works" }),
  reading_minutes: orNull(Type.Integer()),
  files: Type.Array(ItemFile),
  /** Whose it is, who is also who put it there; null where it is the caller's own, and where anybody looks. */
  added_by: orNull(Somebody),
  guest: orNull(Type.String({ description: "A guest brought it, by a link: their name, empty where they gave none" })),
  pinned_at: orNull(Time),
  archived_at: orNull(Time),
  deleted_at: orNull(Time),
  placed_at: orNull(
    Type.Unsafe<string>({
      ...Time,
      description: "Its place in the order of the wall it is seen on; sharing it again moves it up",
    }),
  ),
  position: orNull(
    Type.String({
      description:
        "Its place where the wall it is seen on is ordered by hand: compared letter by letter, the greatest is the top. Null where it is seen on several walls at once, or on none",
    }),
  ),
  created_at: Time,
  updated_at: Time,
  edited_version: Type.Integer(),
  clock: Type.Integer(),
  share: orNull(closed({ id: Id, status: oneOf(SHARE_STATES), warnings: Type.Array(Warning) })),
  merged_into: orNull(Id),
});
export type Item = Static<typeof Item>;

export const ItemList = listOf(Item);

export const DUPLICATE_REASONS = ["address", "file", "text"] as const;
export type DuplicateReason = (typeof DUPLICATE_REASONS)[number];

/** Two items that may be one thing: the older first. */
export const Duplicate = closed({
  why: oneOf(DUPLICATE_REASONS, { description: "What they have in common" }),
  items: Type.Array(Item, { minItems: 2, maxItems: 2 }),
});
export type Duplicate = Static<typeof Duplicate>;

export const DuplicateList = listOf(Duplicate);

export const ItemMerge = closed({ into: Id });

export const MergedItem = closed({
  ...Item.properties,
  act_id: orNull(
    Type.Unsafe<string>({
      ...Id,
      description: "The act by which they can be parted again; null when they were one already",
    }),
  ),
});

/** One change for many items. */
export const ItemChange = closed(
  {
    pinned: Type.Optional(Type.Boolean()),
    archived: Type.Optional(Type.Boolean()),
    tag: Type.Optional(Type.String({ description: "Put this tag on them" })),
    untag: Type.Optional(Type.String({ description: "Take it off those that have it" })),
    place: Type.Optional(Id),
    unplace: Type.Optional(Id),
    move: Type.Optional(closed({ from: Id, to: Id })),
    trashed: Type.Optional(Type.Boolean({ description: "Into the trash, or out of it" })),
  },
  { description: "Exactly one of these", minProperties: 1, maxProperties: 1 },
);
export type ItemChange = Static<typeof ItemChange>;

export const ItemBulk = closed({
  ids: Type.Array(Id, { minItems: 1, maxItems: LIMITS.itemsABulk }),
  change: ItemChange,
});
export type ItemBulk = Static<typeof ItemBulk>;

export const ItemBulkRow = closed({
  id: Id,
  http_status: Type.Integer(),
  problem: Type.Optional(ProblemDocument),
});
export type ItemBulkRow = Static<typeof ItemBulkRow>;
export const ItemBulkAnswer = closed({
  items: Type.Array(ItemBulkRow),
  act_id: Type.Unsafe<string>({ ...Id, description: "The act by which all of it can be taken back" }),
});

const SPOT = {
  at: Type.Optional(oneOf(["top", "end"])),
  after: Type.Optional(Id),
  before: Type.Optional(Id),
};

/** A place in the order by hand of a wall. */
export const WallSpot = closed(SPOT, { description: "Exactly one of these", minProperties: 1, maxProperties: 1 });
export type WallSpot = Static<typeof WallSpot>;

/** Items that are to stand together, in this order. */
export const WallMove = closed(
  { ids: Type.Array(Id, { minItems: 1, maxItems: LIMITS.itemsABulk }), ...SPOT },
  { description: "The items, and exactly one of at, after and before", minProperties: 2, maxProperties: 2 },
);
export type WallMove = Static<typeof WallMove>;
export const WallMoves = closed({ moves: Type.Array(WallMove, { minItems: 1, maxItems: LIMITS.movesABulk }) });

/** What stands elsewhere now, with the number of the wall's clock under which readers hear of it. */
export const WallMoved = closed({
  items: Type.Array(closed({ id: Id, position: Type.String(), clock: Type.Integer() })),
});
export type WallMoved = Static<typeof WallMoved>;

export const ItemEdit = closed(
  {
    title: Type.Optional(orNull(Type.String())),
    description: Type.Optional(orNull(Type.String())),
    text: Type.Optional(orNull(Type.String())),
    note: Type.Optional(orNull(Type.String())),
    category: Type.Optional(orNull(oneOf(CATEGORIES))),
    sentiment: Type.Optional(orNull(oneOf(SENTIMENTS))),
    language: Type.Optional(orNull(Type.String({ maxLength: LIMITS.languageCharacters }))),
    pinned: Type.Optional(Type.Boolean()),
    archived: Type.Optional(Type.Boolean()),
  },
  {
    minProperties: 1,
    description: "Only the fields named are changed; null gives a field back to what was read or analysed",
  },
);
export type ItemEdit = Static<typeof ItemEdit>;

export const SearchHit = closed({
  ...Item.properties,
  snippet: orNull(Type.String({ description: "Plain text; the words found stand between U+E000 and U+E001" })),
});
export type SearchHit = Static<typeof SearchHit>;

const SearchMistake = closed({
  code: oneOf(QUERY_MISTAKES),
  at: Type.Integer({ description: "In UTF-16 units from the beginning of q" }),
  length: Type.Integer(),
  allowed: Type.Array(Type.String(), { description: "What might have stood there" }),
});

export const SearchAnswer = closed({
  items: Type.Array(SearchHit),
  next_cursor: orNull(Type.String()),
  total: Type.Integer(),
  total_is: oneOf(["exact", "at-least"]),
  by: oneOf(["meaning", "words"], {
    description: "meaning: what means about the same was found, too, and is among the first; words: these alone",
  }),
  did_you_mean: orNull(Type.String({ description: "The question with slips of the finger mended" })),
  did_you_mean_is: orNull(
    oneOf(["shown", "offered"], {
      description: "shown: nothing answers the question as it was asked, and these items answer the mended one",
    }),
  ),
  also: Type.Array(SearchHit, {
    description:
      "Where few things answer: others that have some of the words, or other forms of them, the best first. They are no part of total, and later pages have none",
  }),
  mistakes: Type.Array(SearchMistake, {
    description: "Pieces of the question that could not be meant, where they stand",
  }),
});
export type SearchAnswer = Static<typeof SearchAnswer>;

export const SimilarItems = closed({
  items: Type.Array(Item, { description: "The most alike first" }),
  by: oneOf(["meaning", "words"], {
    description:
      "meaning: what says about the same comes first, then what has words, tags or the site in common; words: only these were looked at",
  }),
});
export type SimilarItems = Static<typeof SimilarItems>;

export const WallChanges = closed({
  items: Type.Array(Item),
  removed: Type.Array(closed({ id: Id, clock: Type.Integer() })),
  next: Type.Integer(),
  more: Type.Boolean(),
});
export type WallChanges = Static<typeof WallChanges>;
