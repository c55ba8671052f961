import { duplicatesOfItem } from "../store/duplicates.ts";
import { stands } from "../store/items.ts";
import { placesOfItems, wallsOfItem } from "../store/places.ts";
import { lockShare, markDuplicate, sharesOfItem } from "../store/shares.ts";
import type { Unit } from "../store/store.ts";
import type { ItemRow, ShareRow, StepRow } from "../store/tables.ts";
import { inboxOf } from "../store/walls.ts";
import { mergeInto } from "./merge.ts";
import type { TakesNumbers } from "./step.ts";

/**
 * An item that turned out to lie under an address which stood already becomes that item by itself: only when the very
 * share that is ending made it and nobody has touched it since. In every other case the suggestion stays for the person.
 * @param others the items it is paired with, locked
 * @returns what moves the places, to be called last; null when the item stays
 */
export async function mergeOfItself(
  unit: Unit,
  { item, step, others }: { item: ItemRow; step: StepRow; others: ReadonlyMap<string, ItemRow> },
): Promise<TakesNumbers | null> {
  const pairs = await duplicatesOfItem(unit.db, item.id);
  const winners = pairs
    .filter((pair) => pair.why === "address" && pair.dismissed_at === null)
    .flatMap((pair) => others.get(pair.partner) ?? [])
    .filter(stands);
  const [winner] = winners.sort((a, b) => (a.id < b.id ? -1 : 1));
  if (!winner || !stands(item) || step.share === null) return null;
  const share = await lockShare(unit, step.share);
  if (!share || !(await isUntouched(unit, { item, step, share }))) return null;
  const locked = new Set([item.id, ...others.keys()]);
  const merged = await mergeInto(unit, { winner, loser: item, locked });
  if (!merged) return null;
  await markDuplicate(unit, share.id);
  return async () => await merged.moveLast(await wallsToRaiseOn(unit, { winner, share }));
}

/** Made by this share in its first run, never shared again, edited or put anywhere else. */
async function isUntouched(
  unit: Unit,
  { item, step, share }: { item: ItemRow; step: StepRow; share: ShareRow },
): Promise<boolean> {
  if (item.edited_version !== 1 || share.item !== item.id || share.duplicate === 1) return false;
  const shares = await sharesOfItem(unit.db, { item: item.id, limit: 2 });
  const runs = await unit.db.selectFrom("runs").select("id").where("item", "=", item.id).limit(2).execute();
  const places = (await placesOfItems(unit.db, [item.id])).get(item.id) ?? [];
  const isOnly = (found: readonly string[], one: string) => found.length === 1 && found[0] === one;
  return (
    isOnly(shares, share.id) &&
    isOnly(
      runs.map((run) => run.id),
      step.run,
    ) &&
    isOnly(
      places.map((place) => place.wall),
      share.wall,
    )
  );
}

/** As when an address is shared again: the top of the wall that was named, or of every wall where the winner stands. */
async function wallsToRaiseOn(
  unit: Unit,
  { winner, share }: { winner: ItemRow; share: ShareRow },
): Promise<readonly string[]> {
  const walls = await wallsOfItem(unit.db, winner.id);
  const isNamed = share.wall !== (await inboxOf(unit.db, winner.owner)).id;
  return isNamed || walls.length === 0 ? [share.wall] : walls;
}
