import { signal } from "@preact/signals";

/** The file that fills the window, by its id; null while none does. */
export const shownFile = signal<string | null>(null);

export function showFile(id: string): void {
  shownFile.value = id;
}

export function closeFile(): void {
  shownFile.value = null;
}
