import type { ItemChange } from "../contract/items.ts";
import type { ItemOfPerson } from "./change-item.ts";
import type { WallDeps } from "./deps.ts";
import { editItem } from "./edit-item.ts";
import { moveItem, placeItem, unplaceItem } from "./place-item.ts";
import { tagItem, untagItem } from "./tag-item.ts";
import { restoreItem, trashItem } from "./trash-item.ts";

/**
 * Does one change of many to one item, as its own door does it. Asked again it changes nothing.
 * @throws Problem of that door
 */
export async function changeOneOfMany(deps: WallDeps, whose: ItemOfPerson, change: ItemChange): Promise<void> {
  const { pinned, archived, tag, untag, place, unplace, move, trashed } = change;
  if (pinned !== undefined) await editItem(deps, whose, { edit: { pinned }, ifVersion: null });
  else if (archived !== undefined) await editItem(deps, whose, { edit: { archived }, ifVersion: null });
  else if (tag !== undefined) await tagItem(deps, { ...whose, name: tag });
  else if (untag !== undefined) await untagItem(deps, { ...whose, name: untag, mayLack: true });
  else if (place !== undefined) await placeItem(deps, { ...whose, wall: place });
  else if (unplace !== undefined) await unplaceItem(deps, { ...whose, wall: unplace });
  else if (move !== undefined) await moveItem(deps, { ...whose, ...move });
  else if (trashed === true) await trashItem(deps, whose);
  else await restoreItem(deps, whose);
}
