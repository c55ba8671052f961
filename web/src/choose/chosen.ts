import { computed, effect, signal, untracked } from "@preact/signals";
import type { Item } from "../../../src/contract/items.ts";
import { wallAddress } from "../address.ts";
import { found } from "../search/search.ts";
import { items } from "../wall/items.ts";

/** The things that are to be changed together, by their ids. */
export const chosen = signal<ReadonlySet<string>>(new Set());

/** Whether what was found shows in place of the wall. */
export const isFinding = computed(() => (wallAddress.value.search ?? "").trim() !== "");

/** What shows just now, as far as it is loaded: the wall, or what was found. */
export const showing = computed<readonly Item[]>(() => (isFinding.value ? (found.value?.items ?? []) : items.value));

/** From where a further choice with Shift reaches. */
let last: string | null = null;

/** Chooses a thing, or lets go of it; with `reaching` all between it and the one before as well. */
export function choose(id: string, { reaching = false }: { reaching?: boolean } = {}): void {
  const next = new Set(chosen.value);
  const ids = showing.value.map((item) => item.id);
  const [from, to] = [last === null ? -1 : ids.indexOf(last), ids.indexOf(id)].sort((a, b) => a - b);
  if (reaching && from !== undefined && to !== undefined && from !== -1)
    for (const each of ids.slice(from, to + 1)) next.add(each);
  else if (!next.delete(id)) next.add(id);
  last = id;
  chosen.value = next;
}

export function chooseAll(): void {
  chosen.value = new Set(showing.value.map((item) => item.id));
}

export function letGo(): void {
  last = null;
  if (chosen.value.size > 0) chosen.value = new Set();
}

/** A choice belongs to what it was made on. */
export function keepChoiceHere(): () => void {
  return effect(() => {
    void wallAddress.value.wall;
    void wallAddress.value.search;
    void wallAddress.value.facets;
    untracked(letGo);
  });
}
