import type { Item, ItemBulkRow, ItemChange } from "../../../src/contract/items.ts";
import { LIMITS } from "../../../src/contract/limits.ts";
import type { Wall } from "../../../src/contract/walls.ts";
import { ask, sentenceOf } from "../api.ts";
import { isByHand } from "../finding/facets.ts";
import { tell } from "../notice.tsx";
import { dropHit, refreshHits } from "../search/search.ts";
import { wallId } from "../session.ts";
import { dropItem, items, reloadWall } from "../wall/items.ts";
import { wallName } from "../wall/wall-name.ts";
import { words } from "../words/words.ts";
import { letGo } from "./chosen.ts";

interface Deed {
  readonly change: ItemChange;
  /** What takes it back. */
  readonly undo: ItemChange;
  /** "41 things moved to the trash." */
  readonly done: (count: number) => string;
  /** They leave what shows. */
  readonly leaves?: boolean;
  /** Only these change; the others are as wanted already, and stay so when it is taken back. */
  readonly isWanting: (item: Item) => boolean;
}

/** Changes many things at once, says how many, and offers the way back. */
export async function changeMany(things: readonly Item[], deed: Deed): Promise<void> {
  const wanting = things.filter(deed.isWanting);
  const before = items.value;
  try {
    const rows = await changeAll(
      wanting.map((item) => item.id),
      deed.change,
    );
    const changed = rows.filter((row) => row.http_status === 200).map((row) => row.id);
    if (deed.leaves)
      for (const id of changed) {
        dropItem(id);
        dropHit(id);
      }
    letGo();
    const refused = rows.length - changed.length;
    const { choose, common } = words.value;
    const said = [deed.done(changed.length), ...(refused > 0 ? [choose.refused(refused)] : [])].join(" ");
    if (changed.length === 0) return tell(refused > 0 ? said : choose.nothing);
    tell(said, { label: common.undo, run: () => void takeBack(changed, deed, before) });
  } catch (thrown) {
    tell(sentenceOf(thrown));
  }
}

/** @param before what stood on the wall, in its order */
async function takeBack(ids: readonly string[], { undo, leaves }: Deed, before: readonly Item[]): Promise<void> {
  const wall = wallId.value;
  try {
    await changeAll(ids, undo);
    // As new things they would stand on top.
    if (leaves && isByHand.value && wall !== null) await (await import("../order/move.ts")).putBack(wall, before, ids);
    await Promise.all([reloadWall(), refreshHits()]);
  } catch (thrown) {
    tell(sentenceOf(thrown));
  }
}

async function changeAll(ids: readonly string[], change: ItemChange): Promise<ItemBulkRow[]> {
  const rows: ItemBulkRow[] = [];
  for (let from = 0; from < ids.length; from += LIMITS.itemsABulk) {
    const body = { ids: ids.slice(from, from + LIMITS.itemsABulk), change };
    rows.push(...(await ask<{ items: ItemBulkRow[] }>("POST", "/items/bulk", body)).items);
  }
  return rows;
}

export const trashed = (): Deed => ({
  change: { trashed: true },
  undo: { trashed: false },
  done: words.value.choose.trashed,
  leaves: true,
  isWanting: () => true,
});

export const pinned = (isOn: boolean): Deed => ({
  change: { pinned: isOn },
  undo: { pinned: !isOn },
  done: isOn ? words.value.choose.pinned : words.value.choose.unpinned,
  isWanting: (item) => (item.pinned_at !== null) !== isOn,
});

export const tagged = (name: string): Deed => ({
  change: { tag: name },
  undo: { untag: name },
  done: (count) => words.value.choose.tagged(count, name),
  isWanting: (item) => !item.tags.some((tag) => tag.name.toLowerCase() === name.toLowerCase()),
});

export const moved = (from: string, to: { id: string; name: string }): Deed => ({
  change: { move: { from, to: to.id } },
  undo: { move: { from: to.id, to: from } },
  done: (count) => words.value.choose.moved(count, to.name),
  leaves: true,
  isWanting: (item) => item.wall_ids.includes(from) && !item.wall_ids.includes(to.id),
});

export const takenOff = (wall: Pick<Wall, "id" | "kind" | "name">, leaves: boolean): Deed => ({
  change: { unplace: wall.id },
  undo: { place: wall.id },
  done: (count) => words.value.choose.takenOff(count, wallName(wall)),
  leaves,
  isWanting: (item) => item.wall_ids.includes(wall.id) && item.wall_ids.length > 1,
});

export const copied = (to: { id: string; name: string }): Deed => ({
  change: { place: to.id },
  undo: { unplace: to.id },
  done: (count) => words.value.choose.copied(count, to.name),
  isWanting: (item) => !item.wall_ids.includes(to.id),
});
