import { computed, effect, signal } from "@preact/signals";
import { LIMITS } from "../../../src/contract/limits.ts";
import { sizeOf } from "../formats.ts";
import { me } from "../session.ts";
import { words } from "../words/words.ts";
import { linkListIn } from "./link-list.ts";
import { understand } from "./understand.ts";

/** What the box holds, before it is sent. */
export const text = signal("");
export const files = signal<readonly File[]>([]);
/** Why the last thing was not taken, in a sentence. */
export const refusal = signal<string | null>(null);

/** The outbox's entry that this draft corrects; it stays there until the corrected one is kept. */
export const corrects = signal<string | null>(null);
/** Whether the person wants a list of links kept as the one text it is. */
export const isOneNote = signal(false);
/** The links that go out one by one; null when the box holds anything but a list of links. */
export const linkList = computed(() => (files.value.length > 0 || isOneNote.value ? null : linkListIn(text.value)));
export const understood = computed(() =>
  linkList.value === null ? understand(text.value, files.value) : words.value.links.understood(linkList.value.length),
);
export const isFilled = computed(() => text.value.trim() !== "" || files.value.length > 0);

// An emptied box corrects nothing; what is written next is something new.
effect(() => {
  if (isFilled.value) return;
  corrects.value = null;
  isOneNote.value = false;
});

/** Adds files as far as the limits go, and says what stayed outside. */
export function addFiles(more: Iterable<File>): void {
  const largest = me.value?.limits["fileBytes"] ?? LIMITS.fileBytes;
  const most = me.value?.limits["filesPerShare"] ?? LIMITS.filesPerShare;
  const list = [...more];
  const fitting = list.filter((file) => file.size <= largest);
  refusal.value = null;
  const tooLarge = list.find((file) => file.size > largest);
  if (tooLarge) refusal.value = words.value.box.tooLarge(tooLarge.name, sizeOf(largest));
  const all = [...files.value, ...fitting];
  if (all.length > most) refusal.value = words.value.box.tooMany(most);
  files.value = all.slice(0, most);
}

export function takeOutFile(file: File): void {
  files.value = files.value.filter((each) => each !== file);
}

export function addText(more: string): void {
  const before = text.value;
  text.value = before === "" || before.endsWith("\n") ? before + more : `${before}\n${more}`;
}

export function emptyDraft(): void {
  text.value = "";
  files.value = [];
  refusal.value = null;
}
