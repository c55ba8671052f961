import { markWalls } from "./account-changes.ts";
import { insertRow, type Reader, type Unit } from "./store.ts";
import type { WallLinkRow } from "./wall-link-tables.ts";
import type { WallStanding } from "./walls.ts";

interface LinkOfWall {
  readonly id: string;
  readonly wall: string;
}

export async function insertWallLink(unit: Unit, link: WallLinkRow): Promise<void> {
  await insertRow(unit, "wall_links", link);
}

/** Links of a wall that are not revoked, the newest first; those that have expired are among them. */
export async function listWallLinks(
  db: Reader,
  { wall, limit }: { wall: string; limit: number },
): Promise<WallLinkRow[]> {
  return await db
    .selectFrom("wall_links")
    .selectAll()
    .where("wall", "=", wall)
    .where("revoked_at", "is", null)
    .orderBy("id", "desc")
    .limit(limit)
    .execute();
}

export async function findWallLink(db: Reader, { id, wall }: LinkOfWall): Promise<WallLinkRow | undefined> {
  return await db
    .selectFrom("wall_links")
    .selectAll()
    .where("id", "=", id)
    .where("wall", "=", wall)
    .where("revoked_at", "is", null)
    .executeTakeFirst();
}

export type LinkChanges = Partial<
  Pick<WallLinkRow, "name" | "password_hash" | "expires_at" | "embed" | "moderated" | "most_items" | "most_bytes">
>;

export async function updateWallLink(unit: Unit, { id, wall }: LinkOfWall, changes: LinkChanges): Promise<void> {
  if (Object.keys(changes).length > 0)
    await unit.db.updateTable("wall_links").set(changes).where("id", "=", id).where("wall", "=", wall).execute();
}

/** Whether there was one to revoke. */
export async function revokeWallLink(unit: Unit, { id, wall }: LinkOfWall): Promise<boolean> {
  const revoked = await unit.db
    .updateTable("wall_links")
    .set({ revoked_at: unit.nowMs })
    .where("id", "=", id)
    .where("wall", "=", wall)
    .where("revoked_at", "is", null)
    .executeTakeFirst();
  return revoked.numUpdatedRows === 1n;
}

/** A link that opens a wall, and the wall. */
export interface OpenLink {
  readonly link: WallLinkRow;
  readonly wall: WallStanding;
}

/** What the secret of a link opens now; undefined where it opens nothing, whatever the reason. */
export async function findOpenLink(
  db: Reader,
  { tokenHash, kind, nowMs }: { tokenHash: string; kind: WallLinkRow["kind"]; nowMs: number },
): Promise<OpenLink | undefined> {
  const link = await db
    .selectFrom("wall_links")
    .selectAll()
    .where("token_hash", "=", tokenHash)
    .where("kind", "=", kind)
    .where("revoked_at", "is", null)
    .where((eb) => eb.or([eb("expires_at", "is", null), eb("expires_at", ">", nowMs)]))
    .executeTakeFirst();
  const wall = link && (await findStandingBoard(db, link.wall));
  return link && wall ? { link, wall } : undefined;
}

/** A wall that is no inbox, whoever asks; what belongs to somebody who was shut out is closed with them. */
export async function findStandingBoard(db: Reader, id: string): Promise<WallStanding | undefined> {
  return await db
    .selectFrom("walls")
    .innerJoin("wall_clocks", "wall_clocks.wall", "walls.id")
    .innerJoin("persons", "persons.id", "walls.owner")
    .selectAll("walls")
    .select(["wall_clocks.clock", "wall_clocks.oldest"])
    .where("walls.id", "=", id)
    .where("walls.kind", "=", "board")
    .where("walls.deleted_at", "is", null)
    .where("persons.disabled_at", "is", null)
    .where("persons.leaving_at", "is", null)
    .executeTakeFirst();
}

export async function touchWallLink(unit: Unit, id: string): Promise<void> {
  await unit.db.updateTable("wall_links").set({ used_at: unit.nowMs }).where("id", "=", id).execute();
}

/** Links that open a wall to be looked at. */
const opening = (unit: Unit) =>
  unit.db
    .selectFrom("wall_links")
    .select("wall_links.wall")
    .where("wall_links.kind", "=", "view")
    .where("wall_links.revoked_at", "is", null)
    .where((eb) => eb.or([eb("wall_links.expires_at", "is", null), eb("wall_links.expires_at", ">", unit.nowMs)]));

/** What a wall that is not public is: seen by a link, or private. */
export async function followLinks(unit: Unit, wall: string): Promise<void> {
  const isOpen = (await opening(unit).where("wall_links.wall", "=", wall).executeTakeFirst()) !== undefined;
  const visibility = isOpen ? "link" : "private";
  const changed = await unit.db
    .updateTable("walls")
    .set({ visibility })
    .where("id", "=", wall)
    .where("visibility", "not in", ["public", visibility])
    .returning("id")
    .execute();
  await markWalls(
    unit,
    changed.map(({ id }) => id),
  );
}

/** Walls whose last link has expired are private again. */
export async function followExpiredLinks(unit: Unit): Promise<void> {
  const closed = await unit.db
    .updateTable("walls")
    .set({ visibility: "private" })
    .where("visibility", "=", "link")
    .where("id", "not in", opening(unit))
    .returning("id")
    .execute();
  await markWalls(
    unit,
    closed.map(({ id }) => id),
  );
}
