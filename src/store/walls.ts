import { sql } from "kysely";
import { compiledOnce, insertRow, type Reader, type Unit } from "./store.ts";
import type { WallRow } from "./wall-tables.ts";

/** Puts up a wall, the newest first; what it is for is said later. */
export async function insertWall(unit: Unit, wall: Omit<WallRow, "description" | "sorting">): Promise<void> {
  await insertRow(unit, "walls", { ...wall, description: null, sorting: "newest" });
  await insertRow(unit, "wall_clocks", { wall: wall.id, clock: 0, oldest: 0, closed_at: null });
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

/** Those of these walls that are not deleted. */
export async function livingWalls(db: Reader, walls: readonly string[]): Promise<Set<string>> {
  if (walls.length === 0) return new Set();
  const rows = await db
    .selectFrom("walls")
    .select("id")
    .where("id", "in", walls)
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

export async function updateWall(
  unit: Unit,
  id: string,
  changes: Partial<Pick<WallRow, "name" | "description" | "sorting">>,
): Promise<void> {
  await unit.db.updateTable("walls").set(changes).where("id", "=", id).execute();
}

export async function markWallDeleted(unit: Unit, id: string): Promise<void> {
  await unit.db.updateTable("walls").set({ deleted_at: unit.nowMs }).where("id", "=", id).execute();
  await unit.db.updateTable("wall_clocks").set({ closed_at: unit.nowMs }).where("wall", "=", id).execute();
}
