import { computed, effect, signal, untracked } from "@preact/signals";
import type { ActQuery } from "../../../src/contract/acts.ts";
import type { Item } from "../../../src/contract/items.ts";
import { wallAddress } from "../address.ts";
import { ask, sentenceOf } from "../api.ts";
import { tell } from "../notice.tsx";
import { found, shownOf } from "../search/search.ts";
import { items } from "../wall/items.ts";

/** The things that are to be changed together, by their ids. */
export const chosen = signal<ReadonlySet<string>>(new Set());

/** Whether what was found shows in place of the wall. */
export const isFinding = computed(() => (wallAddress.value.search ?? "").trim() !== "");

/** What shows just now, as far as it is loaded: the wall, or what was found. */
export const showing = computed<readonly Item[]>(() =>
  isFinding.value ? (found.value ? shownOf(found.value) : []) : items.value,
);

/** Of the question that is searched for, everything is chosen, also what is not loaded; null where things are. */
export const allFound = signal<{ readonly query: ActQuery; readonly count: number } | null>(null);

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
  allFound.value = null;
  chosen.value = next;
}

export function chooseAll(): void {
  allFound.value = null;
  chosen.value = new Set(showing.value.map((item) => item.id));
}

export function letGo(): void {
  last = null;
  allFound.value = null;
  if (chosen.value.size > 0) chosen.value = new Set();
}

/** Whether more was found than shows. */
export const isMoreFound = computed(() => isFinding.value && found.value?.next_cursor != null);

/** Chooses all that answers the question, also what is not loaded; the server says how many that is. */
export async function chooseAllFound(): Promise<void> {
  const answer = found.value;
  if (answer === null || !isMoreFound.value) return chooseAll();
  const asked = wallAddress.value.search;
  const q = answer.did_you_mean_is === "shown" ? answer.did_you_mean : asked;
  const query = { q: q ?? "", offset_minutes: -new Date().getTimezoneOffset() };
  try {
    const { items } = await ask<{ items: number }>("POST", "/acts/count", { query });
    // Things that were found may have changed meanwhile, and that is no other question.
    if (found.value === null || wallAddress.value.search !== asked) return;
    // What has some of the words only shows below, and does not match.
    chosen.value = new Set(found.value.items.map((item) => item.id));
    allFound.value = { query, count: items };
  } catch (thrown) {
    tell(sentenceOf(thrown));
  }
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
