import { Problem } from "../contract/problems.ts";
import { lockItem, lockOwnItem } from "../store/items.ts";
import { wallsOfItem } from "../store/places.ts";
import type { Unit } from "../store/store.ts";
import type { ItemRow } from "../store/tables.ts";
import { stampPlaces } from "../store/wall-clock.ts";
import type { WallDeps } from "./deps.ts";
import { wallFor } from "./wall-for.ts";

export interface ItemOfPerson {
  readonly item: string;
  readonly person: string;
}

/**
 * One change of an item by its owner: locks it, changes it, and tells the readers of its walls. `change` returns the
 * walls whose clocks it has moved itself; all others the item stands on are stamped here, last.
 * @throws Problem not-found, item-merged
 */
export async function changeItem(deps: WallDeps, { item: id, person }: ItemOfPerson, change: Change): Promise<void> {
  await changeLocked(deps, { id, lock: (unit) => lockOwnItem(unit, { id, owner: person }) }, change);
}

/**
 * The same for where an item stands on one wall, which is for its owner to change and for whoever may arrange the wall.
 * @throws Problem not-found, role-too-small, item-merged
 */
export async function changeStanding(
  deps: WallDeps,
  { item: id, person, wall }: ItemOfPerson & { wall: string },
  change: Change,
): Promise<void> {
  const lock = async (unit: Unit): Promise<ItemRow | undefined> => {
    const item = await lockItem(unit, id);
    await letArrange(unit, item, { person, wall });
    return item;
  };
  await changeLocked(deps, { id, lock }, change);
}

/** Who may change where an item stands on a wall. @throws Problem not-found, role-too-small */
export async function letArrange(
  unit: Unit,
  item: Pick<ItemRow, "owner"> | undefined,
  { person, wall }: { person: string; wall: string },
): Promise<void> {
  const isOwn = item?.owner === person;
  // What one may not even see is not there.
  await wallFor(unit.db, { id: wall, person, use: isOwn ? "read" : "place" });
}

/** What is done to an item whose row is locked; tells the walls whose clocks it has moved itself. */
export type Change = (unit: Unit, item: ItemRow) => Promise<{ moved?: readonly string[] }>;

async function changeLocked(
  deps: WallDeps,
  { id, lock }: { id: string; lock: (unit: Unit) => Promise<ItemRow | undefined> },
  change: Change,
): Promise<void> {
  const walls = await deps.store.write(async (unit) => {
    const item = await lock(unit);
    if (!item) throw new Problem("not-found", "There is no such item.");
    refuseMerged(item);
    const { moved = [] } = await change(unit, item);
    const standing = await wallsOfItem(unit.db, id);
    const rest = standing.filter((wall) => !moved.includes(wall));
    await stampPlaces(
      unit,
      rest.map((wall) => ({ wall, item: id })),
    );
    return [...rest, ...moved];
  });
  deps.channel.publish({ kind: "walls", walls });
}

/**
 * Who reads a merged item reads the winner; who wants to change it is told which that is. One rule for every change:
 * whoever deletes the twin on a screen that is not up to date must not delete what both have become.
 * @throws Problem item-merged
 */
export function refuseMerged({ merged_into }: Pick<ItemRow, "merged_into">): void {
  if (merged_into !== null)
    throw new Problem("item-merged", `This item is one with ${merged_into} now. Change that one instead.`);
}
