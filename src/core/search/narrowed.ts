import type { Facets } from "../../contract/finding.ts";
import { categoryTerm, isTerm, kindTerm, languageTerm, moodTerm, siteTerm, tagTerm } from "./facts.ts";
import { factWanted, type Wanted } from "./wanted.ts";

/** What a question wants that was narrowed by facets as well: these are facts like those of the search language. */
export function narrowed(wanted: Wanted, { kind, tag, site, category, mood, language, archived }: Facets): Wanted {
  const facts = [
    [kind, kindTerm],
    [tag, tagTerm],
    [site, siteTerm],
    [category, categoryTerm],
    [mood, moodTerm],
    [language, languageTerm],
  ] as const;
  const narrowing = facts.flatMap(([value, term]): Wanted[] => (value === undefined ? [] : [factWanted(term(value))]));
  const aside = factWanted(isTerm("archived"));
  if (archived === true) narrowing.push(aside);
  if (archived === false) narrowing.push({ kind: "not", of: aside });
  return narrowing.length === 0 ? wanted : { kind: "all", of: [wanted, ...narrowing] };
}
