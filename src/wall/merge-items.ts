import { Problem } from "../contract/problems.ts";
import { alsoTouched, mergeInto } from "../pipeline/merge.ts";
import { findAnyItem, lockItems } from "../store/items.ts";
import type { Unit } from "../store/store.ts";
import type { ItemRow } from "../store/tables.ts";
import { keepMerge } from "./acts/keep-merge.ts";
import { beforeMerge } from "./acts/merge-before.ts";
import { refuseMerged } from "./change-item.ts";
import type { WallDeps } from "./deps.ts";

export interface Merge {
  readonly person: string;
  /** The item that ends. */
  readonly loser: string;
  /** The item that has everything of both afterwards. */
  readonly winner: string;
}

/**
 * Makes one item of two of the same person, in one unit; doing it twice changes nothing. Nothing that the person wrote
 * or sent is lost, and the loser's id answers with the winner from then on.
 * @returns the act by which they can be parted again; null when they were one already
 * @throws Problem same-item, not-found, item-merged, item-in-trash, field-too-long
 */
export async function mergeItems(deps: WallDeps, { person, loser, winner }: Merge): Promise<string | null> {
  if (loser === winner)
    throw new Problem("same-item", "Name another item of yours to merge it into.", {
      fields: [{ field: "/into", message: "the item itself" }],
    });
  const merged = await deps.store.write(async (unit) => {
    const locked = await lockItems(unit, [loser, winner, ...(await alsoTouched(unit.db, loser))]);
    const from = ownOrRefuse(locked.get(loser), person);
    const into = ownOrRefuse(locked.get(winner), person);
    if (from.merged_into === into.id) return null;
    return await mergeStanding(unit, { from, into, locked });
  });
  if (!merged) return null;
  deps.channel.publish({ kind: "stop-steps", steps: merged.steps });
  deps.channel.publish({ kind: "walls", walls: merged.walls });
  for (const share of merged.shares) deps.channel.publish({ kind: "share", share });
  return merged.act;
}

function ownOrRefuse(item: ItemRow | undefined, person: string): ItemRow {
  if (item?.owner !== person) throw new Problem("not-found", "There is no such item.");
  return item;
}

async function mergeStanding(
  unit: Unit,
  { from, into, locked }: { from: ItemRow; into: ItemRow; locked: ReadonlyMap<string, ItemRow> },
) {
  for (const item of [from, into]) {
    refuseMerged(item);
    if (item.deleted_at !== null) throw new Problem("item-in-trash", "Restore the item first.");
  }
  const left = await beforeMerge(unit.db, { winner: into, loser: from });
  const merging = { winner: into, loser: from, locked: new Set(locked.keys()), keepsFiles: true };
  const merged = await mergeInto(unit, merging);
  if (!merged)
    throw new Problem("field-too-long", "Together they have more text than one item holds. Shorten one of them first.");
  const walls = await merged.moveLast(null);
  const changed = await findAnyItem(unit.db, into.id);
  const act = await keepMerge(unit, {
    from: from.id,
    into: into.id,
    person: into.owner,
    before: await left(changed ?? into),
  });
  return { ...merged.ended, walls, act };
}
