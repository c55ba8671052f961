import { sql } from "kysely";
import type { DuplicateReason } from "../contract/items.ts";
import { compiledOnce, type Reader, type Unit } from "./store.ts";
import type { DuplicateRow } from "./tables.ts";

/** Suggestions that go along when an item is merged; the others are found again when their items are. */
const PARTNERS_KEPT = 100;

interface Pair {
  readonly item: string;
  readonly other: string;
}

/** Two items as a pair, whichever is named first: the older is `item`. */
const pairOf = (a: string, b: string): Pair => (a < b ? { item: a, other: b } : { item: b, other: a });

/**
 * Suggests that two items are one thing; a pair that is known, or was dismissed, stays as it is. Lock both items
 * before: the references of the row would lock them, in no order.
 */
export async function suggestDuplicate(
  unit: Unit,
  { owner, items: [a, b], why }: { owner: string; items: readonly [string, string]; why: DuplicateReason },
): Promise<void> {
  await insertPair(unit, { owner, ...pairOf(a, b), why, found_at: unit.nowMs, dismissed_at: null });
}

async function insertPair(unit: Unit, row: DuplicateRow): Promise<void> {
  await unit.db
    .insertInto("duplicates")
    .values(row)
    .onConflict((conflict) => conflict.columns(["item", "other"]).doNothing())
    .execute();
}

const pairsOfItem = compiledOnce<DuplicateRow, [string, string]>((db, [id, same]) =>
  db
    .selectFrom("duplicates")
    .selectAll()
    .where((eb) => eb.or([eb("item", "=", id), eb("other", "=", same)]))
    .orderBy("found_at", "desc")
    .orderBy("item")
    .orderBy("other")
    .limit(sql.lit(PARTNERS_KEPT)),
);

/** The pairs an item is in, the newest first, dismissed ones too; each with the item it may be the same as. */
export async function duplicatesOfItem(db: Reader, id: string): Promise<(DuplicateRow & { partner: string })[]> {
  const rows = await pairsOfItem(db, [id, id]);
  return rows.map((row) => ({ ...row, partner: row.item === id ? row.other : row.item }));
}

/** What may be the same as one item may be the same as the one it became. Both and all partners are locked. */
export async function handOverDuplicates(
  unit: Unit,
  { from, to, known }: { from: string; to: string; known: readonly (DuplicateRow & { partner: string })[] },
): Promise<void> {
  await unit.db
    .deleteFrom("duplicates")
    .where((eb) => eb.or([eb("item", "=", from), eb("other", "=", from)]))
    .execute();
  for (const { partner, owner, why, found_at, dismissed_at } of known)
    if (partner !== to) await insertPair(unit, { owner, ...pairOf(partner, to), why, found_at, dismissed_at });
}

/** Keeps both of a pair for good. False when they were never suggested. */
export async function dismissDuplicate(
  unit: Unit,
  { owner, items: [a, b] }: { owner: string; items: readonly [string, string] },
): Promise<boolean> {
  const { item, other } = pairOf(a, b);
  const result = await unit.db
    .updateTable("duplicates")
    .set({ dismissed_at: unit.nowMs })
    .where("owner", "=", owner)
    .where("item", "=", item)
    .where("other", "=", other)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

export interface DuplicatesPage {
  readonly owner: string;
  readonly after: Pick<DuplicateRow, "found_at" | "item" | "other"> | null;
  readonly limit: number;
}

/** Pairs of standing items that a person has not decided about, the newest first. */
export async function listDuplicates(db: Reader, { owner, after, limit }: DuplicatesPage): Promise<DuplicateRow[]> {
  let query = db
    .selectFrom("duplicates")
    .innerJoin("items as older", "older.id", "duplicates.item")
    .innerJoin("items as newer", "newer.id", "duplicates.other")
    .selectAll("duplicates")
    .where("duplicates.owner", "=", owner)
    .where("duplicates.dismissed_at", "is", null)
    .where("older.deleted_at", "is", null)
    .where("older.merged_into", "is", null)
    .where("newer.deleted_at", "is", null)
    .where("newer.merged_into", "is", null);
  if (after)
    query = query.where((eb) =>
      eb(
        eb.refTuple("duplicates.found_at", "duplicates.item", "duplicates.other"),
        "<",
        eb.tuple(after.found_at, after.item, after.other),
      ),
    );
  return await query
    .orderBy("duplicates.found_at", "desc")
    .orderBy("duplicates.item", "desc")
    .orderBy("duplicates.other", "desc")
    .limit(limit)
    .execute();
}
