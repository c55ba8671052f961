import { effect, signal, untracked } from "@preact/signals";
import type { ImportState } from "../../../src/contract/import-names.ts";
import type { Import } from "../../../src/contract/imports.ts";
import { toldImport } from "../live.ts";

/** What this tab knows of imports, by id: the last that was answered or told of each. */
export const known = signal<ReadonlyMap<string, Import>>(new Map());

/** Imports that were open in this tab: they stay in sight when they have ended. */
export const seenOpen = signal<ReadonlySet<string>>(new Set());

const ENDED: readonly ImportState[] = ["done", "undone", "failed", "cancelled"];
export const hasEnded = ({ state }: Pick<Import, "state">): boolean => ENDED.includes(state);

/** Takes what was told, unless something newer is known: an answer and the stream may overtake each other. */
export function hear(...told: readonly Import[]): void {
  const now = new Map(known.value);
  for (const each of told) {
    const before = now.get(each.id);
    if (before === undefined || before.updated_at <= each.updated_at) now.set(each.id, each);
  }
  known.value = now;
  const opened = told.filter((each) => !hasEnded(each) && !seenOpen.value.has(each.id));
  if (opened.length > 0) seenOpen.value = new Set([...seenOpen.value, ...opened.map(({ id }) => id)]);
}

/** The newest first; ids rise with time. */
export const newestFirst = (): Import[] => [...known.value.values()].sort((one, other) => (one.id < other.id ? 1 : -1));

effect(() => {
  const told = toldImport.value;
  if (told !== null) untracked(() => hear(told));
});
