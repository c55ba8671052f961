import type { WallMove, WallSpot } from "../contract/items.ts";
import { LIMITS } from "../contract/limits.ts";
import { Problem } from "../contract/problems.ts";
import { LONGEST_POSITION, positionsWithin } from "../core/positions.ts";
import { positionsOf, type Repositioned, type Stood, setPositions, standingNext } from "../store/positions.ts";
import type { Unit } from "../store/store.ts";
import { lockClocks } from "../store/wall-clock.ts";
import type { WallDeps } from "./deps.ts";
import { wallFor } from "./wall-for.ts";

/** So many things on either side of a gap that is used up are spread anew at first, and so many at the most. */
const SPREAD_FIRST = 16;
const SPREAD_MOST = 256;

interface WallOfPerson {
  readonly wall: string;
  readonly person: string;
}

/** The neighbours that something is put between; null at the top and at the end. */
interface Between {
  readonly above: Stood | null;
  readonly below: Stood | null;
}

/**
 * Puts one item elsewhere in the order by hand of a wall. Where it stands there already nothing changes.
 * @throws Problem not-found, same-item, neighbour-gone
 */
export async function moveByHand(
  deps: WallDeps,
  { wall, person, item, spot }: WallOfPerson & { item: string; spot: WallSpot },
): Promise<void> {
  await inOneUnit(deps, { wall, person }, async (unit) => {
    const known = await positionsOf(unit, { wall, items: [item] });
    if (!known.has(item)) throw new Problem("not-found", "The item does not stand on this wall.");
    return await move(unit, wall, { ids: [item], ...spot });
  });
}

/**
 * Makes these moves one after the other, all or none: the items of each stand together afterwards, in the order in which
 * they are named. Those that left the wall meanwhile are left out.
 * @returns what stands elsewhere now, also what made room
 * @throws Problem not-found, same-item, neighbour-gone, out-of-range
 */
export async function moveManyByHand(
  deps: WallDeps,
  { wall, person, moves }: WallOfPerson & { moves: readonly WallMove[] },
): Promise<Repositioned[]> {
  const total = moves.reduce((sum, { ids }) => sum + ids.length, 0);
  if (total > LIMITS.itemsABulk)
    throw new Problem("out-of-range", `Move at most ${LIMITS.itemsABulk} items at once, not ${total}.`);
  return await inOneUnit(deps, { wall, person }, async (unit) => {
    const moved = new Map<string, Repositioned>();
    for (const each of moves) for (const row of await move(unit, wall, each)) moved.set(row.item, row);
    return [...moved.values()];
  });
}

/**
 * With the wall's clock held nobody else puts anything on this wall, takes it off or moves it: two who move at once do so
 * one after the other, and see what the other did.
 */
async function inOneUnit(
  deps: WallDeps,
  { wall, person }: WallOfPerson,
  work: (unit: Unit) => Promise<Repositioned[]>,
): Promise<Repositioned[]> {
  const moved = await deps.store.write(async (unit) => {
    await wallFor(unit.db, { id: wall, person, use: "place" });
    await lockClocks(unit, [wall]);
    return await work(unit);
  });
  if (moved.length > 0) deps.channel.publish({ kind: "walls", walls: [wall] });
  return moved;
}

async function move(unit: Unit, wall: string, { ids, ...spot }: WallMove): Promise<Repositioned[]> {
  const known = await positionsOf(unit, { wall, items: ids });
  const moved = [...new Set(ids)].flatMap((id) => known.get(id) ?? []);
  const gap = await gapAt(unit, { wall, spot, without: ids });
  if (moved.length === 0 || isInPlace(moved, gap)) return [];
  const neighbours = { above: gap.above?.position ?? null, below: gap.below?.position ?? null };
  const positions = positionsWithin(neighbours, moved.length, unit.nowMs);
  const stood = isShort(positions) ? withPositions(moved, positions) : await spreadAnew(unit, { wall, moved, gap });
  return await setPositions(unit, { wall, stood });
}

/** @throws Problem same-item, neighbour-gone */
async function gapAt(
  unit: Unit,
  { wall, spot, without }: { wall: string; spot: WallSpot; without: readonly string[] },
): Promise<Between> {
  const next = async (side: "above" | "below", from: Stood | null): Promise<Stood | null> =>
    (await standingNext(unit, { wall, from, side, without, limit: 1 }))[0] ?? null;
  if (spot.at === "top") return { above: null, below: await next("below", null) };
  if (spot.at === "end") return { above: await next("above", null), below: null };
  const named = spot.after ?? spot.before ?? "";
  if (without.includes(named))
    throw new Problem("same-item", "An item has no place beside itself. Name another one of the wall.");
  const beside = (await positionsOf(unit, { wall, items: [named] })).get(named);
  if (!beside)
    throw new Problem("neighbour-gone", "What it was to stand beside is not on this wall. Look at the wall again.");
  return spot.after === undefined
    ? { above: await next("above", beside), below: beside }
    : { above: beside, below: await next("below", beside) };
}

/** Between the neighbours stands nothing else, so that they are in place when the whole row is in its order. */
function isInPlace(moved: readonly Stood[], { above, below }: Between): boolean {
  const row = [above, ...moved, below].filter((each) => each !== null);
  return row.every((each, n) => {
    const before = row[n - 1];
    if (!before) return true;
    return before.position === each.position ? before.item > each.item : before.position > each.position;
  });
}

const isShort = (positions: readonly string[] | null): positions is readonly string[] =>
  positions?.every(({ length }) => length <= LONGEST_POSITION) ?? false;

const withPositions = (stood: readonly Stood[], positions: readonly string[]): Stood[] =>
  stood.map(({ item }, n) => ({ item, position: positions[n] ?? "" }));

/**
 * The gap is used up: what stands around it is spread evenly between two that are further apart. Each time it takes as
 * many again until the positions are short, so that only a heap that many hands made costs more than a few rows.
 */
async function spreadAnew(
  unit: Unit,
  { wall, moved, gap }: { wall: string; moved: readonly Stood[]; gap: Between },
): Promise<Stood[]> {
  const without = moved.map(({ item }) => item);
  /** The nearest first; one more than is spread, when there is one, is the bound. */
  const reach = async (side: "above" | "below", from: Stood | null, limit: number): Promise<Stood[]> =>
    from === null ? [] : [from, ...(await standingNext(unit, { wall, from, side, without, limit }))];
  for (let most = SPREAD_FIRST; ; most *= 2) {
    const [above, below] = [await reach("above", gap.above, most), await reach("below", gap.below, most)];
    const bounds = { above: above[most]?.position ?? null, below: below[most]?.position ?? null };
    const row = [...above.slice(0, most).reverse(), ...moved, ...below.slice(0, most)];
    const positions = positionsWithin(bounds, row.length, unit.nowMs);
    if (positions !== null && (isShort(positions) || most >= SPREAD_MOST)) return withPositions(row, positions);
  }
}
