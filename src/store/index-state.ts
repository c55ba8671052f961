import type { IndexStateRow } from "./index-tables.ts";
import type { Reader, Unit } from "./store.ts";

/** Null where all of it is as this program makes it. */
export async function indexUnderWay(db: Reader): Promise<IndexStateRow | null> {
  const row = await db.selectFrom("search_index").selectAll().where("ended_at", "is", null).executeTakeFirst();
  return row ?? null;
}

const whole = new WeakSet<Reader>();

/** Whether every item is indexed as this program does it. Once that is so it stays so while the program runs. */
export async function isIndexWhole(db: Reader): Promise<boolean> {
  if (whole.has(db)) return true;
  if (await indexUnderWay(db)) return false;
  whole.add(db);
  return true;
}

/** Items after the last that was indexed anew, by their numbers. */
export async function itemsToIndex(
  db: Reader,
  { after, limit }: { after: number; limit: number },
): Promise<{ id: string; seq: number }[]> {
  const rows = await db
    .selectFrom("items")
    .select(["id", "seq"])
    .where("seq", ">", after)
    .orderBy("seq")
    .limit(limit)
    .execute();
  return rows.map(({ id, seq }) => ({ id, seq: Number(seq) }));
}

export async function noteIndexed(
  unit: Unit,
  { version, doneTo, isOver }: { version: number; doneTo: number; isOver: boolean },
): Promise<void> {
  await unit.db
    .updateTable("search_index")
    .set({ done_to: doneTo, ended_at: isOver ? unit.nowMs : null })
    .where("version", "=", version)
    .execute();
}
