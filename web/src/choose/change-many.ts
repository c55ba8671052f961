import type { Item, ItemChange } from "../../../src/contract/items.ts";
import type { Wall } from "../../../src/contract/walls.ts";
import { sentenceOf } from "../api.ts";
import { tell } from "../notice.tsx";
import { dropHit, refreshHits } from "../search/search.ts";
import { dropItem, reloadWall } from "../wall/items.ts";
import { wallName } from "../wall/wall-name.ts";
import { words } from "../words/words.ts";
import { begin, wayBack } from "./acts.ts";
import { allFound, letGo } from "./chosen.ts";

interface Deed {
  readonly change: ItemChange;
  /** "41 things moved to the trash." */
  readonly done: (count: number) => string;
  /** They leave what shows. */
  readonly leaves?: boolean;
  /** Only these change; the others are as wanted already. */
  readonly isWanting: (item: Item) => boolean;
}

/** Changes many things at once, or all that was found where that is chosen; says how many, and offers the way back. */
export async function changeMany(things: readonly Item[], deed: Deed): Promise<void> {
  const all = allFound.value;
  const ids = things.filter(deed.isWanting).map((item) => item.id);
  const { choose } = words.value;
  if (all === null && ids.length === 0) return tell(choose.nothing);
  try {
    letGo();
    const act = await begin(all === null ? { ids } : { query: all.query }, deed.change);
    // It was taken back while it ran: that has said so.
    if (act.state !== "done") return;
    const { changed, refused } = act.counts;
    if (all !== null || refused > 0) await Promise.all([reloadWall(), refreshHits()]);
    else if (deed.leaves)
      for (const id of ids) {
        dropItem(id);
        dropHit(id);
      }
    const said = [deed.done(changed), ...(refused > 0 ? [choose.refused(refused)] : [])].join(" ");
    if (changed === 0) return tell(refused > 0 ? said : choose.nothing);
    tell(said, wayBack(act.id));
  } catch (thrown) {
    tell(sentenceOf(thrown));
  }
}

export const trashed = (): Deed => ({
  change: { trashed: true },
  done: words.value.choose.trashed,
  leaves: true,
  isWanting: () => true,
});

export const pinned = (isOn: boolean): Deed => ({
  change: { pinned: isOn },
  done: isOn ? words.value.choose.pinned : words.value.choose.unpinned,
  isWanting: (item) => (item.pinned_at !== null) !== isOn,
});

export const tagged = (name: string): Deed => ({
  change: { tag: name },
  done: (count) => words.value.choose.tagged(count, name),
  isWanting: (item) => !item.tags.some((tag) => tag.name.toLowerCase() === name.toLowerCase()),
});

export const moved = (from: string, to: { id: string; name: string }): Deed => ({
  change: { move: { from, to: to.id } },
  done: (count) => words.value.choose.moved(count, to.name),
  leaves: true,
  isWanting: (item) => item.wall_ids.includes(from) && !item.wall_ids.includes(to.id),
});

export const takenOff = (wall: Pick<Wall, "id" | "kind" | "name">, leaves: boolean): Deed => ({
  change: { unplace: wall.id },
  done: (count) => words.value.choose.takenOff(count, wallName(wall)),
  leaves,
  isWanting: (item) => item.wall_ids.includes(wall.id) && item.wall_ids.length > 1,
});

export const copied = (to: { id: string; name: string }): Deed => ({
  change: { place: to.id },
  done: (count) => words.value.choose.copied(count, to.name),
  isWanting: (item) => !item.wall_ids.includes(to.id),
});
