import { type Static, Type } from "typebox";
import { Item } from "./items.ts";
import { LIMITS } from "./limits.ts";
import { closed, Id, listOf, oneOf, orNull, Time } from "./parts.ts";
import { READING_STATES } from "./reading-states.ts";

/** What a passage may be marked with. What was brought from elsewhere may have other colours, as they were called there. */
export const HIGHLIGHT_COLOURS = ["yellow", "green", "blue", "pink"] as const;

/**
 * Where a passage stands. Positions count the UTF-16 units of the text that are no white space, from its beginning: so
 * they are the same however a reader breaks its lines.
 */
const Position = closed({
  start: Type.Integer({ minimum: 0 }),
  end: Type.Integer({ minimum: 0, description: "Behind its last unit" }),
  text: Type.String({ description: "The passage as it stands there now" }),
});

export const Highlight = closed({
  id: Id,
  item_id: Id,
  text: Type.String({ description: "The passage as it was marked" }),
  note: orNull(Type.String()),
  colour: orNull(
    Type.String({ description: "yellow, green, blue or pink; another where it was brought from elsewhere" }),
  ),
  before: Type.String({ description: "Some words before it, when it was marked" }),
  after: Type.String(),
  position: orNull(
    Type.Unsafe<Static<typeof Position>>({
      ...Position,
      description: "In UTF-16 units of the text without its white space; null: it is not in the text (any more)",
    }),
  ),
  created_at: Time,
});
export type Highlight = Static<typeof Highlight>;
export const HighlightList = listOf(Highlight);

/** A highlight together with what it stands in. */
export const MarkedHighlight = closed({
  ...Highlight.properties,
  item: closed({
    title: Type.String(),
    url: orNull(Type.String()),
    site_name: orNull(Type.String()),
    author: orNull(Type.String()),
    in_trash: Type.Boolean(),
  }),
});
export type MarkedHighlight = Static<typeof MarkedHighlight>;
export const MarkedHighlightList = listOf(MarkedHighlight);

const Note = orNull(Type.String({ maxLength: LIMITS.highlightNoteCharacters * 2 }));

export const HighlightDraft = closed({
  text: Type.String({ minLength: 1, maxLength: LIMITS.highlightCharacters * 2 }),
  note: Type.Optional(Note),
  colour: Type.Optional(oneOf(HIGHLIGHT_COLOURS)),
  start: Type.Optional(
    Type.Integer({
      minimum: 0,
      maximum: 100_000_000,
      description: "About where it begins, as in `position`: which one is meant where the words stand several times",
    }),
  ),
  before: Type.Optional(Type.String({ maxLength: LIMITS.highlightContextCharacters * 10 })),
  after: Type.Optional(Type.String({ maxLength: LIMITS.highlightContextCharacters * 10 })),
});
export type HighlightDraft = Static<typeof HighlightDraft>;

export const HighlightEdit = closed(
  { note: Type.Optional(Note), colour: Type.Optional(oneOf(HIGHLIGHT_COLOURS)) },
  { minProperties: 1, description: "Only the fields named are changed" },
);
export type HighlightEdit = Static<typeof HighlightEdit>;

const Anchor = closed({
  start: Type.Integer({ minimum: 0, maximum: 100_000_000, description: "As in the position of a highlight" }),
  text: Type.String({ maxLength: LIMITS.anchorCharacters, description: "The first words there" }),
});
export type ReadingAnchor = Static<typeof Anchor>;

export const Progress = closed({
  item_id: Id,
  state: oneOf(READING_STATES),
  fraction: Type.Number({ minimum: 0, maximum: 1, description: "How much of it lies behind you" }),
  anchor: orNull(Anchor),
  opened_at: orNull(Time),
  read_at: orNull(Time),
  updated_at: orNull(Time),
});
export type Progress = Static<typeof Progress>;
export const ProgressList = listOf(Progress);

export const ProgressEdit = closed(
  {
    fraction: Type.Optional(Type.Number({ minimum: 0, maximum: 1 })),
    anchor: Type.Optional(orNull(Anchor)),
    read: Type.Optional(
      Type.Boolean({
        description: "By hand; a fraction near the end does it by itself, and going back does not undo it",
      }),
    ),
    at: Type.Optional(
      Type.Unsafe<string>({
        ...Time,
        description: "When it was so, where it is sent later: what was told since then stays",
      }),
    ),
  },
  { description: "Nothing but `{}`: you have opened it" },
);
export type ProgressEdit = Static<typeof ProgressEdit>;

export const RESURFACED_WHY = ["highlighted", "begun", "never-opened", "long-unseen"] as const;
export type ResurfacedWhy = (typeof RESURFACED_WHY)[number];

/** A handful of what lies long unseen, one for each of a person's days. */
export const Resurfaced = closed({
  day: Type.String({ description: "YYYY-MM-DD, by your clock" }),
  is_off: Type.Boolean(),
  is_dismissed: Type.Boolean({ description: "Put away for this day" }),
  items: Type.Array(closed({ why: oneOf(RESURFACED_WHY), item: Item })),
});
export type Resurfaced = Static<typeof Resurfaced>;

export const ResurfacingEdit = closed(
  {
    off: Type.Optional(Type.Boolean({ description: "No handful at all, until it is switched on again" })),
    dismissed: Type.Optional(Type.Boolean({ description: "Put away, or brought back, for this day" })),
  },
  { minProperties: 1 },
);
export type ResurfacingEdit = Static<typeof ResurfacingEdit>;
