import { sql } from "kysely";
import { compiledOnce, type Reader, type Unit } from "./store.ts";
import { takeNumbers } from "./wall-clock.ts";
import { positionKey } from "./wall-lists.ts";

/** An item in the order by hand of a wall. */
export interface Stood {
  readonly item: string;
  readonly position: string;
}

/** A unit, or what only reads. */
interface Rows {
  readonly db: Reader;
  readonly dialect: Unit["dialect"];
}

/** Where those of these items stand that are on the wall. */
export async function positionsOf(
  { db, dialect }: Rows,
  { wall, items }: { wall: string; items: readonly string[] },
): Promise<Map<string, Stood>> {
  if (items.length === 0) return new Map();
  const { rows } = await sql<Stood>`
    select places.item as item, ${positionKey(dialect)} as position from places
    where places.wall = ${wall} and places.removed_at is null and places.item in (${sql.join(items)})`.execute(db);
  return new Map(rows.map((row) => [row.item, row]));
}

/**
 * What stands next to something in the order by hand, the nearest first.
 * @param from null: from the end of the wall upwards, or from its top downwards
 */
export async function standingNext(
  { db, dialect }: Rows,
  asked: { wall: string; from: Stood | null; side: "above" | "below"; without: readonly string[]; limit: number },
): Promise<Stood[]> {
  const { wall, from, side, without, limit } = asked;
  const key = positionKey(dialect);
  const [than, way] = side === "above" ? [sql.raw(">"), sql.raw("asc")] : [sql.raw("<"), sql.raw("desc")];
  const conditions = [
    sql`places.wall = ${wall}`,
    sql`places.removed_at is null`,
    ...(from === null ? [] : [sql`(${key}, places.item) ${than} (${from.position}, ${from.item})`]),
    ...(without.length === 0 ? [] : [sql`places.item not in (${sql.join(without)})`]),
  ];
  const { rows } = await sql<Stood>`
    select places.item as item, ${key} as position from places where ${sql.join(conditions, sql` and `)}
    order by ${key} ${way}, places.item ${way} limit ${limit}`.execute(db);
  return rows;
}

const setPosition = compiledOnce<never, [string, number, string, string]>(
  (db, [position, clock, wall, item]) =>
    db.updateTable("places").set({ position, clock }).where("wall", "=", wall).where("item", "=", item) as never,
);

/** An item that was given another position, with the number under which readers hear of it. */
export interface Repositioned extends Stood {
  readonly clock: number;
}

/** Gives items their positions and tells the readers of the wall. Takes numbers of its clock. */
export async function setPositions(
  unit: Unit,
  { wall, stood }: { wall: string; stood: readonly Stood[] },
): Promise<Repositioned[]> {
  if (stood.length === 0) return [];
  const first = await takeNumbers(unit, wall, stood.length);
  const done = stood.map((each, n) => ({ ...each, clock: first + n }));
  for (const { item, position, clock } of done) await setPosition(unit.db, [position, clock, wall, item]);
  return done;
}
