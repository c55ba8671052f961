import { computed, signal } from "@preact/signals";

/** What the address bar says. `wall` is null for the inbox, `search` null when nothing is searched. */
interface Address {
  readonly kind: "wall" | "item" | "welcome";
  readonly item: string | null;
  readonly wall: string | null;
  readonly search: string | null;
}

function readAddress(): Address {
  const { pathname, search } = location;
  const query = new URLSearchParams(search);
  const item = /^\/item\/([^/]+)$/.exec(pathname)?.[1] ?? null;
  return {
    kind: item !== null ? "item" : pathname === "/welcome" ? "welcome" : "wall",
    item,
    wall: /^\/wall\/([^/]+)$/.exec(pathname)?.[1] ?? null,
    search: query.get("q"),
  };
}

export const address = signal<Address>(readAddress());

/** The wall that shows, also below an open item: an item's address says nothing of the wall it lies over. */
export const wallAddress = signal<Address>(
  address.value.kind === "wall" ? address.value : { kind: "wall", item: null, wall: null, search: null },
);
export const openItemId = computed(() => address.value.item);

function settle(): void {
  address.value = readAddress();
  if (address.value.kind === "wall") wallAddress.value = address.value;
}
addEventListener("popstate", settle);

export function itemHref(id: string): string {
  return `/item/${id}`;
}

export function wallHref({ wall, search }: { wall: string | null; search: string | null }): string {
  const query = new URLSearchParams();
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

/** Closes the open item: back to where it was opened, or to its wall when it was opened by its address. */
export function closeItem(): void {
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
  go(link.pathname + link.search);
}
