import { type Static, Type } from "typebox";
import {
  COLUMN_FIELDS,
  FOLDERS_BECOME,
  IMPORT_ROW_KINDS,
  IMPORT_ROW_STATES,
  IMPORT_STATES,
  PULLED_SERVICES,
} from "./import-names.ts";
import { LIMITS } from "./limits.ts";
import { closed, Id, listOf, oneOf, orNull, Time } from "./parts.ts";

const Count = Type.Integer({ minimum: 0 });

const Column = closed({
  column: Type.String(),
  field: orNull(oneOf(COLUMN_FIELDS)),
  sureness: Type.Number({ minimum: 0, maximum: 1, description: "How sure the guess is; 1 for what somebody said" }),
  examples: Type.Array(Type.String()),
});

const Sample = closed({
  n: Type.Integer(),
  state: oneOf(["new", "duplicate"]),
  title: Type.String(),
  url: orNull(Type.String()),
  tags: Type.Array(Type.String()),
  walls: Type.Array(Type.String()),
  created_at: orNull(Time),
});

export const ImportReason = closed({ code: Type.String(), message: Type.String() });

const Check = closed(
  {
    things: Count,
    new: Count,
    duplicates: Type.Integer({ minimum: 0, description: "Kept already, or more than once in the source" }),
    broken: Count,
    walls: Type.Integer({ minimum: 0, description: "Different folders and lists" }),
    tags: Type.Integer({ minimum: 0, description: "Different tags" }),
    highlights: Count,
    files: Count,
    pages: Type.Integer({ minimum: 0, description: "Things whose page is in the source and is read from there" }),
    notes: Type.Integer({ minimum: 0, description: "Things without an address" }),
    smart_lists: Count,
    samples: Type.Array(Sample),
    problems: Type.Array(closed({ ...ImportReason.properties, rows: Count })),
    columns: orNull(Type.Array(Column)),
  },
  { description: "What the dry run found" },
);
export type ImportCheck = Static<typeof Check>;

const Mapping = Type.Record(Type.String({ maxLength: LIMITS.importColumnCharacters }), oneOf(COLUMN_FIELDS), {
  maxProperties: LIMITS.importColumns,
  description: "Columns to what they mean; columns that are not named are left out",
});

/** What a person may ask of an import. */
const wanted = {
  format: orNull(Type.String({ description: "Null: as it is recognised" })),
  mapping: orNull(Mapping),
  wall_id: orNull(Type.String({ description: "Where things stand that lie in no folder; null is the inbox" })),
  folders: oneOf(FOLDERS_BECOME),
  tags: Type.Array(Type.String(), { description: "Put on everything" }),
};

export const Import = closed({
  id: Id,
  source: closed({
    kind: oneOf(["file", "pull"]),
    name: orNull(Type.String()),
    service: orNull(oneOf(PULLED_SERVICES, { description: "Of a pull: what answers there" })),
    address: orNull(Type.String({ description: "Of a pull: where it answers. Its key is never told" })),
    bytes: Count,
    file_id: orNull(Type.String({ description: "The file as it was brought, while it is kept" })),
  }),
  state: oneOf(IMPORT_STATES),
  format: orNull(Type.String({ description: "What it was recognised as" })),
  wanted: closed(wanted),
  starts: Type.Boolean({ description: "It goes on by itself once it has been checked" }),
  position: Type.Integer({ minimum: 0, description: "Rows that the pass under way has got through" }),
  rows: orNull(Type.Integer({ minimum: 0, description: "How many there are; null until they were counted" })),
  check: orNull(Check),
  counts: closed(
    { made: Count, joined: Count, broken: Count, kept: Count, undone: Count, left: Count },
    { description: "What became of the things" },
  ),
  walls: Type.Integer({ minimum: 0, description: "Walls that it put up" }),
  error: orNull(ImportReason),
  created_at: Time,
  updated_at: Time,
  started_at: orNull(Time),
  ended_at: orNull(Time),
});
export type Import = Static<typeof Import>;
export const ImportList = listOf(Import);

const ServiceWord = Type.String({ minLength: 1, maxLength: LIMITS.serviceKeyCharacters });

export const ImportPull = closed({
  service: oneOf(PULLED_SERVICES),
  address: Type.String({ minLength: 1, maxLength: LIMITS.urlCharacters, description: "Where the service answers" }),
  key: Type.Optional(
    Type.String({
      pattern: `^[\\x21-\\x7e]{1,${LIMITS.serviceKeyCharacters}}$`,
      description: "An API key of that service. Kept until the import has ended, or for a day, and never told again",
    }),
  ),
  login: Type.Optional(
    closed(
      {
        client_id: ServiceWord,
        client_secret: ServiceWord,
        username: ServiceWord,
        password: ServiceWord,
      },
      {
        description:
          "Instead of a key, for wallabag: an API client of yours there and how you sign in. It is exchanged for a token with the first question and then forgotten; the token is kept as a key is",
      },
    ),
  ),
  wall_id: Type.Optional(wanted.wall_id),
  folders: Type.Optional(wanted.folders),
  tags: Type.Optional(Type.Array(Type.String(), { maxItems: LIMITS.tagsPerItem })),
  start: Type.Optional(Type.Boolean({ description: "Go on by itself once it has been checked" })),
});

export const ImportEdit = closed(
  {
    format: Type.Optional(wanted.format),
    mapping: Type.Optional(wanted.mapping),
    wall_id: Type.Optional(wanted.wall_id),
    folders: Type.Optional(wanted.folders),
    tags: Type.Optional(Type.Array(Type.String(), { maxItems: LIMITS.tagsPerItem })),
  },
  { minProperties: 1 },
);
export type ImportEdit = Static<typeof ImportEdit>;

export const ImportedRow = closed({
  n: Type.Integer({ description: "The how many-th row of the source" }),
  kind: oneOf(IMPORT_ROW_KINDS),
  state: oneOf(IMPORT_ROW_STATES),
  place: closed({
    line: Type.Optional(Type.Integer()),
    entry: Type.Optional(Type.String()),
    index: Type.Optional(Type.Integer()),
  }),
  title: orNull(Type.String()),
  url: orNull(Type.String()),
  item_id: orNull(Id),
  reason: orNull(ImportReason),
  lost: Type.Array(ImportReason, { description: "What was left behind of it" }),
  kept: orNull(Type.Record(Type.String(), Type.Unknown(), { description: "What is kept of it and not used yet" })),
});
export type ImportedRow = Static<typeof ImportedRow>;
export const ImportedRowList = listOf(ImportedRow);
