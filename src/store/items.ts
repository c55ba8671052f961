import type { FoundFields, OwnFields } from "../core/item-shown.ts";
import type { AnalysisRow } from "./analysis-tables.ts";
import { filesOfItems } from "./files.ts";
import { type OwnedPlace, placesOfItems } from "./places.ts";
import { compiledOnce, insertRow, type Reader, type Unit } from "./store.ts";
import type { FileRow, ItemRow, ShareRow } from "./tables.ts";
import { type ItemTag, tagsOfItems } from "./tags.ts";

/** Beyond this the shared text lies apart, so that a list of items stays light. */
export const OWN_TEXT_CHARACTERS = 2_000;

export const ownOf = (item: { own: string }): OwnFields => JSON.parse(item.own) as OwnFields;
export const foundOf = (item: { found: string }): FoundFields => JSON.parse(item.found) as FoundFields;

/** Inserts an item and tells its number in the search index. */
export async function insertItem(unit: Unit, item: Omit<ItemRow, "seq">): Promise<number> {
  const made = await insertRow(unit, "items", item, "seq");
  if (typeof made?.["seq"] !== "number") throw new Error("an item has no number after it was inserted");
  return made["seq"];
}

/** Locks an item's row until the unit ends: whoever changes an item or where it stands begins here. */
export async function lockItem(unit: Unit, id: string): Promise<ItemRow | undefined> {
  const query = unit.db.selectFrom("items").selectAll().where("id", "=", id);
  return await (unit.dialect === "postgres" ? query.forUpdate() : query).executeTakeFirst();
}

/** Locks several items in the order of their ids, so that two units that want the same ones cannot wait in a circle. */
export async function lockItems(unit: Unit, ids: readonly string[]): Promise<Map<string, ItemRow>> {
  const query = unit.db.selectFrom("items").selectAll().where("id", "in", ids).orderBy("id");
  const rows = await (unit.dialect === "postgres" ? query.forUpdate() : query).execute();
  return new Map(rows.map((row) => [row.id, row]));
}

/** Items that were merged into this one. */
export async function mergedInto(db: Reader, id: string): Promise<string[]> {
  const rows = await db.selectFrom("items").select("id").where("merged_into", "=", id).orderBy("id").execute();
  return rows.map((row) => row.id);
}

/** Neither in the trash nor merged into another. */
export const stands = (item: Pick<ItemRow, "deleted_at" | "merged_into">): boolean =>
  item.deleted_at === null && item.merged_into === null;

/** The same for an item that must belong to `owner`. */
export async function lockOwnItem(
  unit: Unit,
  { id, owner }: { id: string; owner: string },
): Promise<ItemRow | undefined> {
  const item = await lockItem(unit, id);
  return item?.owner === owner ? item : undefined;
}

const ownById = compiledOnce<Pick<ItemRow, "id" | "own">, [string, string]>((db, [id, owner]) =>
  db.selectFrom("items").select(["id", "own"]).where("id", "=", id).where("owner", "=", owner),
);

/** What a person wrote of an item of theirs: a narrow read for what is asked at the end of every run. */
export async function findOwn(
  db: Reader,
  { id, owner }: { id: string; owner: string },
): Promise<Pick<ItemRow, "id" | "own"> | undefined> {
  const [row] = await ownById(db, [id, owner]);
  return row;
}

export async function findItem(db: Reader, { id, owner }: { id: string; owner: string }): Promise<ItemRow | undefined> {
  return await db.selectFrom("items").selectAll().where("id", "=", id).where("owner", "=", owner).executeTakeFirst();
}

/** Whoever's it is: for those who know that it may be seen. */
export async function findAnyItem(db: Reader, id: string): Promise<ItemRow | undefined> {
  return await db.selectFrom("items").selectAll().where("id", "=", id).executeTakeFirst();
}

/** Changes columns of an item and its version, so that every kept answer about it is known to be old. */
export async function updateItem(
  unit: Unit,
  id: string,
  changes: Partial<Omit<ItemRow, "id" | "seq" | "owner" | "version" | "updated_at">>,
): Promise<void> {
  await unit.db
    .updateTable("items")
    .set((eb) => ({ ...changes, updated_at: unit.nowMs, version: eb("version", "+", 1) }))
    .where("id", "=", id)
    .execute();
}

/** Removes an item and, by their references, its places, steps, tags, texts and analyses. Its shares stay. */
export async function removeItem(unit: Unit, id: string): Promise<void> {
  await unit.db.deleteFrom("items").where("id", "=", id).execute();
}

export type AnalysisShown = Pick<
  AnalysisRow,
  "id" | "made_by" | "result" | "asked" | "cost_usd6" | "better_wanted" | "created_at"
>;

/** Everything that is known of an item, as rows. */
export interface ItemBundle {
  readonly item: ItemRow;
  readonly analysis: AnalysisShown | null;
  readonly share: Pick<ShareRow, "id" | "state" | "warnings"> | null;
  /** Where it stands; while it lies in the trash, where it stood. */
  readonly places: readonly OwnedPlace[];
  readonly files: readonly FileRow[];
  readonly tags: readonly ItemTag[];
}

/** The bundles of these items in the order asked; the number of queries does not depend on how many there are. */
export async function bundleItems(db: Reader, ids: readonly string[]): Promise<ItemBundle[]> {
  if (ids.length === 0) return [];
  // First, so that a number of a wall's clock is never newer than the words that are read under it.
  const places = await placesOfItems(db, ids);
  const rows = await db
    .selectFrom("items")
    .leftJoin("analyses", "analyses.id", "items.analysis")
    .leftJoin("shares", "shares.id", "items.share")
    .selectAll("items")
    .select([
      "analyses.made_by",
      "analyses.result",
      "analyses.asked",
      "analyses.cost_usd6",
      "analyses.better_wanted",
      "analyses.created_at as analysed_at",
      "shares.id as share_id",
      "shares.state as share_state",
      "shares.warnings as share_warnings",
    ])
    .where("items.id", "in", ids)
    .execute();
  const files = await filesOfItems(db, ids);
  const tags = await tagsOfItems(db, ids);
  const byId = new Map(rows.map((row) => [row.id, row]));
  const bundles: ItemBundle[] = [];
  for (const id of ids) {
    const row = byId.get(id);
    if (!row) continue;
    bundles.push({
      item: row,
      analysis:
        row.analysis !== null && row.made_by !== null && row.result !== null
          ? {
              id: row.analysis,
              made_by: row.made_by,
              result: row.result,
              asked: row.asked,
              cost_usd6: Number(row.cost_usd6),
              better_wanted: Number(row.better_wanted),
              created_at: Number(row.analysed_at),
            }
          : null,
      share:
        row.share_id !== null && row.share_state !== null && row.share_warnings !== null
          ? { id: row.share_id, state: row.share_state, warnings: row.share_warnings }
          : null,
      places: (places.get(id) ?? []).filter((place) => place.removed_at === row.deleted_at),
      files: files.get(id) ?? [],
      tags: tags.get(id) ?? [],
    });
  }
  return bundles;
}

/** Ids of a person's items, the newest first, after the item `after`. */
export async function listItemIds(
  db: Reader,
  { owner, after, limit, trash }: { owner: string; after: string | null; limit: number; trash: boolean },
): Promise<string[]> {
  let query = db
    .selectFrom("items")
    .select("id")
    .where("owner", "=", owner)
    .where("deleted_at", trash ? "is not" : "is", null)
    .where("merged_into", "is", null);
  if (after !== null) query = query.where("id", "<", after);
  const rows = await query.orderBy("id", "desc").limit(limit).execute();
  return rows.map((row) => row.id);
}
