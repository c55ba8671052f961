import { CATEGORIES, SENTIMENTS } from "../../../src/contract/choices.ts";
import type { FacetName } from "../address.ts";
import { languageOf } from "../formats.ts";
import { words } from "../words/words.ts";

/** What a facet is narrowed to, in words. */
export function valueWords(name: FacetName, value: string): string {
  const say = words.value.finding;
  const category = CATEGORIES.find((each) => each === value);
  const mood = SENTIMENTS.find((each) => each === value);
  if (name === "category" && category) return say.categories[category];
  if (name === "mood" && mood) return say.moods[mood];
  return name === "language" ? languageOf(value) : value;
}
