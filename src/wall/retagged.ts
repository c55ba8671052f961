import { updateItem } from "../store/items.ts";
import { wallsOfItem } from "../store/places.ts";
import { refreshItem } from "../store/refresh-item.ts";
import type { Unit } from "../store/store.ts";
import type { ItemRow } from "../store/tables.ts";
import { type Placement, stampPlaces } from "../store/wall-clock.ts";
import type { WallDeps } from "./deps.ts";

/** Items that one unit tags anew: each is indexed again, and nothing else can be written to SQLite meanwhile. */
export const ITEMS_RETAGGED_A_UNIT = 100;

/** What one of several units did that tag many items anew. */
export interface Retagged {
  readonly isDone: boolean;
  /** Walls whose readers must hear of it. */
  readonly walls: readonly string[];
}

/** Goes on unit by unit until all is done, and tells the readers of the walls after each. */
export async function inUnits(deps: WallDeps, work: (unit: Unit) => Promise<Retagged>): Promise<void> {
  for (;;) {
    const { isDone, walls } = await deps.store.write(work);
    if (walls.length > 0) deps.channel.publish({ kind: "walls", walls });
    if (isDone) return;
  }
}

/** Items whose tags changed, locked, are found and shown by their new ones. @returns the walls whose readers must hear of it */
export async function showRetagged(
  unit: Unit,
  { locked, changed }: { locked: ReadonlyMap<string, ItemRow>; changed: ReadonlySet<string> },
): Promise<string[]> {
  const placements: Placement[] = [];
  for (const [id, item] of locked) {
    if (!changed.has(id)) continue;
    await updateItem(unit, id, { edited_version: item.edited_version + 1 });
    await refreshItem(unit, item);
    for (const wall of await wallsOfItem(unit.db, id)) placements.push({ wall, item: id });
  }
  return await stampPlaces(unit, placements);
}
