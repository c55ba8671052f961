import type { Facets, ListSort, SearchSort, WallSort } from "../contract/finding.ts";
import type { Item, SearchHit } from "../contract/items.ts";
import { Problem } from "../contract/problems.ts";
import { snippetOf } from "../core/snippet.ts";
import { identifyUrl, identityHash } from "../core/url-identity.ts";
import { findAddress } from "../store/addresses.ts";
import { contentOf } from "../store/contents.ts";
import { knowFacets } from "../store/facets.ts";
import { findItem, listItemIds } from "../store/items.ts";
import { MOST_COUNTED, searchItems } from "../store/search.ts";
import type { Store } from "../store/store.ts";
import { isText, type Listed, listOnWall } from "../store/wall-lists.ts";
import { findWall } from "../store/walls.ts";
import { makeCursor, makeSortedCursor, readCursor, readSortedCursor } from "./cursor.ts";
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

/** One page of a wall; with `q` those of its items that match, the best first unless another order is asked for. */
export async function pageOfWall(
  store: Store,
  asked: Paging & {
    wall: string;
    owner: string;
    sort?: WallSort | undefined;
    facets: Facets;
    q?: string | undefined;
  },
): Promise<Page<Item>> {
  const { reader, dialect } = store;
  const { wall, owner, q, limit } = asked;
  const standing = await findWall(reader, { id: wall, owner });
  if (!standing) throw new Problem("not-found", "There is no such wall.");
  const { sort = standing.sorting } = asked;
  if (q !== undefined && q.trim() !== "") {
    const found = await pageOfSearch(store, { ...asked, q, sort: searchSort(asked.sort) });
    return { items: found.items.map(({ snippet: _, ...item }) => item), next_cursor: found.next_cursor };
  }
  const after = readListed(asked.cursor, sort);
  const facets = await knowFacets(reader, {
    owner,
    facets: { ...asked.facets, archived: asked.facets.archived ?? false },
  });
  if (facets === null) return { items: [], next_cursor: null };
  const listed = await listOnWall(reader, dialect, { wall, sort, facets, after, limit: limit + 1 });
  const page = listed.slice(0, limit);
  const items = await presentItems(
    reader,
    page.map(({ item }) => item),
    wall,
  );
  const last = page.at(-1);
  return { items, next_cursor: listed.length > limit && last ? cursorAfter(sort, last) : null };
}

/** @throws Problem fields-not-valid */
function searchSort(sort: WallSort | undefined): ListSort | undefined {
  if (sort !== "manual") return sort;
  throw new Problem("fields-not-valid", "What is found has no order by hand. Leave out q, or ask for another order.", {
    fields: [{ field: "query/sort", message: "not manual beside q" }],
  });
}

const cursorAfter = (sort: WallSort, { key, item }: Listed): string => makeSortedCursor(sort, [key, item]);

function readListed(cursor: string | undefined, sort: WallSort): Listed | null {
  const kinds = [isText(sort) ? "string" : "number", "string"] as const;
  const keys = readSortedCursor(cursor, { sort, kinds });
  return keys && { key: keys[0], item: keys[1] };
}

export interface SearchPage extends Page<SearchHit> {
  readonly total: number;
  readonly total_is: "exact" | "at-least";
  readonly did_you_mean: string | null;
}

/** What matches plain words, the best first unless another order is asked for, each with the place where it does. */
export async function pageOfSearch(
  { reader, dialect }: Store,
  asked: Paging & {
    owner: string;
    wall?: string | undefined;
    q: string;
    sort?: SearchSort | undefined;
    facets: Facets;
  },
): Promise<SearchPage> {
  const { owner, wall, q, cursor, sort = "best", limit } = asked;
  const [skip] = (sort === "best" ? readSortedCursor(cursor, { sort, kinds: ["number"] }) : null) ?? [0];
  if (skip < 0) throw new Problem("cursor-not-valid", "Use the next_cursor of an earlier answer, unchanged.");
  const order = sort === "best" ? undefined : { sort, after: readListed(cursor, sort) };
  const facets = await knowFacets(reader, { owner, facets: asked.facets });
  if (facets === null) return { items: [], next_cursor: null, total: 0, total_is: "exact", did_you_mean: null };
  const found = await searchItems(reader, dialect, {
    owner,
    wall,
    text: q,
    skip,
    limit: limit + 1,
    facets,
    ...(order && { order }),
  });
  const page = found.items.slice(0, limit);
  const last = found.listed[limit - 1];
  const nextCursor = order && last ? cursorAfter(order.sort, last) : makeSortedCursor("best", [skip + limit]);
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
    next_cursor: found.items.length > limit ? nextCursor : null,
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
