import type { Reader } from "./store.ts";
import type { PlaceRow } from "./tables.ts";

/** Things of a person on somebody else's wall that stand on none of their own. */
export async function homelessOn(
  db: Reader,
  { wall, owner, limit }: { wall: string; owner: string; limit: number },
): Promise<Pick<PlaceRow, "item" | "sort_at">[]> {
  return await db
    .selectFrom("places")
    .innerJoin("items", "items.id", "places.item")
    .select(["places.item", "places.sort_at"])
    .where("places.wall", "=", wall)
    .where("places.removed_at", "is", null)
    .where("items.owner", "=", owner)
    .where("items.merged_into", "is", null)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom("places as others")
            .innerJoin("walls", "walls.id", "others.wall")
            .select("others.item")
            .whereRef("others.item", "=", "places.item")
            .where("others.removed_at", "is", null)
            .where("walls.owner", "=", owner)
            .where("walls.deleted_at", "is", null),
        ),
      ),
    )
    .orderBy("places.sort_at")
    .limit(limit)
    .execute();
}

/** Where things of a person stand on walls of others, some of them. */
export async function placesElsewhere(
  db: Reader,
  { owner, limit }: { owner: string; limit: number },
): Promise<Pick<PlaceRow, "wall" | "item">[]> {
  return await db
    .selectFrom("items")
    .innerJoin("places", "places.item", "items.id")
    .innerJoin("walls", "walls.id", "places.wall")
    .select(["places.wall", "places.item"])
    .where("items.owner", "=", owner)
    .where("walls.owner", "<>", owner)
    .where("places.removed_at", "is", null)
    .limit(limit)
    .execute();
}

/** What stands on this person's walls and is somebody else's, some of it. */
export async function placesOfGuests(
  db: Reader,
  { owner, limit }: { owner: string; limit: number },
): Promise<(Pick<PlaceRow, "wall" | "item" | "sort_at"> & { item_owner: string })[]> {
  return await db
    .selectFrom("walls")
    .innerJoin("places", "places.wall", "walls.id")
    .innerJoin("items", "items.id", "places.item")
    .select(["places.wall", "places.item", "places.sort_at", "items.owner as item_owner"])
    .where("walls.owner", "=", owner)
    .where("walls.shared_at", "is not", null)
    .where("places.removed_at", "is", null)
    .where("items.owner", "<>", owner)
    .limit(limit)
    .execute();
}
