import { Problem } from "../contract/problems.ts";
import { lockOwnItem } from "../store/items.ts";
import { wallsOfItem } from "../store/places.ts";
import type { Unit } from "../store/store.ts";
import type { ItemRow } from "../store/tables.ts";
import { stampPlaces } from "../store/wall-clock.ts";
import type { WallDeps } from "./deps.ts";

export interface ItemOfPerson {
  readonly item: string;
  readonly person: string;
}

/**
 * One change of an item by its owner: locks it, changes it, and tells the readers of its walls. `change` returns the
 * walls whose clocks it has moved itself; all others the item stands on are stamped here, last.
 * @throws Problem not-found, item-merged
 */
export async function changeItem(
  deps: WallDeps,
  { item: id, person }: ItemOfPerson,
  change: (unit: Unit, item: ItemRow) => Promise<{ moved?: readonly string[] }>,
): Promise<void> {
  const walls = await deps.store.write(async (unit) => {
    const item = await lockOwnItem(unit, { id, owner: person });
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
