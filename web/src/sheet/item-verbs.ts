import type { Item, ItemEdit } from "../../../src/contract/items.ts";
import { ask, sentenceOf } from "../api.ts";
import { tell } from "../notice.tsx";
import { dropHit, updateHit } from "../search/search.ts";
import { dropItem, items, upsertItem } from "../wall/items.ts";
import { words } from "../words/words.ts";

/** Shows the item as the server now has it, wherever it shows. */
export function showItem(item: Item): void {
  if (items.value.some((each) => each.id === item.id)) upsertItem(item);
  updateHit(item);
}

/** @throws Refusal */
export async function editItem(id: string, edit: ItemEdit): Promise<Item> {
  const item = await ask<Item>("PATCH", `/items/${id}`, edit);
  showItem(item);
  return item;
}

/** @throws Refusal */
export async function tagItem(id: string, name: string, isOn: boolean): Promise<Item> {
  const item = await ask<Item>(isOn ? "PUT" : "DELETE", `/items/${id}/tags/${encodeURIComponent(name)}`);
  showItem(item);
  return item;
}

export async function pinItem(item: Item, pinned: boolean): Promise<void> {
  try {
    await editItem(item.id, { pinned });
  } catch (thrown) {
    tell(sentenceOf(thrown));
  }
}

/** Moves an item to the trash and offers the way back. @returns whether it went. */
export async function deleteItem(item: Item): Promise<boolean> {
  try {
    await ask("DELETE", `/items/${item.id}`);
  } catch (thrown) {
    tell(sentenceOf(thrown));
    return false;
  }
  dropItem(item.id);
  dropHit(item.id);
  tell(words.value.item.trashed, { label: words.value.common.undo, run: () => void restoreItem(item.id) });
  return true;
}

async function restoreItem(id: string): Promise<void> {
  try {
    upsertItem(await ask<Item>("POST", `/items/${id}/restore`));
  } catch (thrown) {
    tell(sentenceOf(thrown));
  }
}

/** Shares what somebody else put up once more, as a thing of one's own: its address, else its words. */
export async function keepCopy(item: Item): Promise<void> {
  try {
    await ask("POST", "/share", item.url === null ? { text: item.text ?? item.title } : { url: item.url });
    tell(words.value.wall.kept);
  } catch (thrown) {
    tell(sentenceOf(thrown));
  }
}

/** Takes somebody else's thing off a wall; it goes home to them. @returns whether it went. */
export async function takeOffWall(item: Item, wall: string): Promise<boolean> {
  try {
    await ask("DELETE", `/items/${item.id}/walls/${wall}`);
  } catch (thrown) {
    tell(sentenceOf(thrown));
    return false;
  }
  dropItem(item.id);
  dropHit(item.id);
  return true;
}
