import { sql } from "kysely";
import { countNumbers, lastNumber, numberOfUnit } from "./change-numbers.ts";
import { compiledOnce, type Unit } from "./store.ts";

/** A standing of an item on a wall that a reader must hear of. */
export interface Placement {
  readonly wall: string;
  readonly item: string;
}

interface Advanced {
  readonly clock: number;
  readonly closed_at: number | null;
}

// Numbers of a wall are those of the whole system, as far as they may be: one greater than the wall's last at least, and not
// below the number of the unit that takes them. So who has read an account up to a number finds what came later on any wall.
const advanceOnSqlite = compiledOnce<Advanced, [number, string]>((db, [count, wall]) =>
  db
    .updateTable("wall_clocks")
    .set({ clock: sql`max(clock + ${count}, ${lastNumber})` })
    .where("wall", "=", wall)
    .returning(["clock", "closed_at"]),
);
const advanceOnPostgres = compiledOnce<Advanced, [number, number, string]>((db, [count, again, wall]) =>
  db
    .updateTable("wall_clocks")
    .set({ clock: sql`greatest(clock + ${count}::bigint, ${numberOfUnit} + ${again}::bigint - 1)` })
    .where("wall", "=", wall)
    .returning(["clock", "closed_at"]),
);

async function advanceClock(unit: Unit, wall: string, count: number): Promise<Advanced | undefined> {
  await countNumbers(unit, count);
  const [row] = await (unit.dialect === "postgres"
    ? advanceOnPostgres(unit.db, [count, count, wall])
    : advanceOnSqlite(unit.db, [count, wall]));
  return row;
}

/**
 * Takes `count` numbers of a wall's clock, one after the other and greater than all before, and returns the first of them. The row stays locked until COMMIT, so
 * numbers are committed in their order; take them last in a unit (taking them first halved the rate of a hot wall).
 */
export async function takeNumbers(unit: Unit, wall: string, count = 1): Promise<number> {
  const row = await advanceClock(unit, wall, count);
  if (!row) throw new Error("a wall has no clock");
  return row.clock - count + 1;
}

/** A wall was deleted while something was on its way to it. */
export class WallGone extends Error {
  constructor() {
    super("the wall was deleted meanwhile");
    this.name = "WallGone";
  }
}

/**
 * Takes a number for something that is put on a wall. Here, with the clock's row locked, it is certain whether the wall
 * still stands: who looked before waiting for the lock may have seen one that was being deleted.
 * @throws WallGone
 */
export async function takePlace(unit: Unit, wall: string): Promise<number> {
  return await takePlaces(unit, wall, 1);
}

/** The same for `count` things at once; tells the first of their numbers. @throws WallGone */
export async function takePlaces(unit: Unit, wall: string, count: number): Promise<number> {
  const row = await advanceClock(unit, wall, count);
  if (!row || row.closed_at !== null) throw new WallGone();
  return row.clock - count + 1;
}

/**
 * Locks the clocks of these walls in the order of their ids. Whoever takes numbers of several walls one by one begins
 * here; with one clock held and a lower one wanted, placing an item and deleting a wall waited for each other.
 */
export async function lockClocks(unit: Unit, walls: readonly string[]): Promise<void> {
  if (unit.dialect !== "postgres") return;
  await unit.db
    .selectFrom("wall_clocks")
    .select("wall")
    .where("wall", "in", walls)
    .orderBy("wall")
    .forUpdate()
    .execute();
}

const stampPlace = compiledOnce<never, [number, string, string]>(
  (db, [clock, wall, item]) =>
    db.updateTable("places").set({ clock }).where("wall", "=", wall).where("item", "=", item) as never,
);

/**
 * Tells readers that these items changed on these walls: stamps each place with a new number of its wall's clock.
 * Walls go in the order of their ids, as everywhere, so that two units cannot wait for each other.
 * @returns the walls concerned, for the doorbell
 */
export async function stampPlaces(unit: Unit, placements: readonly Placement[]): Promise<string[]> {
  const itemsByWall = new Map<string, string[]>();
  for (const { wall, item } of placements) {
    const items = itemsByWall.get(wall);
    if (items) items.push(item);
    else itemsByWall.set(wall, [item]);
  }
  const walls = [...itemsByWall.keys()].sort();
  for (const wall of walls) {
    const items = itemsByWall.get(wall) ?? [];
    let clock = await takeNumbers(unit, wall, items.length);
    for (const item of items) {
      await stampPlace(unit.db, [clock, wall, item]);
      clock += 1;
    }
  }
  return walls;
}

/** Changes up to this number can no longer all be told: readers that are further behind must load the wall anew. */
export async function raiseOldest(unit: Unit, { wall, clock }: { wall: string; clock: number }): Promise<void> {
  await unit.db
    .updateTable("wall_clocks")
    .set({ oldest: clock })
    .where("wall", "=", wall)
    .where("oldest", "<", clock)
    .execute();
}
