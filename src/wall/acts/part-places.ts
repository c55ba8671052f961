import type { ActLeft } from "../../contract/act-names.ts";
import { placesOfItems, raisePlace, removePlace, returnPlace } from "../../store/places.ts";
import type { Unit } from "../../store/store.ts";
import type { ItemRow } from "../../store/tables.ts";
import { placeableWalls } from "../../store/wall-access.ts";
import { lockClocks, stampPlaces } from "../../store/wall-clock.ts";
import { inboxOf } from "../../store/walls.ts";
import type { MergeBefore } from "./merge-before.ts";
import { isSameSpot, type Spot } from "./standing.ts";

/**
 * Two items that were one stand where each stood: the winner goes where it was, where nobody moved it since, and the loser
 * comes back to its walls. Takes numbers of clocks.
 * @returns the walls concerned, for the doorbell
 */
export async function partPlaces(
  unit: Unit,
  { winner, loser, before }: { winner: ItemRow; loser: ItemRow; before: MergeBefore },
  leave: (code: ActLeft) => void,
): Promise<string[]> {
  const places = await placesOfItems(unit.db, [winner.id, loser.id]);
  const now = new Map<string, Spot>((places.get(winner.id) ?? []).map((place) => [place.wall, place]));
  const home = (await inboxOf(unit.db, loser.owner)).id;
  const stood = before.loser.places.filter(([, { removed_at }]) => removed_at === null);
  const walls = [...new Set([...now.keys(), ...stood.map(([wall]) => wall), home])].sort();
  const placeable = await placeableWalls(unit.db, { walls, person: loser.owner });
  await lockClocks(unit, walls);
  const moved = [
    ...(await partWinner(unit, { winner, now, before, placeable }, leave)),
    ...(await bringBack(unit, { loser, stood, placeable, home }, leave)),
  ];
  // It is otherwise now on its other walls too.
  const rest = [...now].filter(([wall, { removed_at }]) => removed_at === null && !moved.includes(wall));
  const stamped = await stampPlaces(
    unit,
    rest.map(([wall]) => ({ wall, item: winner.id })),
  );
  return [...new Set([...moved, ...stamped])];
}

async function partWinner(
  unit: Unit,
  {
    winner,
    now,
    before,
    placeable,
  }: { winner: ItemRow; now: ReadonlyMap<string, Spot>; before: MergeBefore; placeable: ReadonlySet<string> },
  leave: (code: ActLeft) => void,
): Promise<string[]> {
  const was = new Map(before.winner.places);
  const changed = before.after.places.filter(([wall, spot]) => !isSameSpot(was.get(wall) ?? null, spot));
  const untouched = changed.filter(([wall, spot]) => isSameSpot(now.get(wall) ?? null, spot));
  if (untouched.length < changed.length) leave("changed-since");
  const isOff = (wall: string) => {
    const spot = was.get(wall);
    return spot === undefined || spot.removed_at !== null;
  };
  const standing = [...now].filter(([, { removed_at }]) => removed_at === null).map(([wall]) => wall);
  const leaving = untouched.map(([wall]) => wall).filter(isOff);
  const isLast = standing.every((wall) => leaving.includes(wall));
  if (isLast && leaving.length > 0) leave("last-wall");
  const moved: string[] = [];
  for (const [wall] of untouched) {
    const spot = was.get(wall);
    if (isOff(wall)) {
      if (isLast) continue;
      await removePlace(unit, { wall, item: winner.id });
    } else if (spot && placeable.has(wall))
      await returnPlace(unit, { ...spotOf(spot), wall, item: winner.id, removedAtMs: null });
    else continue;
    moved.push(wall);
  }
  return moved;
}

async function bringBack(
  unit: Unit,
  {
    loser,
    stood,
    placeable,
    home,
  }: { loser: ItemRow; stood: MergeBefore["loser"]["places"]; placeable: ReadonlySet<string>; home: string },
  leave: (code: ActLeft) => void,
): Promise<string[]> {
  const back = stood.filter(([wall]) => placeable.has(wall)).map(([wall, spot]) => ({ wall, ...spotOf(spot) }));
  if (back.length < stood.length) leave("wall-closed");
  // It goes where all things arrive when every wall it stood on is gone.
  if (back.length === 0) back.push({ wall: home, sortAtMs: loser.created_at, position: null });
  for (const place of back) await raisePlace(unit, { ...place, item: loser.id, addedBy: loser.owner });
  return back.map(({ wall }) => wall);
}

const spotOf = ({ sort_at, position }: Spot) => ({ sortAtMs: sort_at, position });
