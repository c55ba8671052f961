import { batch, signal } from "@preact/signals";
import type { Item } from "../../../src/contract/items.ts";
import { facets } from "../address.ts";
import { ask, sentenceOf } from "../api.ts";
import { fits, wallSort } from "../finding/facets.ts";

/** The items of the wall that shows, in its order, as far as they are loaded. */
export const items = signal<readonly Item[]>([]);
export const loading = signal<"first" | "more" | "rest" | "failed" | "done">("first");
export const loadProblem = signal<string | null>(null);

type ItemPage = { readonly items: Item[]; readonly next_cursor: string | null };

const PAGE_SIZE = 50;
const NEXT_PAGE_SIZE = 100;
/** Who goes to the end of a long wall sees it grow by so many things at a time. */
const STRIDE = 1_000;
/** A reload asks for no more than this many; what lies deeper loads again as one scrolls. */
const RELOAD_LIMIT = 500;

let shownWall: string | null = null;
let cursor: string | null = null;
/** Rises with every wall that is opened, so that a late answer for another one is dropped. */
let visit = 0;

function pageOf(wall: string, after: string | null, limit = PAGE_SIZE): Promise<ItemPage> {
  const query = new URLSearchParams(`limit=${limit}&${facets.peek()}`);
  if (after !== null) query.set("cursor", after);
  return ask<ItemPage>("GET", `/api/v1/walls/${wall}/items?${query}`);
}

/** Where a wall's first page is asked for. */
export const firstPageAddress = (wall: string): string => `/api/v1/walls/${wall}/items?limit=${PAGE_SIZE}`;

function settlePage(list: readonly Item[], next: string | null): void {
  batch(() => {
    items.value = list;
    cursor = next;
    loading.value = next === null ? "done" : "rest";
    loadProblem.value = null;
  });
}

/** Shows a wall from its top. */
export async function openWall(wall: string): Promise<void> {
  shownWall = wall;
  const mine = ++visit;
  batch(() => {
    items.value = [];
    loading.value = "first";
    loadProblem.value = null;
  });
  await settleFrom(
    mine,
    () => pageOf(wall, null),
    (page) => settlePage(page.items, page.next_cursor),
  );
}

/** Loads the next page, when there is one and none is on its way. */
export function loadMore(): Promise<void> {
  return loadNext(NEXT_PAGE_SIZE);
}

/** Loads the next thousand things, for somebody on the way to the end. */
export function loadStride(): Promise<void> {
  return loadNext(STRIDE);
}

async function loadNext(wanted: number): Promise<void> {
  if (shownWall === null || cursor === null || loading.value !== "rest") return;
  loading.value = "more";
  const wall = shownWall;
  const after = cursor;
  await settleFrom(
    visit,
    () => pagesOf(wall, after, wanted),
    (page) => settlePage([...items.value, ...without(items.value, page.items)], page.next_cursor),
  );
}

/** Those of a page that do not stand already. */
function without(standing: readonly Item[], page: readonly Item[]): Item[] {
  const fresh = new Map(page.map((item) => [item.id, item]));
  for (const { id } of standing) fresh.delete(id);
  return [...fresh.values()];
}

/** After a failure: goes on where it stopped. */
export async function loadAgain(): Promise<void> {
  if (shownWall === null) return;
  if (items.value.length === 0) return openWall(shownWall);
  loading.value = "rest";
  await loadMore();
}

/** Asks again for what is loaded, without emptying the wall meanwhile. */
export async function reloadWall(): Promise<void> {
  if (shownWall === null) return;
  if (loading.value === "failed" && items.value.length === 0) return openWall(shownWall);
  const wall = shownWall;
  const wanted = Math.min(Math.max(items.value.length, PAGE_SIZE), RELOAD_LIMIT);
  await settleFrom(
    visit,
    () => pagesOf(wall, null, wanted),
    (page) => settlePage(page.items, page.next_cursor),
  );
}

/** As many pages as it takes for so many things, as one. */
async function pagesOf(wall: string, after: string | null, wanted: number): Promise<ItemPage> {
  let page = await pageOf(wall, after, Math.min(NEXT_PAGE_SIZE, wanted));
  const list = [...page.items];
  while (page.next_cursor !== null && list.length < wanted) {
    page = await pageOf(wall, page.next_cursor, NEXT_PAGE_SIZE);
    list.push(...page.items);
  }
  return { items: list, next_cursor: page.next_cursor };
}

