import type { ItemChange } from "../../contract/items.ts";
import type { Reader } from "../../store/store.ts";
import type { ItemRow } from "../../store/tables.ts";
import { findTag } from "../../store/tag-rows.ts";
import { inboxOf } from "../../store/walls.ts";
import type { Change } from "../change-item.ts";
import { editing } from "../edit-item.ts";
import { moving, placing, unplacing } from "../place-item.ts";
import { tagging, untagging } from "../tag-item.ts";
import { restoring, trashing } from "../trash-item.ts";
import { hasTag, type Standing } from "./standing.ts";

/** How one change is done to each of many items, as its own door does it to one. */
export interface WayOfChange {
  readonly change: Change;
  /** It is about where items stand on this wall, so whoever may arrange the wall may do it; else only their owner. */
  readonly arranges: string | null;
  /** It takes numbers of clocks: those of all walls concerned are locked before the first item is changed. */
  readonly movesOn: null | ((db: Reader, items: readonly ItemRow[]) => Promise<readonly string[]>);
  /** An item that is as wanted is left alone. */
  readonly isSo: (standing: Standing) => boolean;
}

/**
 * What a change asks for, checked as far as it can be without an item.
 * @throws Problem tags-not-valid
 */
export async function wayOf(db: Reader, change: ItemChange, person: string): Promise<WayOfChange> {
  const { pinned, archived, tag, untag, place, unplace, move, trashed } = change;
  const plain = { arranges: null, movesOn: null, isSo: () => false };
  const edit = (edits: { pinned?: boolean; archived?: boolean }) => editing({ edit: edits, ifVersion: null });
  if (pinned !== undefined)
    return { ...plain, change: edit({ pinned }), isSo: ({ row }) => (row.pinned_at !== null) === pinned };
  if (archived !== undefined)
    return { ...plain, change: edit({ archived }), isSo: ({ row }) => (row.archived_at !== null) === archived };
  if (tag !== undefined) {
    const known = await findTag(db, { owner: person, name: tag });
    const isSo = ({ tags }: Standing) => known !== undefined && hasTag(tags, { tag: known.id, by: "person" });
    return { ...plain, change: tagging(tag), isSo };
  }
  if (untag !== undefined) return { ...plain, change: untagging(untag, { mayLack: true }) };
  if (place !== undefined) return { ...plain, change: placing({ person, wall: place }), movesOn: async () => [place] };
  if (unplace !== undefined)
    return {
      ...plain,
      change: unplacing({ person, wall: unplace }),
      arranges: unplace,
      movesOn: async (db, items) => [unplace, ...(await homesOf(db, items, person))],
    };
  if (move !== undefined)
    return { ...plain, change: moving({ person, ...move }), movesOn: async () => [move.from, move.to] };
  if (trashed === true) return { ...plain, change: trashing, movesOn: async () => [] };
  return { ...plain, change: restoring, movesOn: async () => [(await inboxOf(db, person)).id] };
}

/** Where things of others go that stand nowhere else. */
async function homesOf(db: Reader, items: readonly ItemRow[], person: string): Promise<string[]> {
  const others = new Set(items.map(({ owner }) => owner).filter((owner) => owner !== person));
  const homes: string[] = [];
  for (const owner of others) homes.push((await inboxOf(db, owner)).id);
  return homes;
}
