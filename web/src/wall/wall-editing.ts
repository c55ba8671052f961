import { signal } from "@preact/signals";

/** The wall whose name and words are being changed, by its id; null while none is. */
export const editedWall = signal<string | null>(null);

export function closeWallEditor(): void {
  editedWall.value = null;
}
