import { LIMITS } from "../contract/limits.ts";
import { Problem } from "../contract/problems.ts";
import { cleanTag } from "../core/tag-name.ts";
import { updateItem } from "../store/items.ts";
import { refreshItem } from "../store/refresh-item.ts";
import { addTags, removeTag, tagsOfItems } from "../store/tags.ts";
import { changeItem, type ItemOfPerson } from "./change-item.ts";
import type { WallDeps } from "./deps.ts";

/** Tags an item by hand; doing it twice changes nothing. */
export async function tagItem(deps: WallDeps, { item, person, name }: ItemOfPerson & { name: string }): Promise<void> {
  const tag = cleanTag(name);
  if (tag === null) throw new Problem("tags-not-valid", `A tag has 1 to ${LIMITS.tagCharacters} characters.`);
  await changeItem(deps, { item, person }, async (unit, row) => {
    const tags = (await tagsOfItems(unit.db, [item])).get(item) ?? [];
    if (tags.length >= LIMITS.tagsPerItem)
      throw new Problem("tags-not-valid", `An item has at most ${LIMITS.tagsPerItem} tags.`);
    await addTags(unit, { owner: person, item, names: [tag], by: "person" });
    await updateItem(unit, item, { edited_version: row.edited_version + 1 });
    await refreshItem(unit, row);
    return {};
  });
}

/**
 * Takes a tag off an item, whoever put it there.
 * @param mayLack nothing happens to an item that has no such tag; else it is refused
 */
export async function untagItem(
  deps: WallDeps,
  { item, person, name, mayLack = false }: ItemOfPerson & { name: string; mayLack?: boolean },
): Promise<void> {
  await changeItem(deps, { item, person }, async (unit, row) => {
    if (!(await removeTag(unit, { owner: person, item, name }))) {
      if (mayLack) return {};
      throw new Problem("not-found", "The item has no such tag.");
    }
    await updateItem(unit, item, { edited_version: row.edited_version + 1 });
    await refreshItem(unit, row);
    return {};
  });
}
