import { LIMITS } from "../contract/limits.ts";
import { Problem } from "../contract/problems.ts";
import { cleanTag } from "../core/tag-name.ts";
import { updateItem } from "../store/items.ts";
import { refreshItem } from "../store/refresh-item.ts";
import { addTags, removeTag, tagsOfItems } from "../store/tags.ts";
import { type Change, changeItem, type ItemOfPerson } from "./change-item.ts";
import type { WallDeps } from "./deps.ts";

/** Tags an item by hand; doing it twice changes nothing. */
export async function tagItem(deps: WallDeps, { item, person, name }: ItemOfPerson & { name: string }): Promise<void> {
  await changeItem(deps, { item, person }, tagging(name));
}

/** The same as a change among others. @throws Problem tags-not-valid */
export function tagging(name: string): Change {
  const tag = cleanTag(name);
  if (tag === null) throw new Problem("tags-not-valid", `A tag has 1 to ${LIMITS.tagCharacters} characters.`);
  return async (unit, row) => {
    const { id: item, owner } = row;
    const tags = (await tagsOfItems(unit.db, [item])).get(item) ?? [];
    if (tags.length >= LIMITS.tagsPerItem)
      throw new Problem("tags-not-valid", `An item has at most ${LIMITS.tagsPerItem} tags.`);
    await addTags(unit, { owner, item, names: [tag], by: "person" });
    await updateItem(unit, item, { edited_version: row.edited_version + 1 });
    await refreshItem(unit, row);
    return {};
  };
}

/** Takes a tag off an item, whoever put it there. */
export async function untagItem(
  deps: WallDeps,
  { item, person, name }: ItemOfPerson & { name: string },
): Promise<void> {
  await changeItem(deps, { item, person }, untagging(name, { mayLack: false }));
}

/**
 * The same as a change among others.
 * @param mayLack nothing happens to an item that has no such tag; else it is refused
 */
export function untagging(name: string, { mayLack }: { mayLack: boolean }): Change {
  return async (unit, row) => {
    const { id: item, owner } = row;
    if (!(await removeTag(unit, { owner, item, name }))) {
      if (mayLack) return {};
      throw new Problem("not-found", "The item has no such tag.");
    }
    await updateItem(unit, item, { edited_version: row.edited_version + 1 });
    await refreshItem(unit, row);
    return {};
  };
}
