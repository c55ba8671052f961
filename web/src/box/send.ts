import { batch } from "@preact/signals";
import type { Item } from "../../../src/contract/items.ts";
import type { ShareAccepted } from "../../../src/contract/shares.ts";
import { ask } from "../api.ts";
import { dateOf } from "../formats.ts";
import { mayArrange } from "../members/whose.ts";
import { tell } from "../notice.tsx";
import { readEntry, readFiles } from "../outbox/entries.ts";
import { type Entry, reasonOf, textOf } from "../outbox/entry.ts";
import { type EntryList, linesOf } from "../outbox/entry-list.ts";
import { putIn } from "../outbox/outbox.ts";
import { me, wall as shownWall, wallId } from "../session.ts";
import { items, raiseItem, upsertItem } from "../wall/items.ts";
import { words } from "../words/words.ts";
import { corrects, emptyDraft, files, isFilled, isOneNote, linkList, refusal, text } from "./draft.ts";
import { takeBackShare } from "./take-back.ts";
import { linkIn } from "./understand.ts";

/** Sends what the box holds; the box is free again at once. */
export function sendDraft(): void {
  // On a wall where one may put nothing up, what is written goes to one's own.
  const wall = shownWall.value === null || mayArrange(shownWall.value) ? wallId.value : (me.value?.inbox_id ?? null);
  if (!isFilled.value || wall === null) return;
  const typed = text.value.trim();
  const link = linkIn(typed);
  const links = linkList.value;
  const url = links === null && link?.url === typed ? link.url : null;
  const share = { text: typed, url, wall, files: files.value, links };
  const instead = corrects.value;
  batch(emptyDraft);
  void putIn(share, { instead }).then(async ({ entry, outcome }) => {
    // What was refused at once goes back into the box, unless the person is writing something else already.
    if (outcome === "refused" && !isFilled.value) await correct(entry.id);
  });
}

/** Takes an entry back into the box; it stays in the outbox until what becomes of it there is kept. */
export async function correct(id: string): Promise<void> {
  const [entry, bytes] = [await readEntry(id), await readFiles(id)];
  if (entry === null) return;
  batch(() => {
    text.value = entry.list === undefined ? textOf(entry.words) : linesOf(entry.list);
    files.value = bytes.map((each, index) => fileOf(each, entry.files[index]));
    corrects.value = id;
    // What went out as one text stays one, whatever it looks like.
    isOneNote.value = entry.list === undefined;
    refusal.value = refusalOfEntry(entry);
  });
  document.getElementById("box")?.focus();
}

/** Why an entry was not taken; of a list, how many of its links were not. */
function refusalOfEntry(entry: Entry): string | null {
  const why = reasonOf(entry);
  return entry.list === undefined || why === null ? why : words.value.links.back(entry.list.links.length, why);
}

/** Tells what became of a list: how many things are new, and how many stood there already. */
export function tellOfList({ saved, before }: EntryList): void {
  if (saved + before > 0) tell(words.value.links.saved(saved, before));
}

function fileOf(bytes: Blob, known: Entry["files"][number] | undefined): File {
  return bytes instanceof File ? bytes : new File([bytes], known?.name ?? "file", { type: known?.type ?? "" });
}

/** Fetches what a share became, and returns what puts it on the wall. */
export async function arrive(accepted: ShareAccepted): Promise<() => void> {
  const { item_id, duplicate_of } = accepted;
  const item = item_id === null ? null : await itemOf(item_id);
  return () => {
    if (duplicate_of !== null) tellBefore(accepted, item);
    if (item === null || !item.wall_ids.includes(wallId.value ?? "")) return;
    if (duplicate_of === null) upsertItem(item);
    else raiseItem(item);
  };
}

/** It stood already: since when, what the share changed, and the way back. */
function tellBefore({ processing_id, note_added }: ShareAccepted, item: Item | null): void {
  const { again } = words.value;
  const said = item === null ? again.before : again.savedBefore(dateOf(item.created_at), note_added);
  tell(said, { label: again.undo, run: () => void takeBackShare(processing_id) });
}

/** The stream may have brought it already; without an answer it will. */
async function itemOf(id: string): Promise<Item | null> {
  const standing = items.value.find((item) => item.id === id);
  if (standing !== undefined) return standing;
  try {
    return await ask<Item>("GET", `/items/${id}`);
  } catch {
    return null;
  }
}
