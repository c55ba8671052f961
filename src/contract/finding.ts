import { type Static, type TSchema, Type } from "typebox";
import { CATEGORIES, SENTIMENTS } from "./analyses.ts";
import { ITEM_KINDS } from "./items.ts";
import { LIMITS } from "./limits.ts";
import { oneOf } from "./parts.ts";

/** The orders that every list has. Titles go by their letters, whatever their case. */
export const LIST_SORTS = ["newest", "oldest", "title"] as const;
/** A wall is ordered by hand as well; a search has its best match first. */
export const WALL_SORTS = [...LIST_SORTS, "manual"] as const;
export const SEARCH_SORTS = ["best", ...LIST_SORTS] as const;
/** Those that a wall may have of its own, for whoever asks for no other. */
export const WALL_SORTINGS = ["newest", "manual"] as const satisfies readonly (typeof WALL_SORTS)[number][];
export type ListSort = (typeof LIST_SORTS)[number];
export type WallSort = (typeof WALL_SORTS)[number];
export type WallSorting = (typeof WALL_SORTINGS)[number];
export type SearchSort = (typeof SEARCH_SORTS)[number];

const word = (maxLength: number, description: string) =>
  Type.Optional(Type.String({ minLength: 1, maxLength, description }));

/** What narrows a list of items; all that are given must hold. */
export const FacetQuery = {
  kind: Type.Optional(oneOf(ITEM_KINDS)),
  tag: word(LIMITS.tagCharacters * 4, "A tag or a synonym of one, whoever put it there"),
  site: word(LIMITS.siteCharacters, "The name of a site, as items carry it"),
  category: Type.Optional(oneOf(CATEGORIES)),
  mood: Type.Optional(oneOf(SENTIMENTS, { description: "The sentiment of an item" })),
  language: word(LIMITS.languageCharacters, "A BCP 47 tag, as items carry it"),
  archived: Type.Optional(Type.Boolean({ description: "Only what is archived, or only what is not" })),
} satisfies Record<string, TSchema>;

const facets = Type.Object(FacetQuery);
export type Facets = { readonly [Name in keyof Static<typeof facets>]: Static<typeof facets>[Name] | undefined };

/** The facets of a query, without what else it asks. */
export function facetsIn(query: Facets): Facets {
  const { kind, tag, site, category, mood, language, archived } = query;
  return { kind, tag, site, category, mood, language, archived };
}