async function settleFrom(
  mine: number,
  work: () => Promise<ItemPage>,
  settle: (page: ItemPage) => void,
): Promise<void> {
  try {
    const page = await work();
    if (mine === visit) settle(page);
  } catch (thrown) {
    if (mine !== visit) return;
    batch(() => {
      loading.value = "failed";
      loadProblem.value = sentenceOf(thrown);
    });
  }
}

/**
 * Puts an item on the wall: in its place when it stands there, else where its time belongs. One that is older than
 * everything loaded waits for its page. An older state of a standing item is dropped.
 */
export function upsertItem(item: Item): void {
  if (!fits(item)) {
    dropItem(item.id);
    return;
  }
  const list = items.value;
  const at = list.findIndex((each) => each.id === item.id);
  const standing = list[at];
  // Seen on several walls at once an item has no position; it keeps the one it has here.
  if (item.position === null && standing?.position) {
    upsertItem({ ...item, position: standing.position });
    return;
  }
  if (placeOf(item) === null) {
    upsertInOrder(item);
    return;
  }
  if (standing !== undefined) {
    const isOlder = item.clock < standing.clock && item.updated_at < standing.updated_at;
    if (isOlder) return;
    if (placeOf(standing) === placeOf(item)) {
      items.value = list.with(at, item);
      return;
    }
  }
  const others = at === -1 ? list : list.toSpliced(at, 1);
  const after = others.findIndex((each) => !isBefore(each, item));
  if (after === -1 && cursor !== null) {
    items.value = others;
    return;
  }
  items.value = others.toSpliced(after === -1 ? others.length : after, 0, item);
}

/** How long a wall that is not ordered by its newest waits for more to change, before it is read anew. */
const REORDER_MS = 400;
let reordering: ReturnType<typeof setTimeout> | undefined;

/** In another order the server says where a new thing belongs; a standing one changes where it is. */
function upsertInOrder(item: Item): void {
  const at = items.value.findIndex((each) => each.id === item.id);
  if (at !== -1) items.value = items.value.with(at, item);
  reloadSoon();
}

/** Reads the wall anew once no more changes for a moment. */
export function reloadSoon(): void {
  clearTimeout(reordering);
  reordering = setTimeout(() => void reloadWall(), REORDER_MS);
}

/** What orders a wall, the greatest first; null where only the server knows it. Sharing a thing again moves it up. */
function placeOf(item: Item): string | null {
  if (wallSort.value === "manual") return item.position;
  return wallSort.value === "newest" ? (item.placed_at ?? item.created_at) : null;
}

function isBefore(one: Item, other: Item): boolean {
  const [mine, theirs] = [placeOf(one) ?? "", placeOf(other) ?? ""];
  return mine > theirs;
}

/** Shows what is loaded in another order, before the server has said so. */
export function arrange(list: readonly Item[]): void {
  items.value = list;
}

/** Where things stand now, by the server. */
export function takePositions(moved: readonly { id: string; position: string; clock: number }[]): void {
  const known = new Map(moved.map((each) => [each.id, each]));
  items.value = items.value.map((item) => {
    const { position, clock } = known.get(item.id) ?? item;
    return known.has(item.id) ? { ...item, position, clock } : item;
  });
}

/** Puts everything where it stands by the server. Of what moved, that behind all that is loaded waits for its page. */
export function settleOrder(moved: ReadonlySet<string>): void {
  const list = items.value.toSorted((a, b) => (isBefore(a, b) ? -1 : isBefore(b, a) ? 1 : a.id < b.id ? 1 : -1));
  while (cursor !== null && moved.has(list.at(-1)?.id ?? "")) list.pop();
  items.value =
    list.length !== items.value.length || list.some((item, at) => item !== items.value[at]) ? list : items.value;
}

/** A thing that was shared again comes to the top. */
export function raiseItem(item: Item): void {
  if (!fits(item) || placeOf(item) === null) {
    upsertItem(item);
    return;
  }
  items.value = [item, ...items.value.filter((each) => each.id !== item.id)];
}

export function dropItem(id: string): void {
  if (items.value.some((each) => each.id === id)) items.value = items.value.filter((each) => each.id !== id);
}
