import { raisePlace, removePlace, wallsOfItem } from "../store/places.ts";
import { refreshItem } from "../store/refresh-item.ts";
import type { Unit } from "../store/store.ts";
import type { ItemRow } from "../store/tables.ts";

/**
 * Takes an item off a wall, whoever's the two are. One that stands nowhere else goes to the inbox of whose it is, with the
 * time it had. The item and the clocks of the wall and of that inbox are locked.
 * @returns whether it stood there: it may have been taken off, deleted or merged while its lock was waited for
 */
export async function takeOffWall(
  unit: Unit,
  { item, wall, home, sortAtMs }: { item: ItemRow; wall: string; home: string; sortAtMs: number },
): Promise<boolean> {
  const standing = await wallsOfItem(unit.db, item.id);
  if (!standing.includes(wall)) return false;
  await removePlace(unit, { wall, item: item.id });
  if (standing.length === 1) await raisePlace(unit, { wall: home, item: item.id, sortAtMs, addedBy: item.owner });
  await refreshItem(unit, item);
  return true;
}
