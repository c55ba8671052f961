import { sql } from "kysely";
import { markChanges, markWalls } from "./account-changes.ts";
import { compiledOnce, insertRow, type Reader, type Unit } from "./store.ts";
import type { WallRow } from "./wall-tables.ts";

/** Puts up a wall, the newest first; what it is for is said later. */
export async function insertWall(
  unit: Unit,
  wall: Omit<WallRow, "description" | "sorting" | "shared_at" | "indexed" | "query" | "edited_version"> & {
    query?: string;
  },
): Promise<void> {
  await insertRow(unit, "walls", {
    ...wall,
    query: wall.query ?? null,
    description: null,
    sorting: "newest",
    shared_at: null,
    edited_version: 0,
  });
  await insertRow(unit, "wall_clocks", { wall: wall.id, clock: 0, oldest: 0, closed_at: null });
  await markChanges(unit, [{ person: wall.owner, kind: "wall", id: wall.id }]);
}

export async function findWallByIdempotencyKey(
  db: Reader,
  { owner, idempotencyKey }: { owner: string; idempotencyKey: string },
): Promise<WallRow | undefined> {
  return await db
    .selectFrom("walls")
    .selectAll()
    .where("owner", "=", owner)
    .where("idempotency_key", "=", idempotencyKey)
    .executeTakeFirst();
}

/** A wall of this person that is not deleted. */
export async function findWall(db: Reader, { id, owner }: { id: string; owner: string }): Promise<WallRow | undefined> {
  return await db
    .selectFrom("walls")
    .selectAll()
    .where("id", "=", id)
    .where("owner", "=", owner)
    .where("deleted_at", "is", null)
    .executeTakeFirst();
}

const inboxOfOwner = compiledOnce<{ id: string }, [string]>((db, [owner]) =>
  db.selectFrom("walls").select("id").where("owner", "=", owner).where("kind", "=", sql.lit("inbox")),
);

/** People whose inbox is remembered: it is made with them, never another one, and every share without a wall asks for it. */
const INBOXES_KEPT = 10_000;
const inboxes = new Map<string, string>();

export async function inboxOf(db: Reader, owner: string): Promise<{ id: string }> {
  const kept = inboxes.get(owner);
  if (kept !== undefined) return { id: kept };
  const [inbox] = await inboxOfOwner(db, [owner]);
  if (!inbox) throw new Error("a person has no inbox");
  if (inboxes.size >= INBOXES_KEPT) inboxes.clear();
  inboxes.set(owner, inbox.id);
  return inbox;
}

/** A person's boards of these names, the oldest of each name. */
export async function boardsNamed(
  db: Reader,
  { owner, names }: { owner: string; names: readonly string[] },
): Promise<Map<string, string>> {
  if (names.length === 0) return new Map();
  const rows = await db
    .selectFrom("walls")
    .select((eb) => ["name", eb.fn.min("id").as("id")])
    .where("owner", "=", owner)
    .where("kind", "=", "board")
    .where("name", "in", names)
    .where("deleted_at", "is", null)
    .groupBy("name")
    .execute();
  return new Map(rows.map(({ name, id }) => [name, id]));
}

/** A smart wall of a person that has this name and asks this. */
export async function smartWallAsking(
  db: Reader,
  { owner, name, query }: { owner: string; name: string; query: string },
): Promise<string | undefined> {
  const row = await db
    .selectFrom("walls")
    .select("id")
    .where("owner", "=", owner)
    .where("kind", "=", "smart")
    .where("name", "=", name)
    .where("query", "=", query)
    .where("deleted_at", "is", null)
    .executeTakeFirst();
  return row?.id;
}

/** Those of these walls that are the person's and not deleted. */
export async function livingWalls(
  db: Reader,
  { walls, owner }: { walls: readonly string[]; owner: string },
): Promise<Set<string>> {
  if (walls.length === 0) return new Set();
  const rows = await db
    .selectFrom("walls")
    .select("id")
    .where("id", "in", walls)
    .where("owner", "=", owner)
    .where("deleted_at", "is", null)
    .execute();
  return new Set(rows.map((row) => row.id));
}

export interface WallStanding extends WallRow {
  readonly clock: number;
  readonly oldest: number;
}

const standingOfWall = compiledOnce<WallStanding, [string, string]>((db, [id, owner]) =>
  db
    .selectFrom("walls")
    .innerJoin("wall_clocks", "wall_clocks.wall", "walls.id")
    .selectAll("walls")
    .select(["wall_clocks.clock", "wall_clocks.oldest"])
    .where("walls.id", "=", id)
    .where("walls.owner", "=", owner)
    .where("walls.deleted_at", "is", null),
);

