import { sql } from "kysely";
import { indexShown } from "./refresh-item.ts";
import type { Store } from "./store.ts";

const ITEMS_A_UNIT = 50;

/**
 * Makes the search words of items that have none yet, in the order of their numbers, and goes on where an interrupted
 * run was. Whoever calls this knows that nobody else writes.
 * @param tell is given how many items have been looked at
 */
export async function indexAnew(store: Store, tell: (items: number) => void): Promise<void> {
  const { rows } = await sql<{ last: number | null }>`select max(rowid) as last from item_words`.execute(store.reader);
  let last = Number(rows[0]?.last ?? -1);
  for (let items = 0; ; ) {
    const page = await store.reader
      .selectFrom("items")
      .selectAll()
      .where("seq", ">", last)
      .where("deleted_at", "is", null)
      .where("merged_into", "is", null)
      .orderBy("seq")
      .limit(ITEMS_A_UNIT)
      .execute();
    await store.write(async (unit) => {
      for (const item of page) await indexShown(unit, item);
    });
    items += page.length;
    tell(items);
    const end = page.at(-1);
    if (end === undefined) return;
    last = end.seq;
  }
}
