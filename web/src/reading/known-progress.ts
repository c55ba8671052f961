import { signal } from "@preact/signals";
import type { Progress } from "../../../src/contract/reading.ts";
import { ask } from "../api.ts";

/** Cards that come within this time are asked for together. */
const TOGETHER_MS = 150;
const AT_ONCE = 100;

/** How far somebody is in what the wall shows, by item; undefined as long as nobody knows. */
export const progressOf = signal<ReadonlyMap<string, Pick<Progress, "fraction" | "state">>>(new Map());
const asked = new Set<string>();
const wanted = new Set<string>();
let timer: ReturnType<typeof setTimeout> | undefined;

export function knowProgress(...told: readonly Progress[]): void {
  if (told.length > 0)
    progressOf.value = new Map([...progressOf.value, ...told.map((each) => [each.item_id, each] as const)]);
}

/** Asks, a little later and together with others, how far somebody is in an item. */
export function wantProgress(item: string): void {
  if (asked.has(item)) return;
  asked.add(item);
  wanted.add(item);
  if (timer === undefined) timer = setTimeout(() => void askFor(), TOGETHER_MS);
}

async function askFor(): Promise<void> {
  timer = undefined;
  const all = [...wanted];
  wanted.clear();
  for (let from = 0; from < all.length; from += AT_ONCE) {
    const ids = all.slice(from, from + AT_ONCE);
    try {
      const { items } = await ask<{ items: Progress[] }>("GET", `/progress?limit=100&items=${ids.join()}`);
      knowProgress(...items);
    } catch {
      // A bar that is not drawn is no trouble worth telling; the next card asks again.
      for (const id of ids) asked.delete(id);
    }
  }
}
