import { type Static, type TSchema, Type } from "typebox";
import { CATEGORIES, ITEM_KINDS, SENTIMENTS } from "./choices.ts";
import { LIMITS } from "./limits.ts";
import { oneOf } from "./parts.ts";

const word = (maxLength: number, description: string) =>
  Type.Optional(Type.String({ minLength: 1, maxLength, description }));

/** When it is for whoever asks. */
export const AskersClock = {
  offset_minutes: Type.Optional(
    Type.Integer({
      minimum: -900,
      maximum: 900,
      description: "How far your clock is ahead of UTC: your days begin there",
    }),
  ),
} satisfies Record<string, TSchema>;

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
