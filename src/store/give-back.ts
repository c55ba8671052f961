import { markHighlights } from "./account-changes.ts";
import type { ProgressRow } from "./reading-tables.ts";
import type { Reader, Unit } from "./store.ts";
import type { DuplicateRow } from "./tables.ts";

/** What hangs on an item by rows of its own, and becomes another item's when the two are made one. */
export interface Belongings {
  readonly shares: readonly string[];
  /** The hashes of its addresses. */
  readonly addresses: readonly string[];
  readonly highlights: readonly string[];
  readonly files: readonly string[];
  /** Items that were merged into it before. */
  readonly merged: readonly string[];
}

/** All that belongs to an item. */
export async function belongingsOf(db: Reader, item: string): Promise<Belongings> {
  const of = async (table: "shares" | "highlights" | "files") =>
    (await db.selectFrom(table).select("id").where("item", "=", item).orderBy("id").execute()).map(({ id }) => id);
  const addresses = await db.selectFrom("addresses").select("identity_hash").where("item", "=", item).execute();
  const merged = await db.selectFrom("items").select("id").where("merged_into", "=", item).orderBy("id").execute();
  return {
    shares: await of("shares"),
    addresses: addresses.map(({ identity_hash }) => identity_hash),
    highlights: await of("highlights"),
    files: await of("files"),
    merged: merged.map(({ id }) => id),
  };
}

interface GiveBack {
  readonly from: string;
  readonly to: string;
  readonly owner: string;
}

/** What belonged to an item is its own again, as far as the other one still has it. Both are locked, and those merged into it. */
export async function giveBack(unit: Unit, { from, to, owner }: GiveBack, belongings: Belongings): Promise<void> {
  const { shares, addresses, highlights, files, merged } = belongings;
  if (shares.length > 0)
    await unit.db
      .updateTable("shares")
      .set((eb) => ({ item: to, updated_at: unit.nowMs, version: eb("version", "+", 1) }))
      .where("id", "in", shares)
      .where("item", "=", from)
      .execute();
  if (addresses.length > 0)
    await unit.db
      .updateTable("addresses")
      .set({ item: to })
      .where("owner", "=", owner)
      .where("identity_hash", "in", addresses)
      .where("item", "=", from)
      .execute();
  if (files.length > 0)
    await unit.db.updateTable("files").set({ item: to }).where("id", "in", files).where("item", "=", from).execute();
  if (merged.length > 0)
    await unit.db
      .updateTable("items")
      .set({ merged_into: to })
      .where("id", "in", merged)
      .where("merged_into", "=", from)
      .execute();
  if (highlights.length === 0) return;
  const moved = await unit.db
    .updateTable("highlights")
    .set({ item: to })
    .where("id", "in", highlights)
    .where("item", "=", from)
    .returning(["id", "person"])
    .execute();
  await markHighlights(unit, moved);
}

/** An analysis is shown with the item it was made of again. Tells whether it is there. */
export async function giveBackAnalysis(unit: Unit, { id, to }: { id: string; to: string }): Promise<boolean> {
  const result = await unit.db.updateTable("analyses").set({ item: to }).where("id", "=", id).executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** How far everybody is in these items. */
export async function progressIn(db: Reader, items: readonly string[]): Promise<ProgressRow[]> {
  return await db
    .selectFrom("progress")
    .selectAll()
    .where("item", "in", items)
    .orderBy("item")
    .orderBy("person")
    .execute();
}

export async function removeProgress(
  unit: Unit,
  { item, person }: Pick<ProgressRow, "item" | "person">,
): Promise<void> {
  await unit.db.deleteFrom("progress").where("item", "=", item).where("person", "=", person).execute();
}

/** Pairs are suggested, or were kept apart, as before; those that only the merge made go, unless somebody decided on them. */
export async function giveBackDuplicates(
  unit: Unit,
  {
    loser,
    winner,
    before,
    standing,
  }: { loser: string; winner: string; before: readonly DuplicateRow[]; standing: ReadonlySet<string> },
): Promise<void> {
  const pairsOf = (id: string) => before.filter(({ item, other }) => item === id || other === id);
  const known = new Set(pairsOf(winner).flatMap(({ item, other }) => [item, other]));
  for (const { item, other, dismissed_at } of pairsOf(loser)) {
    const partner = item === loser ? other : item;
    if (partner === winner || known.has(partner)) continue;
    const [older = "", newer = ""] = [partner, winner].sort();
    await unit.db
      .deleteFrom("duplicates")
      .where("item", "=", older)
      .where("other", "=", newer)
      .where("dismissed_at", dismissed_at === null ? "is" : "=", dismissed_at)
      .execute();
  }
  for (const row of pairsOf(loser)) {
    if (!standing.has(row.item) || !standing.has(row.other)) continue;
    await unit.db
      .insertInto("duplicates")
      .values(row)
      .onConflict((conflict) => conflict.columns(["item", "other"]).doNothing())
      .execute();
  }
}
