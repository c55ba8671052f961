import { type Static, type TSchema, Type } from "typebox";
import { type Analysis, type AskedLink, CATEGORIES, SENTIMENTS } from "./analysis.ts";
import type { FileFacts } from "./file-read.ts";
import type { FoundFields, OwnFields } from "./item-shown.ts";

/**
 * What lies in rows as JSON, as an archive carries it. An archive comes from anywhere: fields that are not named here are
 * left behind, and an address that is none of the web is refused.
 */

const optional = <T extends TSchema>(shape: T) => Type.Optional(shape);
const choice = <const T extends readonly string[]>(values: T) =>
  Type.Unsafe<T[number]>({ type: "string", enum: [...values] });
const Text = Type.String();
const Line = Type.String({ maxLength: 20_000 });
const Lines = Type.Array(Line, { maxItems: 1_000 });
const Web = Type.String({ pattern: "^https?://", maxLength: 20_000 });
const Count = Type.Number({ minimum: 0 });

export const OwnShape = Type.Object({
  url: optional(Web),
  firstTitle: Line,
  title: optional(Line),
  description: optional(Text),
  text: optional(Text),
  textIsLong: optional(Type.Boolean()),
  note: optional(Text),
  category: optional(choice(CATEGORIES)),
  sentiment: optional(choice(SENTIMENTS)),
  language: optional(Line),
  author: optional(Line),
  siteName: optional(Line),
  publishedAt: optional(Line),
  guest: optional(Line),
});

/** Where a highlight stands in the text of its item, or stood last. */
export const MarkedPlaceShape = Type.Object({
  start: Type.Integer({ minimum: 0 }),
  end: Type.Integer({ minimum: 0 }),
  before: Line,
  after: Line,
  /** The passage as it stands there now, where it is another than was marked. */
  now: optional(Line),
  /** It is not there (any more). */
  isLost: optional(Type.Boolean()),
});
export type MarkedPlace = Static<typeof MarkedPlaceShape>;

/** Where somebody reads on. */
export const ReadingAnchorShape = Type.Object({ start: Type.Integer({ minimum: 0 }), text: Line });

export const FoundShape = Type.Object({
  readAtMs: optional(Type.Integer()),
  finalUrl: optional(Web),
  servedAs: optional(Line),
  // Whether a page came from a host that the operator allows is for the new operator to say.
  canonicalUrl: optional(Web),
  title: optional(Line),
  description: optional(Text),
  siteName: optional(Line),
  author: optional(Line),
  publishedAt: optional(Line),
  modifiedAt: optional(Line),
  language: optional(Line),
  keywords: optional(Lines),
  feedUrls: optional(Type.Array(Web, { maxItems: 1_000 })),
  words: optional(Count),
  readingMinutes: optional(Count),
  durationSeconds: optional(Count),
});

export const AnalysisShape = Type.Object({
  title: Line,
  description: Text,
  summary: Text,
  tags: Lines,
  category: choice(CATEGORIES),
  sentiment: choice(SENTIMENTS),
  keyTopics: Lines,
  confidence: Type.Number({ minimum: 0, maximum: 1 }),
  language: Type.Union([Line, Type.Null()]),
  imageText: optional(Type.Union([Text, Type.Null()])),
  entities: optional(Lines),
});

export const AskedShape = Type.Array(Type.Object({ by: Line, outcome: Line, message: Text }), { maxItems: 100 });

export const FactsShape = Type.Object({
  title: optional(Line),
  author: optional(Line),
  album: optional(Line),
  pages: optional(Count),
  durationSeconds: optional(Count),
  entries: optional(Count),
  rows: optional(Count),
  columns: optional(Count),
  animated: optional(Type.Boolean()),
});

export const WarningsShape = Type.Array(
  Type.Object({ code: Line, message: Text, step: Type.Union([Line, Type.Null()]) }, { additionalProperties: true }),
  { maxItems: 100 },
);

/** A field that a type has and its shape has not, or the other way round, would be lost on the way: it does not compile. */
type SameFields<Shape extends TSchema, Fields> = [keyof Static<Shape>] extends [keyof Fields]
  ? [keyof Fields] extends [keyof Static<Shape>]
    ? true
    : Exclude<keyof Fields, keyof Static<Shape>>
  : Exclude<keyof Static<Shape>, keyof Fields>;

true satisfies SameFields<typeof OwnShape, OwnFields>;
true satisfies SameFields<typeof FoundShape, Omit<FoundFields, "fromAllowedHost">>;
true satisfies SameFields<typeof AnalysisShape, Analysis>;
true satisfies SameFields<(typeof AskedShape)["items"], AskedLink>;
true satisfies SameFields<typeof FactsShape, FileFacts>;
