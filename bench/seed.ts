import { join } from "node:path";
import { openPostgres } from "../src/adapters/database-postgres.ts";
import { openSqlite } from "../src/adapters/database-sqlite.ts";
import { newId } from "../src/core/ids.ts";
import { type OwnFields, showItem } from "../src/core/item-shown.ts";
import { insertItem } from "../src/store/items.ts";
import { migrate } from "../src/store/migrate.ts";
import { insertPlace } from "../src/store/places.ts";
import { searchFields } from "../src/store/refresh-item.ts";
import { indexItem } from "../src/store/search.ts";
import type { Store, Unit } from "../src/store/store.ts";
import type { Tables } from "../src/store/tables.ts";
import { inboxOf } from "../src/store/walls.ts";
import { makeKeyIn } from "../src/wall/keys.ts";
import { ensureOwner } from "../src/wall/make-owner.ts";
import { arrive } from "../test/harness/people.ts";
import type { Place } from "./server.ts";
import { rareWord, sentence } from "./words.ts";

const ITEMS_A_UNIT = 100;
const ACCOUNTS_AT_ONCE = 4;

/** How much there is to be: so many items of the owner, and so many accounts beside with some each. */
export interface Seed {
  readonly ownerItems: number;
  readonly accounts: number;
  readonly itemsAnAccount: number;
}

export interface Seeded {
  /** A key of one of the other accounts; null without any. */
  readonly smallKey: string | null;
  readonly itemsOfOwner: number;
}

/** Fills a place before its program starts, straight into the rows by the product's own store functions. */
export async function seed(place: Place, { ownerItems, accounts, itemsAnAccount }: Seed): Promise<Seeded> {
  const store = openAt(place);
  try {
    await migrate(store);
    const { owner } = await ensureOwner(store);
    await addItems(store, { owner, items: ownerItems });
    let smallKey: string | null = null;
    let left = accounts;
    const work = async () => {
      while (left-- > 0) {
        const { id } = await arrive(store, "Lin");
        await addItems(store, { owner: id, items: itemsAnAccount });
        const wanted = { person: id, name: "bench", scopes: ["admin"], expiresAtMs: null } as const;
        smallKey ??= (await store.write((unit) => makeKeyIn(unit, wanted))).key;
      }
    };
    await Promise.all(Array.from({ length: ACCOUNTS_AT_ONCE }, work));
    return { smallKey, itemsOfOwner: ownerItems };
  } finally {
    await store.close();
  }
}

function openAt({ dataDir, databaseUrl }: Place): Store {
  if (databaseUrl === null) return openSqlite<Tables>(join(dataDir, "wall.db"));
  return openPostgres<Tables>({
    url: databaseUrl,
    poolSize: 8,
    statementTimeoutMs: 60_000,
    connectTimeoutMs: 5_000,
    clockOffsetMs: () => 0,
  });
}

async function addItems(store: Store, { owner, items }: { owner: string; items: number }): Promise<void> {
  const { id: wall } = await inboxOf(store.reader, owner);
  for (let made = 0; made < items; made += ITEMS_A_UNIT)
    await store.write(async (unit) => {
      for (let n = made; n < Math.min(made + ITEMS_A_UNIT, items); n++) await addItem(unit, { owner, wall, n });
    });
}

/** An item of an essay's length that was read and stands ready; every one has the word "harbour", one in 500 shares a rare one. */
async function addItem(unit: Unit, { owner, wall, n }: { owner: string; wall: string; n: number }): Promise<void> {
  const own: OwnFields = {
    firstTitle: `The harbour notes, part ${n}: ${sentence(n)}`,
    url: `https://notes.example/${n}`,
    note: sentence(n + 3),
  };
  const found = { readAtMs: unit.nowMs, siteName: "Harbour Notes", description: sentence(n + 1), language: "en" };
  const shown = showItem(own, found, null);
  const id = newId(unit.nowMs);
  const seq = await insertItem(unit, {
    id,
    owner,
    kind: "link",
    state: "ready",
    own: JSON.stringify(own),
    found: JSON.stringify(found),
    analysis: null,
    share: null,
    title: shown.title,
    site: shown.site,
    lang: "en",
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
  const body = `${Array.from({ length: 12 }, (_, part) => sentence(n * 12 + part)).join(" ")} ${rareWord(n % 500)}`;
  const fields = searchFields({ own, found, shown, tags: [], body });
  await indexItem(unit, { seq, owner, walls: [wall], fields });
  await insertPlace(unit, { wall, item: id, sortAtMs: unit.nowMs, addedBy: owner });
}
