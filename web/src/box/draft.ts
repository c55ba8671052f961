import { computed, signal } from "@preact/signals";
import { LIMITS } from "../../../src/contract/limits.ts";
import { me } from "../session.ts";
import { sizeOf } from "../words.ts";
import { understand } from "./understand.ts";

/** What the box holds, before it is sent. */
export const text = signal("");
export const files = signal<readonly File[]>([]);
/** Why the last thing was not taken, in a sentence. */
export const refusal = signal<string | null>(null);

export const understood = computed(() => understand(text.value, files.value));
export const isFilled = computed(() => text.value.trim() !== "" || files.value.length > 0);

/** Adds files as far as the limits go, and says what stayed outside. */
export function addFiles(more: Iterable<File>): void {
  const largest = me.value?.limits["fileBytes"] ?? LIMITS.fileBytes;
  const most = me.value?.limits["filesPerShare"] ?? LIMITS.filesPerShare;
  const list = [...more];
  const fitting = list.filter((file) => file.size <= largest);
  refusal.value = null;
  const tooLarge = list.find((file) => file.size > largest);
  if (tooLarge) refusal.value = `“${tooLarge.name}” is larger than ${sizeOf(largest)}, the most that is taken.`;
  const all = [...files.value, ...fitting];
  if (all.length > most) refusal.value = `At most ${most} files go in one share. The first ${most} are here.`;
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
