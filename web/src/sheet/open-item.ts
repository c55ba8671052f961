import { batch, effect, signal, untracked } from "@preact/signals";
import type { Item, ItemEdit } from "../../../src/contract/items.ts";
import type { ShareStatus } from "../../../src/contract/shares.ts";
import { openItemId } from "../address.ts";
import { ask, Refusal, sentenceOf } from "../api.ts";
import { found, shownOf } from "../search/search.ts";
import { session } from "../session.ts";
import { items } from "../wall/items.ts";
import { words } from "../words/words.ts";
import { editItem } from "./item-verbs.ts";

/** The item that lies open, its steps, and how its last edit went. */
export const openItem = signal<Item | null>(null);
export const openShare = signal<ShareStatus | null>(null);
export const openProblem = signal<string | null>(null);
export const saving = signal<"saving" | "saved" | { readonly problem: string } | null>(null);

/** Words of a running share come by the dozen; the sheet asks again at most this often. */
const HEAR_MS = 400;
let hearing: ReturnType<typeof setTimeout> | undefined;

/** Loads whatever item the address names. */
export function keepItemOpen(): () => void {
  return effect(() => {
    const id = openItemId.value;
    const isSignedIn = session.value === "signed-in";
    untracked(() => {
      const known =
        items.value.find((item) => item.id === id) ??
        (found.value ? shownOf(found.value) : []).find((item) => item.id === id);
      batch(() => {
        openItem.value = known ?? null;
        openShare.value = null;
        openProblem.value = null;
        saving.value = null;
      });
      if (id !== null && isSignedIn) void refresh(id);
    });
  });
}

async function refresh(id: string): Promise<void> {
  try {
    const item = await ask<Item>("GET", `/items/${id}`);
    if (openItemId.value !== id) return;
    openItem.value = item;
    if (item.share === null) return;
    const status = await ask<ShareStatus>("GET", `/share/status/${item.share.id}`);
    if (openItemId.value === id) openShare.value = status;
  } catch (thrown) {
    if (openItemId.value !== id) return;
    const isGone = thrown instanceof Refusal && thrown.status === 404;
    // The steps of an old share may be gone while its item stands.
    if (isGone && openItem.value !== null && openShare.value === null) return;
    openProblem.value = isGone ? words.value.item.notHere : sentenceOf(thrown);
  }
}

/** Something happened to an item; if it is the open one, look again soon. */
export function hearOfOpenItem(id: string): void {
  if (openItemId.value !== id || hearing !== undefined) return;
  hearing = setTimeout(() => {
    hearing = undefined;
    if (openItemId.value === id) void refresh(id);
  }, HEAR_MS);
}

/** Runs a change of the open item and says how it went. */
export async function saveOpenItem(change: () => Promise<Item>): Promise<void> {
  saving.value = "saving";
  try {
    const item = await change();
    if (openItemId.value === item.id) openItem.value = item;
    saving.value = "saved";
  } catch (thrown) {
    saving.value = { problem: words.value.common.notSaved(sentenceOf(thrown)) };
  }
}

export function editOpenItem(edit: ItemEdit): void {
  const item = openItem.value;
  if (item !== null) void saveOpenItem(() => editItem(item.id, edit));
}
