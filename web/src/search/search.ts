import { batch, effect, signal } from "@preact/signals";
import type { Item, SearchAnswer, SearchHit } from "../../../src/contract/items.ts";
import { facetsIn } from "../../../src/core/search/question-facets.ts";
import { replaceAddress, wallAddress, wallHref } from "../address.ts";
import { ask, sentenceOf } from "../api.ts";

/** What was found for the words in the address; null while nothing is searched or known yet. */
export const found = signal<SearchAnswer | null>(null);
export const searchProblem = signal<string | null>(null);
export const isSearching = signal(false);

/** What answers and, after it, what has some of the words. */
export const shownOf = ({ items, also }: SearchAnswer): readonly SearchHit[] => [...items, ...also];

const TYPING_MS = 120;
let typing: ReturnType<typeof setTimeout> | undefined;
let asked: AbortController | null = null;

/** The words as they are typed; searched for when the typing rests. */
export function typeWords(words: string): void {
  clearTimeout(typing);
  typing = setTimeout(() => setWords(words), TYPING_MS);
}

function setWords(words: string): void {
  if (wallAddress.value.search === null) return;
  replaceAddress(wallHref({ ...wallAddress.value, search: words }));
}

export function closeSearch(): void {
  clearTimeout(typing);
  const { wall, search } = wallAddress.value;
  const kept = new URLSearchParams([...facetsIn(search ?? "")]);
  // A wall has no best match.
  if (kept.get("sort") === "best") kept.delete("sort");
  replaceAddress(wallHref({ wall, search: null, facets: kept.toString() }));
}

/** Searches whenever the words in the address change. */
export function keepSearching(): () => void {
  return effect(() => {
    const words = wallAddress.value.search?.trim() ?? "";
    asked?.abort();
    if (words === "") {
      batch(() => {
        found.value = null;
        isSearching.value = false;
        searchProblem.value = null;
      });
      return;
    }
    void runSearch(words);
  });
}

/** Days begin where they do for whoever asks. */
const queryFor = (words: string): URLSearchParams =>
  new URLSearchParams({ q: words, offset_minutes: String(-new Date().getTimezoneOffset()) });

async function runSearch(words: string): Promise<void> {
  asked?.abort();
  const mine = new AbortController();
  asked = mine;
  isSearching.value = true;
  try {
    const answer = await ask<SearchAnswer>("GET", `/search?${queryFor(words)}`, undefined, { signal: mine.signal });
    batch(() => {
      found.value = answer;
      searchProblem.value = null;
      isSearching.value = false;
    });
  } catch (thrown) {
    if (mine.signal.aborted) return;
    batch(() => {
      searchProblem.value = sentenceOf(thrown);
      isSearching.value = false;
    });
  }
}

export async function refreshHits(): Promise<void> {
  const words = wallAddress.value.search?.trim() ?? "";
  if (words !== "") await runSearch(words);
}

let isLoadingMore = false;
/** Loads the next page of what was found. */
export async function moreHits(): Promise<void> {
  const answer = found.value;
  const words = wallAddress.value.search?.trim() ?? "";
  if (answer === null || answer.next_cursor === null || words === "" || isLoadingMore) return;
  isLoadingMore = true;
  try {
    const query = queryFor(words);
    query.set("cursor", answer.next_cursor);
    const next = await ask<SearchAnswer>("GET", `/search?${query}`);
    // Things that show may have changed meanwhile; the page that was asked for still follows them.
    const now = found.value;
    if (now?.next_cursor === answer.next_cursor && words === wallAddress.value.search?.trim())
      found.value = { ...next, total: now.total, items: [...now.items, ...next.items] };
  } catch (thrown) {
    searchProblem.value = sentenceOf(thrown);
  } finally {
    isLoadingMore = false;
  }
}

export function updateHit(item: Item): void {
  changeHits((hits) => hits.map((hit) => (hit.id === item.id ? { ...item, snippet: hit.snippet } : hit)), item.id);
}

export function dropHit(id: string): void {
  changeHits((hits) => hits.filter((hit) => hit.id !== id), id);
}

function changeHits(change: (hits: SearchHit[]) => SearchHit[], id: string): void {
  const answer = found.value;
  if (answer && shownOf(answer).some((hit) => hit.id === id))
    found.value = { ...answer, items: change(answer.items), also: change(answer.also) };
}
