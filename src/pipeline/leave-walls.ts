import { lockItems } from "../store/items.ts";
import { removePlace } from "../store/places.ts";
import { placesElsewhere, placesOfGuests } from "../store/places-of-others.ts";
import { refreshItem } from "../store/refresh-item.ts";
import type { Unit } from "../store/store.ts";
import { lockClocks } from "../store/wall-clock.ts";
import { inboxOf } from "../store/walls.ts";
import { takeOffWall } from "./take-off-wall.ts";

/**
 * Before a person is removed: some of what is theirs leaves the walls of others, so that those who watch hear of it. Tells
 * how many; none left, the walls are as if they had never come.
 */
export async function leaveOthersWalls(unit: Unit, { person, limit }: Leaving): Promise<number> {
  const places = await placesElsewhere(unit.db, { owner: person, limit });
  if (places.length === 0) return 0;
  const items = await lockItems(unit, [...new Set(places.map(({ item }) => item))]);
  await lockClocks(unit, [...new Set(places.map(({ wall }) => wall))].sort());
  for (const { wall, item: id } of places) {
    const item = items.get(id);
    if (!item) continue;
    await removePlace(unit, { wall, item: id });
    await refreshItem(unit, item);
  }
  return places.length;
}

/** The same for what others put on this person's walls: it goes home to them where it stands nowhere else. */
export async function sendGuestsHome(unit: Unit, { person, limit }: Leaving): Promise<number> {
  const places = await placesOfGuests(unit.db, { owner: person, limit });
  if (places.length === 0) return 0;
  const items = await lockItems(unit, [...new Set(places.map(({ item }) => item))]);
  const homes = new Map<string, string>();
  for (const { item_owner: owner } of places) homes.set(owner, homes.get(owner) ?? (await inboxOf(unit.db, owner)).id);
  await lockClocks(unit, [...new Set([...places.map(({ wall }) => wall), ...homes.values()])].sort());
  for (const { wall, item: id, sort_at: sortAtMs, item_owner: owner } of places) {
    const item = items.get(id);
    const home = homes.get(owner);
    if (item && home !== undefined) await takeOffWall(unit, { item, wall, home, sortAtMs });
  }
  return places.length;
}

interface Leaving {
  readonly person: string;
  readonly limit: number;
}
