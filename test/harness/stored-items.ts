import { newId } from "../../src/core/ids.ts";
import { type OwnFields, showItem } from "../../src/core/item-shown.ts";
import { insertItem } from "../../src/store/items.ts";
import { insertPlace } from "../../src/store/places.ts";
import { searchFields } from "../../src/store/refresh-item.ts";
import { indexItem } from "../../src/store/search.ts";
import type { Store, Unit } from "../../src/store/store.ts";

const ITEMS_A_UNIT = 500;

/** What is known of an item that is put straight into the rows. */
export interface StoredItem {
  readonly kind: "note" | "link";
  readonly own: OwnFields;
  readonly found: { readonly siteName?: string; readonly description?: string; readonly language?: string };
  /** What was read of its page; null leaves it out of the search. */
  readonly body: string | null;
}

/** Where they come to stand. */
export interface Standing {
  readonly owner: string;
  readonly wall: string;
}

/** Puts many items on a wall past the program, read and ready, the last one the newest: thousands of them in seconds. */
export async function storeItems(
  store: Store,
  { count, ...standing }: Standing & { readonly count: number },
  itemOf: (n: number) => StoredItem,
): Promise<void> {
  for (let from = 0; from < count; from += ITEMS_A_UNIT)
    await store.write(async (unit) => {
      for (let n = from; n < Math.min(from + ITEMS_A_UNIT, count); n++) await storeItem(unit, standing, itemOf(n));
    });
}

async function storeItem(unit: Unit, { owner, wall }: Standing, { kind, own, found, body }: StoredItem) {
  const read = { ...found, readAtMs: unit.nowMs };
  const shown = showItem(own, read, null);
  const id = newId(unit.nowMs);
  const seq = await insertItem(unit, {
    id,
    owner,
    kind,
    state: "ready",
    own: JSON.stringify(own),
    found: JSON.stringify(read),
    analysis: null,
    share: null,
    title: shown.title,
    site: shown.site,
    lang: found.language ?? null,
    created_at: unit.nowMs,
    updated_at: unit.nowMs,
    edited_version: 1,
    version: 1,
    merged_into: null,
    pinned_at: null,
    archived_at: null,
    deleted_at: null,
    purge_at: null,
  });
  if (body !== null) {
    const fields = searchFields({ own, found: read, shown, tags: [], body });
    await indexItem(unit, { seq, owner, walls: [wall], fields });
  }
  await insertPlace(unit, { wall, item: id, sortAtMs: unit.nowMs, addedBy: owner });
}
