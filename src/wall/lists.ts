import type { ListSort, WallSort } from "../contract/choices.ts";
import type { Facets } from "../contract/finding.ts";
import type { Item } from "../contract/items.ts";
import { Problem } from "../contract/problems.ts";
import { identifyUrl, identityHash } from "../core/url-identity.ts";
import { findAddress } from "../store/addresses.ts";
import { knowFacets } from "../store/facets.ts";
import { findItem, listItemIds } from "../store/items.ts";
import type { Store } from "../store/store.ts";
import { listOnWall } from "../store/wall-lists.ts";
import { makeCursor, readCursor } from "./cursor.ts";
import { findItems } from "./find-items.ts";
import { cursorAfter, readListed } from "./listed-cursor.ts";
import { presentItems } from "./present-item.ts";
import { askedOn, hasOwnOrder } from "./smart-walls.ts";
import { wallFor } from "./wall-for.ts";

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
  return { items: await presentItems(reader, page, { person: owner }), next_cursor: nextOf(ids, page, (id) => [id]) };
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
  return { items: await presentItems(reader, [item.merged_into ?? item.id], { person: owner }), next_cursor: null };
}

/** One page of a wall; with `q` those of its items that match, the best first unless another order is asked for. */
export async function pageOfWall(
  store: Store,
  asked: Paging & {
    wall: string;
    person: string;
    sort?: WallSort | undefined;
    facets: Facets;
    q?: string | undefined;
    offsetMinutes?: number | undefined;
  },
): Promise<Page<Item>> {
  const { reader, dialect } = store;
  const { wall, person, q, limit } = asked;
  const standing = await wallFor(reader, { id: wall, person, use: "read" });
  const { sort = standing.sorting } = asked;
  if (standing.query !== null) return await pageOfSmart(store, { ...asked, query: standing.query });
  if (q !== undefined && q.trim() !== "") {
    const found = await findItems(store, { ...asked, q, sort: searchSort(asked.sort) });
    return { items: found.items.map(({ snippet: _, ...item }) => item), next_cursor: found.next_cursor };
  }
  const after = readListed(asked.cursor, sort);
  const facets = await knowFacets(reader, {
    person,
    facets: { ...asked.facets, archived: asked.facets.archived ?? false },
  });
  const listed = await listOnWall(reader, dialect, { wall, sort, facets, after, limit: limit + 1 });
  const page = listed.slice(0, limit);
  const items = await presentItems(
    reader,
    page.map(({ item }) => item),
    { person, wall },
  );
  const last = page.at(-1);
  return { items, next_cursor: listed.length > limit && last ? cursorAfter(sort, last) : null };
}

/** What a smart wall shows: what its question finds among all that the person sees, the newest first unless it says otherwise. */
async function pageOfSmart(
  store: Store,
  { query, q, wall: _, ...asked }: Parameters<typeof pageOfWall>[1] & { query: string },
): Promise<Page<Item>> {
  const sort = searchSort(asked.sort) ?? (hasOwnOrder(query) ? undefined : "newest");
  const found = await findItems(store, { ...asked, q: askedOn(query, q), sort, isExact: true });
  return { items: found.items.map(({ snippet: __, ...item }) => item), next_cursor: found.next_cursor };
}

/** @throws Problem fields-not-valid */
function searchSort(sort: WallSort | undefined): ListSort | undefined {
  if (sort !== "manual") return sort;
  throw new Problem("fields-not-valid", "What is found has no order by hand. Leave out q, or ask for another order.", {
    fields: [{ field: "query/sort", message: "not manual beside q" }],
  });
}

function nextOf<Row>(
  found: readonly Row[],
  page: readonly Row[],
  keys: (row: Row) => (string | number)[],
): string | null {
  const last = page.at(-1);
  return found.length > page.length && last !== undefined ? makeCursor(keys(last)) : null;
}
