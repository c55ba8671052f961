import { join } from "node:path";
import { openPostgres } from "../src/adapters/database-postgres.ts";
import { openSqlite } from "../src/adapters/database-sqlite.ts";
import { migrate } from "../src/store/migrate.ts";
import type { Store } from "../src/store/store.ts";
import type { Tables } from "../src/store/tables.ts";
import { inboxOf } from "../src/store/walls.ts";
import { makeKeyIn } from "../src/wall/keys.ts";
import { ensureOwner } from "../src/wall/make-owner.ts";
import { arrive } from "../test/harness/people.ts";
import { storeItems } from "../test/harness/stored-items.ts";
import type { Place } from "./server.ts";
import { rareWord, sentence } from "./words.ts";

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

export function openAt({ dataDir, databaseUrl }: Place): Store {
  if (databaseUrl === null) return openSqlite<Tables>(join(dataDir, "wall.db"));
  return openPostgres<Tables>({
    url: databaseUrl,
    poolSize: 8,
    statementTimeoutMs: 60_000,
    connectTimeoutMs: 5_000,
    clockOffsetMs: () => 0,
  });
}

/** Items of an essay's length; every one has the word "harbour", one in 500 shares a rare one. */
async function addItems(store: Store, { owner, items }: { owner: string; items: number }): Promise<void> {
  const { id: wall } = await inboxOf(store.reader, owner);
  await storeItems(store, { owner, wall, count: items }, (n) => ({
    kind: "link",
    own: {
      firstTitle: `The harbour notes, part ${n}: ${sentence(n)}`,
      url: `https://notes.example/${n}`,
      note: sentence(n + 3),
    },
    found: { siteName: "Harbour Notes", description: sentence(n + 1), language: "en" },
    body: `${Array.from({ length: 12 }, (_, part) => sentence(n * 12 + part)).join(" ")} ${rareWord(n % 500)}`,
  }));
}
