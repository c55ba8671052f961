import { computed, signal } from "@preact/signals";
import { withFacet } from "../../src/core/search/question-facets.ts";

/**
 * What the address bar says. `wall` is null for the inbox, `search` null when nothing is searched; `facets` is the part of
 * its query that narrows and orders a wall, always in the same order. What is searched says in its words what it is narrowed to.
 */
interface Address {
  readonly kind: "wall" | "item" | "settings" | "welcome" | "phone" | "highlights" | "invitation" | "join" | "reset";
  readonly item: string | null;
  readonly wall: string | null;
  readonly search: string | null;
  /** Of the settings; null for all of them. */
  readonly section: string | null;
  readonly facets: string;
}

const FACETS = ["kind", "tag", "site", "category", "mood", "language", "archived", "sort"] as const;
export type FacetName = (typeof FACETS)[number];

/** What a wall is narrowed to, in the words of a search. */
export function saidInWords(facets: string, words: string): string {
  const narrowed = [...new URLSearchParams(facets)] as [FacetName, string][];
  return narrowed.reduceRight(
    (text, [name, value]) => (value === "manual" ? text : withFacet(text, name, value)),
    words,
  );
}

function facetsIn(query: URLSearchParams): string {
  const kept = new URLSearchParams();
  for (const name of FACETS) {
    const value = query.get(name);
    if (value) kept.set(name, value);
  }
  return kept.toString();
}

/** Views that have nothing to do with a wall or an item. */
const PAGES: ReadonlyMap<string, Address["kind"]> = new Map([
  ["/welcome", "welcome"],
  ["/phone", "phone"],
  ["/highlights", "highlights"],
  ["/invitation", "invitation"],
  ["/join", "join"],
  ["/reset", "reset"],
] as const);

function readAddress(): Address {
  const { pathname, search } = location;
  const query = new URLSearchParams(search);
  const item = /^\/item\/([^/]+)$/.exec(pathname)?.[1] ?? null;
  const settings = /^\/settings(?:\/([^/]+))?$/.exec(pathname);
  const sought = query.get("q");
  const narrowed = facetsIn(query);
  return {
    kind: item !== null ? "item" : settings !== null ? "settings" : (PAGES.get(pathname) ?? "wall"),
    item,
    wall: /^\/wall\/([^/]+)$/.exec(pathname)?.[1] ?? null,
    search: sought === null ? null : saidInWords(narrowed, sought),
    section: settings?.[1] ?? null,
    facets: sought === null ? narrowed : "",
  };
}

export const address = signal<Address>(readAddress());

/** The wall that shows, also below an open item or the settings: their address says nothing of the wall they lie over. */
export const wallAddress = signal<Address>(
  address.value.kind === "wall"
    ? address.value
    : { kind: "wall", item: null, wall: null, search: null, section: null, facets: "" },
);
/** What the wall or search that shows is narrowed to and ordered by. */
export const facets = computed(() => wallAddress.value.facets);
export const openItemId = computed(() => address.value.item);
export const areSettingsOpen = computed(() => address.value.kind === "settings");

function settle(): void {
  address.value = readAddress();
  if (address.value.kind === "wall") wallAddress.value = address.value;
}
addEventListener("popstate", settle);

export function itemHref(id: string): string {
  return `/item/${id}`;
}

export function settingsHref(section: string | null = null): string {
  return section === null ? "/settings" : `/settings/${section}`;
}

/** @param facets as an address has them; none when it is left out */
export function wallHref({
  wall,
  search,
  facets = "",
}: {
  wall: string | null;
  search: string | null;
  facets?: string;
}): string {
  const query = new URLSearchParams(facets);
  if (search !== null) query.set("q", search);
  const path = wall === null ? "/" : `/wall/${wall}`;
  return query.size === 0 ? path : `${path}?${query}`;
}

export function go(href: string): void {
  history.pushState({ within: true }, "", href);
  settle();
}

export function replaceAddress(href: string): void {
  history.replaceState(history.state, "", href);
  settle();
}

/** Closes what lies over the wall: back to where it was opened, or to the wall when it was opened by its address. */
export function closeOver(): void {
  const state: unknown = history.state;
  if (typeof state === "object" && state !== null && "within" in state) history.back();
  else replaceAddress(wallHref(wallAddress.value));
}

/** Follows a link inside the page unless the person wants another tab. */
export function follow(event: MouseEvent): void {
  if (event.defaultPrevented || event.button !== 0) return;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const link = event.currentTarget;
  if (!(link instanceof HTMLAnchorElement)) return;
  event.preventDefault();
  go(link.pathname + link.search + link.hash);
}
