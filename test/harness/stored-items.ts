import { newId } from "../../src/core/ids.ts";
import { type OwnFields, showItem } from "../../src/core/item-shown.ts";
import { itemTerms } from "../../src/store/item-terms.ts";
import { addUse } from "../../src/store/quotas.ts";
import { searchFields } from "../../src/store/refresh-item.ts";
import { indexNewItems, indexWords } from "../../src/store/search-index.ts";
import { insertMany, insertRows, type Store, type Unit } from "../../src/store/store.ts";
import { takePlaces } from "../../src/store/wall-clock.ts";

const ITEMS_A_UNIT = 500;

/** What is known of an item that is put straight into the rows. */
export interface StoredItem {
  readonly kind: "note" | "link";
  readonly own: OwnFields;
  readonly found: { readonly siteName?: string; readonly description?: string; readonly language?: string };
  /** What was read of its page; null leaves it out of the search. */
  readonly body: string | null;
  /** What it is found by as a tag; none unless told. */
  readonly tags?: readonly string[];
  /** When it was first kept, in ms since 1970; now unless told. */
  readonly createdAtMs?: number;
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
  for (let from = 0; from < count; from += ITEMS_A_UNIT) {
    const numbers = Array.from({ length: Math.min(ITEMS_A_UNIT, count - from) }, (_, at) => from + at);
    const nowMs = await store.nowMs();
    const ready = numbers.map((n) => prepare(itemOf(n), nowMs));
    await store.write((unit) => storeReady(unit, standing, ready));
  }
}

function prepare(item: StoredItem, nowMs: number) {
  const { kind, own, found, body, tags = [], createdAtMs = nowMs } = item;
  const read = { ...found, readAtMs: nowMs };
  const shown = showItem(own, read, null);
  const marks = { kind, created_at: createdAtMs, pinned_at: null, archived_at: null };
  return {
    id: newId(nowMs),
    kind,
    own,
    read,
    shown,
    body,
    createdAtMs,
    facts: itemTerms({ item: marks, own, found: read, shown, tags, files: [], hasText: body !== "" }),
    words: indexWords(searchFields({ own, found: read, shown, tags, body: body ?? "" })),
  };
}

async function storeReady(unit: Unit, { owner, wall }: Standing, items: readonly ReturnType<typeof prepare>[]) {
  const rows = items.map(({ id, kind, own, read, shown, createdAtMs }) => ({
    id,
    owner,
    kind,
    state: "ready" as const,
    own: JSON.stringify(own),
    found: JSON.stringify(read),
    analysis: null,
    share: null,
    title: shown.title,
    site: shown.site,
    lang: shown.language,
    created_at: createdAtMs,
    updated_at: unit.nowMs,
    edited_version: 1,
    version: 1,
    merged_into: null,
    pinned_at: null,
    archived_at: null,
    deleted_at: null,
    purge_at: null,
  }));
  const made = await insertMany(unit, "items", rows, ["id", "seq"]);
  const numbers = new Map(made.map(({ id, seq }) => [id as string, Number(seq)]));
  const read = items.filter(({ body }) => body !== null);
  await insertRows(
    unit,
    "contents",
    read.map(({ id, body }) => ({
      item: id,
      shared_text: null,
      html: null,
      markdown: null,
      text: body,
      files_text: null,
    })),
  );
  await indexNewItems(
    unit,
    read.map(({ id, words, facts }) => ({ seq: numbers.get(id) ?? 0, owner, walls: [wall], words, facts })),
  );
  await addUse(unit, owner, { items: items.length, bytes: 0 });
  const clock = await takePlaces(unit, wall, items.length);
  await insertRows(
    unit,
    "places",
    items.map(({ id }, at) => ({
      wall,
      item: id,
      clock: clock + at,
      sort_at: unit.nowMs,
      added_by: owner,
      removed_at: null,
      position: null,
    })),
  );
}
