import type { FeedRow } from "./feed-row.ts";
import type { Reader, Unit } from "./store.ts";

/** One a wall: a new secret takes the place of the one before, which opens nothing from then on. */
export async function setFeed(
  unit: Unit,
  { wall, owner, hash }: { wall: string; owner: string; hash: string },
): Promise<void> {
  const renewed = { token_hash: hash, created_at: unit.nowMs };
  await unit.db
    .insertInto("feeds")
    .values({ wall, owner, ...renewed })
    .onConflict((conflict) => conflict.column("wall").doUpdateSet(renewed))
    .execute();
}

export async function removeFeed(unit: Unit, { wall, owner }: { wall: string; owner: string }): Promise<void> {
  await unit.db.deleteFrom("feeds").where("wall", "=", wall).where("owner", "=", owner).execute();
}

export async function feedOfWall(
  db: Reader,
  { wall, owner }: { wall: string; owner: string },
): Promise<FeedRow | undefined> {
  return await db
    .selectFrom("feeds")
    .selectAll()
    .where("wall", "=", wall)
    .where("owner", "=", owner)
    .executeTakeFirst();
}

export async function findFeed(db: Reader, hash: string): Promise<FeedRow | undefined> {
  return await db.selectFrom("feeds").selectAll().where("token_hash", "=", hash).executeTakeFirst();
}
