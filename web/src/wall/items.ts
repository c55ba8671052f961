import { batch, signal } from "@preact/signals";
import type { Item } from "../../../src/contract/items.ts";
import { ask, sentenceOf } from "../api.ts";

/** The items of the wall that shows, in its order, as far as they are loaded. */
export const items = signal<readonly Item[]>([]);
export const loading = signal<"first" | "more" | "rest" | "failed" | "done">("first");
export const loadProblem = signal<string | null>(null);

type ItemPage = { readonly items: Item[]; readonly next_cursor: string | null };

const PAGE_SIZE = 50;
/** A reload asks for no more than this many; what lies deeper loads again as one scrolls. */
const RELOAD_LIMIT = 500;

let shownWall: string | null = null;
let cursor: string | null = null;
/** Rises with every wall that is opened, so that a late answer for another one is dropped. */
let visit = 0;

function pageOf(wall: string, after: string | null, limit = PAGE_SIZE): Promise<ItemPage> {
  const query = new URLSearchParams({ limit: String(limit) });
  if (after !== null) query.set("cursor", after);
  return ask<ItemPage>("GET", `/walls/${wall}/items?${query}`);
}

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
export async function loadMore(): Promise<void> {
  if (shownWall === null || cursor === null || loading.value !== "rest") return;
  loading.value = "more";
  const wall = shownWall;
  const after = cursor;
  await settleFrom(
    visit,
    () => pageOf(wall, after),
    (page) => {
      const known = new Set(items.value.map((item) => item.id));
      settlePage([...items.value, ...page.items.filter((item) => !known.has(item.id))], page.next_cursor);
    },
  );
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
    () => reread(wall, wanted),
    (page) => settlePage(page.items, page.next_cursor),
  );
}

async function reread(wall: string, wanted: number): Promise<ItemPage> {
  let page = await pageOf(wall, null, Math.min(100, wanted));
  const list = [...page.items];
  while (page.next_cursor !== null && list.length < wanted) {
    page = await pageOf(wall, page.next_cursor, 100);
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
  const list = items.value;
  const at = list.findIndex((each) => each.id === item.id);
  const standing = list[at];
  if (standing !== undefined) {
    const isOlder = item.clock < standing.clock && item.updated_at < standing.updated_at;
    if (isOlder) return;
    if (placeOf(standing) === placeOf(item)) {
      items.value = list.with(at, item);
      return;
    }
  }
  const others = at === -1 ? list : list.toSpliced(at, 1);
  const after = others.findIndex((each) => placeOf(each) <= placeOf(item));
  if (after === -1 && cursor !== null) {
    items.value = others;
    return;
  }
  items.value = others.toSpliced(after === -1 ? others.length : after, 0, item);
}

/** What orders a wall: sharing a thing again moves it up. */
function placeOf(item: Item): string {
  return item.placed_at ?? item.created_at;
}

/** A thing that was shared again comes to the top. */
export function raiseItem(item: Item): void {
  items.value = [item, ...items.value.filter((each) => each.id !== item.id)];
}

export function dropItem(id: string): void {
  if (items.value.some((each) => each.id === id)) items.value = items.value.filter((each) => each.id !== id);
}