export async function findWallStanding(
  db: Reader,
  { id, owner }: { id: string; owner: string },
): Promise<WallStanding | undefined> {
  const [wall] = await standingOfWall(db, [id, owner]);
  return wall;
}

/** The walls of a person in the order they were made, after the wall `after`. */
export async function listWalls(
  db: Reader,
  { owner, after, limit }: { owner: string; after: string | null; limit: number },
): Promise<WallStanding[]> {
  let query = db
    .selectFrom("walls")
    .innerJoin("wall_clocks", "wall_clocks.wall", "walls.id")
    .selectAll("walls")
    .select(["wall_clocks.clock", "wall_clocks.oldest"])
    .where("walls.owner", "=", owner)
    .where("walls.deleted_at", "is", null);
  if (after !== null) query = query.where("walls.id", ">", after);
  return await query.orderBy("walls.id").limit(limit).execute();
}

export async function countStanding(db: Reader, walls: readonly string[]): Promise<Map<string, number>> {
  if (walls.length === 0) return new Map();
  const rows = await db
    .selectFrom("places")
    .select((eb) => ["wall", eb.fn.countAll<number>().as("items")])
    .where("wall", "in", walls)
    .where("removed_at", "is", null)
    .groupBy("wall")
    .execute();
  return new Map(rows.map((row) => [row.wall, Number(row.items)]));
}

export async function clocksOf(db: Reader, walls: readonly string[]): Promise<Map<string, number>> {
  if (walls.length === 0) return new Map();
  const rows = await db.selectFrom("wall_clocks").select(["wall", "clock"]).where("wall", "in", walls).execute();
  return new Map(rows.map((row) => [row.wall, row.clock]));
}

/** The number of a wall's clock, and the oldest from which changes can still be told. */
export async function oldestOf(db: Reader, wall: string): Promise<{ clock: number; oldest: number } | undefined> {
  const row = await db
    .selectFrom("wall_clocks")
    .select(["clock", "oldest"])
    .where("wall", "=", wall)
    .executeTakeFirst();
  return row && { clock: Number(row.clock), oldest: Number(row.oldest) };
}

/**
 * Changes a wall and counts it as an edit.
 * @param ifVersion only where the wall has just this `edited_version`
 * @returns false where it has another one
 */
export async function updateWall(
  unit: Unit,
  { id, ifVersion = null }: { id: string; ifVersion?: number | null },
  changes: Partial<Pick<WallRow, "name" | "description" | "sorting" | "visibility" | "indexed" | "query">>,
): Promise<boolean> {
  let update = unit.db
    .updateTable("walls")
    .set(changes)
    .set((eb) => ({ edited_version: eb("edited_version", "+", 1) }))
    .where("id", "=", id);
  if (ifVersion !== null) update = update.where("edited_version", "=", ifVersion);
  const { numUpdatedRows } = await update.executeTakeFirst();
  if (numUpdatedRows === 0n) return false;
  await markWalls(unit, [id]);
  return true;
}

export async function markWallDeleted(unit: Unit, id: string): Promise<void> {
  await unit.db.updateTable("walls").set({ deleted_at: unit.nowMs }).where("id", "=", id).execute();
  await unit.db.updateTable("wall_clocks").set({ closed_at: unit.nowMs }).where("wall", "=", id).execute();
  await markWalls(unit, [id], { isGone: true });
}

/** Others are let in: from now on there may be things of theirs on it. */
export async function markShared(unit: Unit, id: string): Promise<void> {
  await unit.db
    .updateTable("walls")
    .set({ shared_at: unit.nowMs })
    .where("id", "=", id)
    .where("shared_at", "is", null)
    .execute();
}

/** Gives a wall to another person. The key it was once asked for with was the former owner's, and so were its feed and its links. */
export async function handWallTo(unit: Unit, { wall, owner }: { wall: string; owner: string }): Promise<void> {
  await unit.db
    .updateTable("walls")
    .set({ owner, idempotency_key: null, visibility: "private", indexed: 0 })
    .where("id", "=", wall)
    .execute();
  await unit.db
    .updateTable("wall_links")
    .set({ revoked_at: unit.nowMs })
    .where("wall", "=", wall)
    .where("revoked_at", "is", null)
    .execute();
  await unit.db.deleteFrom("feeds").where("wall", "=", wall).execute();
  await markWalls(unit, [wall]);
  await markChanges(unit, [{ person: owner, kind: "wall", id: wall, isWhole: true }]);
}
