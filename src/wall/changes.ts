import type { Item } from "../contract/items.ts";
import { Problem } from "../contract/problems.ts";
import { placesChangedSince } from "../store/places.ts";
import type { Reader } from "../store/store.ts";
import { findWallStanding, listWalls } from "../store/walls.ts";
import { makeCursor, readCursor } from "./cursor.ts";
import { presentItems } from "./present-item.ts";

export interface Removed {
  readonly id: string;
  readonly clock: number;
}

export interface ChangesOfWall {
  readonly items: Item[];
  readonly removed: Removed[];
  /** The highest number in this answer, or what was asked from when nothing changed. */
  readonly next: number;
  readonly more: boolean;
}

/** What changed on one wall after a number of its clock, for a caller who may see it. */
export async function changesSince(
  db: Reader,
  { wall, since, limit }: { wall: string; since: number; limit: number },
): Promise<ChangesOfWall> {
  const places = await placesChangedSince(db, { wall, since, limit: limit + 1 });
  const page = places.slice(0, limit);
  const clocks = new Map(page.filter((place) => place.removed_at === null).map(({ item, clock }) => [item, clock]));
  const gone = page.filter((place) => place.removed_at !== null);
  const read = await presentItems(db, [...clocks.keys()], wall);
  // What changes again meanwhile is told again with its new number. Told with it already now, a reader would go on from
  // there and miss what others changed at numbers between.
  const items = read.map((item) => ({ ...item, clock: clocks.get(item.id) ?? item.clock }));
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
  { id, owner, since, limit }: { id: string; owner: string; since: number; limit: number },
): Promise<ChangesOfWall> {
  const wall = await findWallStanding(db, { id, owner });
  if (!wall) throw new Problem("not-found", "There is no such wall.");
  if (since < wall.oldest || since > wall.clock)
    throw new Problem("resync", "Load the wall again from its first page and go on from its clock.");
  return await changesSince(db, { wall: id, since, limit });
}

const MOST_WALLS = 10_000;

export interface AccountChange {
  readonly items: Item[];
  readonly removed: (Removed & { wall_id: string })[];
  readonly next: string;
  readonly more: boolean;
}

/**
 * What changed on all walls of a person: their feeds together. The cursor holds the clock of each wall, as
 * `wall:clock` words; it is opaque to callers.
 */
export async function changesOfAccount(
  db: Reader,
  { owner, since, limit }: { owner: string; since?: string | undefined; limit: number },
): Promise<AccountChange> {
  const [words] = readCursor(since, ["string"]) ?? [""];
  const clocks = new Map(
    words
      .split(" ")
      .filter(Boolean)
      .map((word) => {
        const [wall = "", clock = ""] = word.split(":");
        return [wall, Number(clock)] as const;
      }),
  );
  const walls = await listWalls(db, { owner, after: null, limit: MOST_WALLS });
  const items: Item[] = [];
  const removed: (Removed & { wall_id: string })[] = [];
  let left = limit;
  let more = false;
  for (const wall of walls) {
    const from = clocks.get(wall.id) ?? 0;
    if (!Number.isSafeInteger(from) || from < 0)
      throw new Problem("cursor-not-valid", "Use the next of an earlier answer, unchanged.");
    if (from < wall.oldest)
      throw new Problem("resync", "Load everything again and go on from the first answer without since.");
    if (wall.clock <= from) continue;
    if (left === 0) {
      more = true;
      break;
    }
    const changes = await changesSince(db, { wall: wall.id, since: from, limit: left });
    items.push(...changes.items);
    removed.push(...changes.removed.map((gone) => ({ ...gone, wall_id: wall.id })));
    clocks.set(wall.id, changes.next);
    left -= changes.items.length + changes.removed.length;
    more ||= changes.more;
  }
  const next = makeCursor([walls.map((wall) => `${wall.id}:${clocks.get(wall.id) ?? 0}`).join(" ")]);
  return { items, removed, next, more };
}
