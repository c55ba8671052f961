import pg from "pg";
import { learnNewWords } from "../src/pipeline/learn-words.ts";
import { migrate } from "../src/store/migrate.ts";
import { inboxOf } from "../src/store/walls.ts";
import { makeKeyIn } from "../src/wall/keys.ts";
import { ensureOwner } from "../src/wall/make-owner.ts";
import { arrive } from "../test/harness/people.ts";
import { storeItems } from "../test/harness/stored-items.ts";
import { corpusItem } from "./corpus.ts";
import { openAt } from "./seed.ts";
import type { Place } from "./server.ts";

const ITEMS_A_STEP = 10_000;
const ITEMS_LEARNED_A_UNIT = 2_000;
/** What a key may do that searches and shares. */
const SCOPES = ["admin"] as const;

/** Fills a place with items of the corpus, in as many accounts as that; tells keys of some of them. */
export async function seedCorpus(
  place: Place,
  { accounts, itemsAnAccount, keys }: { accounts: number; itemsAnAccount: number; keys: number },
): Promise<string[]> {
  const store = openAt(place);
  const made: string[] = [];
  try {
    await migrate(store);
    const { owner } = await ensureOwner(store);
    const nowMs = await store.nowMs();
    await withoutIndex(place.databaseUrl, async () => {
      for (let account = 0; account < accounts; account += 1) {
        const person = account === 0 ? owner : (await arrive(store, "Lin")).id;
        if (made.length < keys) {
          const wanted = { person, name: "bench", scopes: SCOPES, expiresAtMs: null } as const;
          made.push((await store.write((unit) => makeKeyIn(unit, wanted))).key);
        }
        const { id: wall } = await inboxOf(store.reader, person);
        for (let from = 0; from < itemsAnAccount; from += ITEMS_A_STEP) {
          const count = Math.min(ITEMS_A_STEP, itemsAnAccount - from);
          const first = account * itemsAnAccount + from;
          await storeItems(store, { owner: person, wall, count }, (n) => corpusItem(first + n, nowMs));
        }
        if (account % Math.ceil(accounts / 20) === 0)
          process.stderr.write(` ${account * itemsAnAccount + itemsAnAccount}`);
      }
    });
    while (await learnNewWords(store, ITEMS_LEARNED_A_UNIT));
    return made;
  } finally {
    await store.close();
  }
}

/** On PostgreSQL a million items are indexed in minutes when they are there, and in an hour one after another. */
async function withoutIndex(databaseUrl: string | null, fill: () => Promise<void>): Promise<void> {
  if (databaseUrl === null) return await fill();
  // The store gives a statement less time than this takes.
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ indexdef: string }>(
      "select indexdef from pg_indexes where indexname = 'item_words_found'",
    );
    await client.query("drop index item_words_found");
    await fill();
    await client.query("set maintenance_work_mem = '1GB'");
    await client.query(rows[0]?.indexdef ?? "");
    await client.query("vacuum analyze");
  } finally {
    await client.end();
  }
}
