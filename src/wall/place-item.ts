import { Problem } from "../contract/problems.ts";
import { raisePlace, removePlace, wallsOfItem } from "../store/places.ts";
import { refreshItem } from "../store/refresh-item.ts";
import { lockClocks } from "../store/wall-clock.ts";
import { findWall } from "../store/walls.ts";
import { changeItem, type ItemOfPerson } from "./change-item.ts";
import type { WallDeps } from "./deps.ts";

/** Puts an item on a wall of the same person. Where it stands already it stays as it is. */
export async function placeItem(
  deps: WallDeps,
  { item, person, wall }: ItemOfPerson & { wall: string },
): Promise<void> {
  await changeItem(deps, { item, person }, async (unit, row) => {
    if (!(await findWall(unit.db, { id: wall, owner: person })))
      throw new Problem("not-found", "There is no such wall.");
    if (row.deleted_at !== null) throw new Problem("item-in-trash", "Restore the item first.");
    const walls = await wallsOfItem(unit.db, item);
    if (walls.includes(wall)) return {};
    await lockClocks(unit, [...walls, wall]);
    await raisePlace(unit, { wall, item, sortAtMs: unit.nowMs, addedBy: person });
    await refreshItem(unit, row);
    return { moved: [wall] };
  });
}

/** Takes an item off a wall; it must stand on another. */
export async function unplaceItem(
  deps: WallDeps,
  { item, person, wall }: ItemOfPerson & { wall: string },
): Promise<void> {
  await changeItem(deps, { item, person }, async (unit, row) => {
    const walls = await wallsOfItem(unit.db, item);
    if (!walls.includes(wall)) throw new Problem("not-found", "The item does not stand on this wall.");
    if (walls.length === 1)
      throw new Problem("last-wall", "Put it on another wall first, or delete it if you do not want it any more.");
    await lockClocks(unit, walls);
    await removePlace(unit, { wall, item });
    await refreshItem(unit, row);
    return { moved: [wall] };
  });
}

/** Takes an item from one wall to another in one change; where it stands on the other already, it only leaves the first. */
export async function moveItem(
  deps: WallDeps,
  { item, person, from, to }: ItemOfPerson & { from: string; to: string },
): Promise<void> {
  await changeItem(deps, { item, person }, async (unit, row) => {
    if (!(await findWall(unit.db, { id: to, owner: person }))) throw new Problem("not-found", "There is no such wall.");
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
  });
}
