import { indexUnderWay, itemsToIndex, noteIndexed } from "../store/index-state.ts";
import { lockItems, stands } from "../store/items.ts";
import { indexShown } from "../store/refresh-item.ts";
import type { Store } from "../store/store.ts";

const ITEMS_A_UNIT = 20;
/** In one go of the chore; whoever else has something to write comes between two units. */
const UNITS_A_PASS = 50;

/**
 * Makes the index anew for items that an older program indexed, a few at a time beside everything else, and goes on where an
 * interrupted one was. Until it is over they are found by their words, and not yet by what the search language asks of them.
 * @returns whether there is more to do
 */
export async function indexAgain(store: Store): Promise<boolean> {
  for (let units = 0; units < UNITS_A_PASS; units += 1) {
    const state = await indexUnderWay(store.reader);
    if (!state) return false;
    const { version } = state;
    const next = await itemsToIndex(store.reader, { after: Number(state.done_to), limit: ITEMS_A_UNIT });
    await store.write(async (unit) => {
      // Locked, since whoever changes an item meanwhile must not be followed by what it said before.
      const items =
        next.length === 0
          ? new Map()
          : await lockItems(
              unit,
              next.map(({ id }) => id),
            );
      for (const item of items.values()) if (stands(item)) await indexShown(unit, item);
      await noteIndexed(unit, {
        version,
        doneTo: next.at(-1)?.seq ?? Number(state.done_to),
        isOver: next.length === 0,
      });
    });
  }
  return true;
}
