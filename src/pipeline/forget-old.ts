import { releaseItemFiles } from "../store/files.ts";
import { lockItems, mergedInto, removeItem } from "../store/items.ts";
import { placesOfItems } from "../store/places.ts";
import { unindexItem } from "../store/search.ts";
import { forgetShares } from "../store/shares.ts";
import type { Store } from "../store/store.ts";
import type { PlaceRow } from "../store/tables.ts";
import { raiseOldest } from "../store/wall-clock.ts";

const ITEMS_A_PASS = 100;
const SHARES_A_PASS = 500;
/** A share, and with it its idempotency key, is kept so long after its end. */
const SHARES_KEPT_MS = 90 * 24 * 3_600_000;

/**
 * Empties the trash of what has lain there for its 30 days: rows first, bytes at the next sweep. The mark that told
 * readers of the removal goes too, so who has not looked since must load the wall anew: `oldest` says so.
 */
export async function emptyTrash(store: Store): Promise<void> {
  const nowMs = await store.nowMs();
  const due = await store.reader
    .selectFrom("items")
    .select("id")
    .where("purge_at", "<=", nowMs)
    .limit(ITEMS_A_PASS)
    .execute();
  for (const { id } of due)
    await store.write(async (unit) => {
      // What was merged into it goes with it: those ids answer with nothing from now on.
      const items = await lockItems(unit, [id, ...(await mergedInto(unit.db, id))]);
      const item = items.get(id);
      if (!item || item.purge_at === null || item.purge_at > unit.nowMs) return;
      const places = await placesOfItems(unit.db, [...items.keys()]);
      for (const one of items.values()) {
        await releaseItemFiles(unit, one.id);
        await unindexItem(unit, one.seq);
        await removeItem(unit, one.id);
      }
      for (const { wall, clock } of [...places.values()].flat().sort(byWall)) await raiseOldest(unit, { wall, clock });
    });
}

const byWall = (a: PlaceRow, b: PlaceRow): number => (a.wall < b.wall ? -1 : a.wall > b.wall ? 1 : a.clock - b.clock);

/** Forgets shares that ended long ago, with their runs. Their items stay. */
export async function forgetOldShares(store: Store): Promise<void> {
  const endedBeforeMs = (await store.nowMs()) - SHARES_KEPT_MS;
  await store.write((unit) => forgetShares(unit, { endedBeforeMs, limit: SHARES_A_PASS }));
}
