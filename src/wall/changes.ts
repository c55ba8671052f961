import type { Item } from "../contract/items.ts";
import { Problem } from "../contract/problems.ts";
import { placesChangedSince } from "../store/places.ts";
import type { Reader } from "../store/store.ts";
import { type ShownItem, showItems, type Viewer } from "./present-item.ts";
import { wallFor } from "./wall-for.ts";

export interface Removed {
  readonly id: string;
  readonly clock: number;
}

/** What changed on a wall, for whoever sees it. */
export interface ChangesShown {
  readonly items: readonly (ShownItem & { readonly clock: number })[];
  readonly removed: Removed[];
  /** The highest number in this answer, or what was asked from when nothing changed. */
  readonly next: number;
  readonly more: boolean;
}

export interface ChangesOfWall extends Omit<ChangesShown, "items"> {
  readonly items: Item[];
}

/** What changed on one wall after a number of its clock; that whoever looks may see it is for the caller to know. */
export async function changesSince(
  db: Reader,
  { wall, since, limit }: { wall: string; since: number; limit: number },
): Promise<ChangesShown> {
  const places = await placesChangedSince(db, { wall, since, limit: limit + 1 });
  const page = places.slice(0, limit);
  const clocks = new Map(page.filter((place) => place.removed_at === null).map(({ item, clock }) => [item, clock]));
  const gone = page.filter((place) => place.removed_at !== null);
  const read = await showItems(db, [...clocks.keys()], wall);
  // What changes again meanwhile is told again with its new number. Told with it already now, a reader would go on from
  // there and miss what others changed at numbers between.
  const items = read.map((item) => {
    const clock = clocks.get(item.id) ?? 0;
    return { ...item, clock, seenBy: (viewer: Viewer) => ({ ...item.seenBy(viewer), clock }) };
  });
  return {
    items,
    removed: gone.map((place) => ({ id: place.item, clock: place.clock })),
    next: page.at(-1)?.clock ?? since,
    more: places.length > limit,
  };
}

/** @throws Problem not-found; resync when the numbers since then are no longer kept */
export async function changesOfWall(
  db: Reader,
  { id, person, since, limit }: { id: string; person: string; since: number; limit: number },
): Promise<ChangesOfWall> {
  const wall = await wallFor(db, { id, person, use: "read" });
  if (since < wall.oldest || since > wall.clock)
    throw new Problem("resync", "Load the wall again from its first page and go on from its clock.");
  return changesSeenBy(await changesSince(db, { wall: id, since, limit }), person);
}

const changesSeenBy = ({ items, ...changes }: ChangesShown, person: string): ChangesOfWall => ({
  ...changes,
  items: items.map((item) => item.seenBy({ person })),
});
