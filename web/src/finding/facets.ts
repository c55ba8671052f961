import { computed } from "@preact/signals";
import type { SearchSort, WallSort } from "../../../src/contract/choices.ts";
import type { Item } from "../../../src/contract/items.ts";
import { facetsIn, withFacet, withoutFacets } from "../../../src/core/search/question-facets.ts";
import { type FacetName, facets, replaceAddress, wallAddress, wallHref } from "../address.ts";
import { wall } from "../session.ts";

/** On a wall the address says it; a search says it in its own words. */
const chosen = computed((): ReadonlyMap<string, string> => {
  const { search } = wallAddress.value;
  return search === null ? new Map(new URLSearchParams(facets.value)) : facetsIn(search);
});

/** What is chosen of a facet, null for nothing. */
export const facet = (name: FacetName): string | null => chosen.value.get(name) ?? null;

/** Those that leave things out. */
export const NARROWING = ["kind", "tag", "site", "category", "mood", "language", "archived"] as const;
export const isNarrowed = computed(() => NARROWING.some((name) => chosen.value.has(name)));

/** The order that was chosen; a wall has its own and a search its best first when none was. */
export const sort = computed(() => (chosen.value.get("sort") ?? null) as SearchSort | WallSort | null);
/** What orders the wall that shows. */
export const wallSort = computed(() => sort.value ?? wall.value?.sorting ?? "newest");
/** Whether what shows is a wall in its order by hand, so that things can be put elsewhere. */
export const isByHand = computed(() => wallSort.value === "manual" && (wallAddress.value.search ?? "").trim() === "");

/** Chooses a facet, or lets go of it; the words that are searched for stay. */
export function chooseFacet(name: FacetName, value: string | null): void {
  const { wall, search } = wallAddress.value;
  if (search !== null) {
    replaceAddress(wallHref({ wall, search: withFacet(search, name, value) }));
    return;
  }
  const next = new URLSearchParams(facets.value);
  if (value === null) next.delete(name);
  else next.set(name, value);
  replaceAddress(wallHref({ wall, search, facets: next.toString() }));
}

/** Lets go of every facet; the order stays. */
export function showEverything(): void {
  const { wall, search } = wallAddress.value;
  const order = sort.value;
  replaceAddress(
    search === null
      ? wallHref({ wall, search, facets: order === null ? "" : `sort=${order}` })
      : wallHref({ wall, search: withFacet(withoutFacets(search), "sort", order) }),
  );
}

/** Whether a thing that changed belongs to the wall as it is narrowed. Synonyms of a tag are the server's to know. */
export function fits(item: Item): boolean {
  const wanted: readonly (readonly [FacetName, string | null])[] = [
    ["kind", item.kind],
    ["site", item.site_name],
    ["category", item.category],
    ["mood", item.sentiment],
    ["language", item.language],
  ];
  const tag = facet("tag")?.toLowerCase();
  return (
    (item.archived_at !== null) === (facet("archived") === "true") &&
    wanted.every(([name, value]) => facet(name) === null || facet(name) === value) &&
    (tag === undefined || item.tags.some(({ name }) => name.toLowerCase() === tag))
  );
}
