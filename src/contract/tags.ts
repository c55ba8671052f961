import { type Static, Type } from "typebox";
import { closed, listOf, oneOf, Tag as TagName, Time } from "./parts.ts";

/** A word that a person sorts by, and how they and the AI use it. */
export const Tag = closed({
  name: Type.String(),
  items: Type.Integer(),
  by_person: Type.Integer({ description: "Items that you gave it" }),
  by_ai: Type.Integer({ description: "Items that an analysis gave it; an item may have it from both" }),
  synonyms: Type.Array(Type.String(), { description: "Words that become this tag wherever they are used as one" }),
});
export type Tag = Static<typeof Tag>;

export const TagList = listOf(Tag);

export const TagMerge = closed({ into: TagName });

/** A tag that was taken off everything. */
export const DeletedTag = closed({
  name: Type.String(),
  items: Type.Integer({ description: "Items that it was taken off, those in the trash too" }),
  restorable_until: Time,
});
export type DeletedTag = Static<typeof DeletedTag>;

export const TAG_PAIR_REASONS = ["spelling", "plural", "word order", "typo"] as const;
export type TagPairReason = (typeof TAG_PAIR_REASONS)[number];

/** Two tags that are most likely one word: `name` is the one to give up. */
export const TagSuggestion = closed({
  name: Type.String(),
  items: Type.Integer(),
  into: Type.String(),
  into_items: Type.Integer(),
  why: oneOf(TAG_PAIR_REASONS, { description: "What they have in common" }),
});
export type TagSuggestion = Static<typeof TagSuggestion>;

export const TagSuggestionList = listOf(TagSuggestion);
