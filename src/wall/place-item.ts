import { Problem } from "../contract/problems.ts";
import { takeOffWall } from "../pipeline/take-off-wall.ts";
import { raisePlace, removePlace, wallsOfItem } from "../store/places.ts";
import { refreshItem } from "../store/refresh-item.ts";
import type { Unit } from "../store/store.ts";
import type { ItemRow } from "../store/tables.ts";
import { lockClocks } from "../store/wall-clock.ts";
import { inboxOf } from "../store/walls.ts";
import { type Change, changeItem, changeStanding, type ItemOfPerson } from "./change-item.ts";
import type { WallDeps } from "./deps.ts";
import { wallFor } from "./wall-for.ts";

/** Puts an item on a wall where its owner may put things. Where it stands already it stays as it is. */
export async function placeItem(
  deps: WallDeps,
  { item, person, wall }: ItemOfPerson & { wall: string },
): Promise<void> {
  await changeItem(deps, { item, person }, placing({ person, wall }));
}

/** The same as a change among others. */
export function placing({ person, wall }: ByPerson & { wall: string }): Change {
  return async (unit, row) => {
    await wallFor(unit.db, { id: wall, person, use: "place" });
    if (row.deleted_at !== null) throw new Problem("item-in-trash", "Restore the item first.");
    const walls = await wallsOfItem(unit.db, row.id);
    if (walls.includes(wall)) return {};
    await lockClocks(unit, [...walls, wall]);
    await raisePlace(unit, { wall, item: row.id, sortAtMs: unit.nowMs, addedBy: person });
    await refreshItem(unit, row);
    return { moved: [wall] };
  };
}

interface ByPerson {
  readonly person: string;
}

/**
 * Takes an item off a wall. One's own must stand on another that one sees; somebody else's goes to their inbox if it stands
 * nowhere else.
 * @throws Problem not-found, role-too-small, last-wall
 */
export async function unplaceItem(
  deps: WallDeps,
  { item, person, wall }: ItemOfPerson & { wall: string },
): Promise<void> {
  await changeStanding(deps, { item, person, wall }, unplacing({ person, wall }));
}

/** The same as a change among others, for whoever may arrange the wall. */
export function unplacing({ person, wall }: ByPerson & { wall: string }): Change {
  return async (unit, row) => {
    const walls = await wallsOfItem(unit.db, row.id);
    if (!walls.includes(wall)) throw new Problem("not-found", "The item does not stand on this wall.");
    if (row.owner !== person) return await takeOffOthers(unit, { row, wall, walls });
    if (walls.length === 1)
      throw new Problem("last-wall", "Put it on another wall first, or delete it if you do not want it any more.");
    await lockClocks(unit, walls);
    await removePlace(unit, { wall, item: row.id });
    await refreshItem(unit, row);
    return { moved: [wall] };
  };
}

async function takeOffOthers(
  unit: Unit,
  { row, wall, walls }: { row: ItemRow; wall: string; walls: readonly string[] },
): Promise<{ moved: string[] }> {
  const home = (await inboxOf(unit.db, row.owner)).id;
  await lockClocks(unit, [...new Set([...walls, home])]);
  await takeOffWall(unit, { item: row, wall, home, sortAtMs: row.created_at });
  return { moved: walls.length === 1 ? [wall, home] : [wall] };
}

/** Takes an item from one wall to another in one change; where it stands on the other already, it only leaves the first. */
export function moving({ person, from, to }: ByPerson & { from: string; to: string }): Change {
  return async (unit, row) => {
    const item = row.id;
    await wallFor(unit.db, { id: to, person, use: "place" });
    if (row.deleted_at !== null) throw new Problem("item-in-trash", "Restore the item first.");
    const walls = await wallsOfItem(unit.db, item);
    if (from === to || !walls.includes(from)) {
      if (walls.includes(to)) return {};
      throw new Problem("not-found", "The item does not stand on this wall.");
    }
    await lockClocks(unit, [...walls, to]);
    if (!walls.includes(to)) await raisePlace(unit, { wall: to, item, sortAtMs: unit.nowMs, addedBy: person });
    await removePlace(unit, { wall: from, item });
    await refreshItem(unit, row);
    return { moved: [from, to] };
  };
}
