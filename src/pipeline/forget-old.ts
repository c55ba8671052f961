import { LIMITS } from "../contract/limits.ts";
import { forgetGone } from "../store/account-changes.ts";
import { actsEndedBefore, changedByAct, forgetBefore, kindOfAct, removeAct } from "../store/acts.ts";
import { forgetDeletedTags } from "../store/deleted-tags.ts";
import { releaseItemFiles } from "../store/files.ts";
import { removeAllHighlights } from "../store/highlights.ts";
import { lockItems, mergedInto, removeItem } from "../store/items.ts";
import { placesOfItems } from "../store/places.ts";
import { takeUse } from "../store/quotas.ts";
import { unindexItem } from "../store/search-index.ts";
import { forgetShares } from "../store/shares.ts";
import type { Store, Unit } from "../store/store.ts";
import type { ItemRow, PlaceRow } from "../store/tables.ts";
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
      await removeLocked(unit, items);
    });
}

/** Removes items in a unit, with all that they have, whatever walls they stand on. */
export async function removeForGood(unit: Unit, ids: readonly string[]): Promise<void> {
  await removeLocked(unit, await lockItems(unit, ids));
}

async function removeLocked(unit: Unit, items: ReadonlyMap<string, ItemRow>): Promise<void> {
  const places = await placesOfItems(unit.db, [...items.keys()]);
  for (const one of [...items.values()].sort(byOwner)) {
    const bytes = await releaseItemFiles(unit, one.id);
    await unindexItem(unit, one.seq);
    await removeAllHighlights(unit, one.id);
    await removeItem(unit, one.id);
    await takeUse(unit, one.owner, { items: one.merged_into === null ? 1 : 0, bytes });
  }
  for (const { wall, clock } of [...places.values()].flat().sort(byWall)) await raiseOldest(unit, { wall, clock });
}

/** Two units that count for the same people go by them in the same order. */
const byOwner = (a: ItemRow, b: ItemRow): number => (a.owner < b.owner ? -1 : a.owner > b.owner ? 1 : 0);
const byWall = (a: PlaceRow, b: PlaceRow): number => (a.wall < b.wall ? -1 : a.wall > b.wall ? 1 : a.clock - b.clock);

/** Who mirrors an account and has not asked for so long begins anew. */
const GONE_KEPT_MS = 90 * 24 * 3_600_000;
const MARKS_A_PASS = 500;

/** Forgets the marks of walls, tags and highlights that went long ago. */
export async function forgetOldMarks(store: Store): Promise<void> {
  const goneBeforeMs = (await store.nowMs()) - GONE_KEPT_MS;
  await store.write((unit) => forgetGone(unit, { goneBeforeMs, limit: MARKS_A_PASS }));
}

/** What had a deleted tag is kept until it can be brought back no more; the word stays unwanted. */
export async function forgetOldDeletions(store: Store): Promise<void> {
  const deletedBeforeMs = (await store.nowMs()) - LIMITS.tagUndoHours * 3_600_000;
  await store.write((unit) => forgetDeletedTags(unit, { deletedBeforeMs, limit: MARKS_A_PASS }));
}

const ACTS_KEPT_MS = LIMITS.actDays * 24 * 3_600_000;
const ACTS_A_PASS = 50;
const ACT_ITEMS_A_UNIT = 500;

/** Forgets acts that ended long ago, piece by piece: they cannot be taken back any more. */
export async function forgetOldActs(store: Store): Promise<void> {
  const endedBeforeMs = (await store.nowMs()) - ACTS_KEPT_MS;
  for (const act of await actsEndedBefore(store.reader, { endedBeforeMs, limit: ACTS_A_PASS }))
    while (await store.write((unit) => forgetSomeOf(unit, act)));
}

/** Tells whether something of it is left. */
async function forgetSomeOf(unit: Unit, act: string): Promise<boolean> {
  const rows = await changedByAct(unit.db, { act, limit: ACT_ITEMS_A_UNIT });
  if ((await kindOfAct(unit.db, act)) === "merge") for (const { item } of rows) await releaseOfMerged(unit, item);
  await forgetBefore(unit, { act, items: rows.map(({ item }) => item) });
  if (rows.length === ACT_ITEMS_A_UNIT) return true;
  await removeAct(unit, act);
  return false;
}

/** What an item that is another one now kept, so that the two could be parted. */
async function releaseOfMerged(unit: Unit, id: string): Promise<void> {
  const item = (await lockItems(unit, [id])).get(id);
  if (item && item.merged_into !== null)
    await takeUse(unit, item.owner, { items: 0, bytes: await releaseItemFiles(unit, id) });
}

/** Forgets shares that ended long ago, with their runs. Their items stay. */
export async function forgetOldShares(store: Store): Promise<void> {
  const endedBeforeMs = (await store.nowMs()) - SHARES_KEPT_MS;
  await store.write((unit) => forgetShares(unit, { endedBeforeMs, limit: SHARES_A_PASS }));
}
