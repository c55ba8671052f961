import type { Item, SearchHit } from "../contract/items.ts";
import { Problem } from "../contract/problems.ts";
import { snippetOf } from "../core/snippet.ts";
import { identifyUrl, identityHash } from "../core/url-identity.ts";
import { findAddress } from "../store/addresses.ts";
import { contentOf } from "../store/contents.ts";
import { findItem, listItemIds } from "../store/items.ts";
import { listStanding } from "../store/places.ts";
import { MOST_COUNTED, searchItems } from "../store/search.ts";
import type { Store } from "../store/store.ts";
import { findWall } from "../store/walls.ts";
import { makeCursor, readCursor } from "./cursor.ts";
import { presentItems } from "./present-item.ts";

interface Page<Row> {
  readonly items: Row[];
  readonly next_cursor: string | null;
}

interface Paging {
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/** A person's items, the newest first; or those in the trash. */
export async function pageOfItems(
  { reader }: Store,
  { owner, cursor, limit, trash }: Paging & { owner: string; trash: boolean },
): Promise<Page<Item>> {
  const [after] = readCursor(cursor, ["string"]) ?? [null];
  const ids = await listItemIds(reader, { owner, after, limit: limit + 1, trash });
  const page = ids.slice(0, limit);
  return { items: await presentItems(reader, page), next_cursor: nextOf(ids, page, (id) => [id]) };
}

/** The item that stands for an address, as a list of none or one. */
export async function itemsForUrl(
  { reader }: Store,
  { owner, url }: { owner: string; url: string },
): Promise<Page<Item>> {
  const identified = identifyUrl(url);
  if ("problem" in identified) throw new Problem("url-not-valid", "The url asked for is not a web address.");
  const known = await findAddress(reader, { owner, identityHash: identityHash(identified.identity) });
  const item = known && (await findItem(reader, { id: known.item, owner }));
  if (!item || item.deleted_at !== null) return { items: [], next_cursor: null };
  return { items: await presentItems(reader, [item.merged_into ?? item.id]), next_cursor: null };
}

/** One page of a wall; with `q` those of its items that match, the best first. */
export async function pageOfWall(
  store: Store,
  asked: Paging & { wall: string; owner: string; sort: "newest" | "oldest"; q?: string | undefined },
): Promise<Page<Item>> {
  const { reader } = store;
  const { wall, owner, sort, q, limit } = asked;
  if (!(await findWall(reader, { id: wall, owner }))) throw new Problem("not-found", "There is no such wall.");
  if (q !== undefined && q.trim() !== "") {
    const found = await pageOfSearch(store, { ...asked, q });
    return { items: found.items.map(({ snippet: _, ...item }) => item), next_cursor: found.next_cursor };
  }
  const after = readCursor(asked.cursor, ["number", "string"]);
  const places = await listStanding(reader, {
    wall,
    sort,
    after: after ? { sortAtMs: after[0], item: after[1] } : null,
    limit: limit + 1,
  });
  const page = places.slice(0, limit);
  const items = await presentItems(
    reader,
    page.map((place) => place.item),
    wall,
  );
  return { items, next_cursor: nextOf(places, page, (place) => [place.sort_at, place.item]) };
}

export interface SearchPage extends Page<SearchHit> {
  readonly total: number;
  readonly total_is: "exact" | "at-least";
  readonly did_you_mean: string | null;
}

/** What matches plain words, the best first, each with the place where it does. */
export async function pageOfSearch(
  { reader, dialect }: Store,
  { owner, wall, q, cursor, limit }: Paging & { owner: string; wall?: string | undefined; q: string },
): Promise<SearchPage> {
  const [skip] = readCursor(cursor, ["number"]) ?? [0];
  if (skip < 0) throw new Problem("cursor-not-valid", "Use the next_cursor of an earlier answer, unchanged.");
  const found = await searchItems(reader, dialect, { owner, wall, text: q, skip, limit: limit + 1 });
  const page = found.items.slice(0, limit);
  const hits: SearchHit[] = [];
  for (const item of await presentItems(reader, page, wall)) {
    const content = await contentOf(reader, item.id);
    const texts = [
      item.note,
      item.description,
      item.summary,
      content?.text ?? null,
      content?.shared_text ?? item.text,
      content?.files_text ?? null,
    ];
    hits.push({ ...item, snippet: snippetOf(texts, found.terms) });
  }
  return {
    items: hits,
    next_cursor: found.items.length > limit ? makeCursor([skip + limit]) : null,
    total: Math.min(found.total, MOST_COUNTED - 1),
    total_is: found.total >= MOST_COUNTED ? "at-least" : "exact",
    did_you_mean: null,
  };
}

function nextOf<Row>(
  found: readonly Row[],
  page: readonly Row[],
  keys: (row: Row) => (string | number)[],
): string | null {
  const last = page.at(-1);
  return found.length > page.length && last !== undefined ? makeCursor(keys(last)) : null;
}
