import { updateItem } from "../store/items.ts";
import { placesOfItems, raisePlace, removePlace, wallsOfItem } from "../store/places.ts";
import { refreshItem } from "../store/refresh-item.ts";
import { unindexItem } from "../store/search-index.ts";
import { placeableWalls } from "../store/wall-access.ts";
import { inboxOf } from "../store/walls.ts";
import { type Change, changeItem, type ItemOfPerson } from "./change-item.ts";
import type { WallDeps } from "./deps.ts";

/** The trash is emptied this long after. */
export const TRASH_KEPT_MS = 30 * 24 * 3_600_000;

/**
 * Puts an item into the trash: off every wall and out of the search, everything kept. Its places carry the very time of
 * the deletion, so that a restore knows where it stood. Doing it twice changes nothing.
 */
export async function trashItem(deps: WallDeps, whose: ItemOfPerson): Promise<void> {
  await changeItem(deps, whose, trashing);
}

/** The same as a change among others. */
export const trashing: Change = async (unit, item) => {
  if (item.deleted_at !== null) return {};
  await updateItem(unit, item.id, { deleted_at: unit.nowMs, purge_at: unit.nowMs + TRASH_KEPT_MS });
  await unindexItem(unit, item.seq);
  const walls = await wallsOfItem(unit.db, item.id);
  for (const wall of walls) await removePlace(unit, { wall, item: item.id });
  return { moved: walls };
};

/** Takes an item out of the trash, back to where it stood. Doing it twice changes nothing. */
export async function restoreItem(deps: WallDeps, whose: ItemOfPerson): Promise<void> {
  await changeItem(deps, whose, restoring);
}

/** The same as a change among others. */
export const restoring: Change = async (unit, item) => {
  if (item.deleted_at === null) return {};
  await updateItem(unit, item.id, { deleted_at: null, purge_at: null });
  const places = (await placesOfItems(unit.db, [item.id])).get(item.id) ?? [];
  const stood = places.filter((place) => place.removed_at === item.deleted_at);
  const walls = stood.map((place) => place.wall);
  const placeable = await placeableWalls(unit.db, { walls, person: item.owner });
  const back = stood
    .filter((place) => placeable.has(place.wall))
    .map(({ wall, sort_at, position }) => ({ wall, sortAtMs: sort_at, position }));
  // Every wall it stood on was deleted meanwhile, or is closed to its owner: then it goes where all things arrive.
  if (back.length === 0)
    back.push({ wall: (await inboxOf(unit.db, item.owner)).id, sortAtMs: item.created_at, position: null });
  for (const place of back) await raisePlace(unit, { ...place, item: item.id, addedBy: item.owner });
  await refreshItem(unit, { ...item, deleted_at: null });
  return { moved: back.map((place) => place.wall) };
};
