import { compiledOnce, insertRow, type Reader, type Unit } from "./store.ts";
import type { PlaceRow } from "./tables.ts";
import { takeNumbers, takePlace } from "./wall-clock.ts";

/** The walls an item stands on. Lock the item first when this decides a write. */
export async function wallsOfItem(db: Reader, item: string): Promise<string[]> {
  return (await standingOfItem(db, [item])).map((row) => row.wall);
}

const standingOfItem = compiledOnce<{ wall: string }, [string]>((db, [item]) =>
  db.selectFrom("places").select("wall").where("item", "=", item).where("removed_at", "is", null).orderBy("wall"),
);

/** A place, whose wall it is on, and since when others see that. */
export interface OwnedPlace extends PlaceRow {
  readonly wall_owner: string;
  readonly wall_shared_at: number | null;
}

/** Every place of these items, standing and removed ones. */
export async function placesOfItems(db: Reader, items: readonly string[]): Promise<Map<string, OwnedPlace[]>> {
  if (items.length === 0) return new Map();
  const rows = await db
    .selectFrom("places")
    .innerJoin("walls", "walls.id", "places.wall")
    .selectAll("places")
    .select(["walls.owner as wall_owner", "walls.shared_at as wall_shared_at"])
    .where("places.item", "in", items)
    .orderBy("places.wall")
    .execute();
  return Map.groupBy(rows, (row) => row.item);
}

/** Puts an item on a wall where it has never stood. Takes a number of the wall's clock: call it last in a unit. */
export async function insertPlace(
  unit: Unit,
  place: { wall: string; item: string; sortAtMs: number; addedBy: string; position?: string | null },
): Promise<void> {
  const clock = await takePlace(unit, place.wall);
  await insertRow(unit, "places", {
    wall: place.wall,
    item: place.item,
    clock,
    sort_at: place.sortAtMs,
    added_by: place.addedBy,
    removed_at: null,
    position: place.position ?? null,
  });
}

/**
 * Puts an item on a wall, or to the top of one where it stands or stood: there it loses the place it was given by hand,
 * unless that is named. Takes a number: call it last in a unit.
 */
export async function raisePlace(
  unit: Unit,
  place: { wall: string; item: string; sortAtMs: number; addedBy: string; position?: string | null },
): Promise<void> {
  const known = await unit.db
    .selectFrom("places")
    .select("item")
    .where("wall", "=", place.wall)
    .where("item", "=", place.item)
    .executeTakeFirst();
  if (!known) return await insertPlace(unit, place);
  const clock = await takePlace(unit, place.wall);
  await unit.db
    .updateTable("places")
    .set({ clock, sort_at: place.sortAtMs, removed_at: null, position: place.position ?? null })
    .where("wall", "=", place.wall)
    .where("item", "=", place.item)
    .execute();
}

/** Takes an item off a wall, leaving a mark for readers that had it. Takes a number: call it last in a unit. */
export async function removePlace(unit: Unit, { wall, item }: { wall: string; item: string }): Promise<void> {
  const clock = await takeNumbers(unit, wall);
  await unit.db
    .updateTable("places")
    .set({ clock, removed_at: unit.nowMs })
    .where("wall", "=", wall)
    .where("item", "=", item)
    .execute();
}

/** Puts a place where it was in the order of its wall, and off it when it was not there. Takes a number: call it last. */
export async function returnPlace(
  unit: Unit,
  place: { wall: string; item: string; sortAtMs: number; position: string | null; removedAtMs: number | null },
): Promise<void> {
  const clock = await takeNumbers(unit, place.wall);
  await unit.db
    .updateTable("places")
    .set({ clock, sort_at: place.sortAtMs, position: place.position, removed_at: place.removedAtMs })
    .where("wall", "=", place.wall)
    .where("item", "=", place.item)
    .execute();
}

export interface StandingPage {
  readonly wall: string;
  readonly sort: "newest" | "oldest";
  readonly after: { sortAtMs: number; item: string } | null;
  readonly limit: number;
}

/** One page of a wall by its own order; the cost does not depend on how deep the page lies. */
export async function listStanding(db: Reader, page: StandingPage): Promise<PlaceRow[]> {
  const newest = page.sort === "newest";
  let query = db.selectFrom("places").selectAll().where("wall", "=", page.wall).where("removed_at", "is", null);
  if (page.after) {
    const { sortAtMs, item } = page.after;
    query = query.where((eb) => eb(eb.refTuple("sort_at", "item"), newest ? "<" : ">", eb.tuple(sortAtMs, item)));
  }
  const direction = newest ? "desc" : "asc";
  return await query.orderBy("sort_at", direction).orderBy("item", direction).limit(page.limit).execute();
}

/**
 * What changed on a wall after a number of its clock, in the order of the numbers: standing and removed places alike.
 * @param before only up to this number
 */
export async function placesChangedSince(
  db: Reader,
  { wall, since, before, limit }: { wall: string; since: number; before?: number; limit: number },
): Promise<PlaceRow[]> {
  let query = db.selectFrom("places").selectAll().where("wall", "=", wall).where("clock", ">", since);
  if (before !== undefined) query = query.where("clock", "<", before);
  return await query.orderBy("clock").limit(limit).execute();
}

/** The items that stand on a wall by their ids, after one of them. */
export async function listStandingItems(
  db: Reader,
  { wall, after, limit }: { wall: string; after: string; limit: number },
): Promise<string[]> {
  const rows = await db
    .selectFrom("places")
    .select("item")
    .where("wall", "=", wall)
    .where("item", ">", after)
    .where("removed_at", "is", null)
    .orderBy("item")
    .limit(limit)
    .execute();
  return rows.map((row) => row.item);
}
