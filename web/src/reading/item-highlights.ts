import { signal } from "@preact/signals";
import type { Highlight, HighlightDraft, HighlightEdit } from "../../../src/contract/reading.ts";
import { ask, sentenceOf } from "../api.ts";

/** What is marked in the open item, in the order of the text; what is no longer in it comes last. */
export const highlights = signal<readonly Highlight[]>([]);
export const highlightProblem = signal<string | null>(null);
/** The one that is looked at, in the text or in the list. */
export const chosen = signal<string | null>(null);
let item: string | null = null;

const inOrder = (all: readonly Highlight[]): Highlight[] =>
  all.toSorted((a, b) => (a.position?.start ?? Infinity) - (b.position?.start ?? Infinity) || (a.id < b.id ? -1 : 1));

/** Loads what is marked in an item; at most the first thousand, which is all there may be. */
export async function loadHighlights(id: string): Promise<void> {
  if (item !== id) {
    highlights.value = [];
    highlightProblem.value = null;
    chosen.value = null;
  }
  item = id;
  const all: Highlight[] = [];
  try {
    for (let cursor: string | null = ""; cursor !== null; ) {
      const page: { items: Highlight[]; next_cursor: string | null } = await ask(
        "GET",
        `/items/${id}/highlights?limit=100${cursor === "" ? "" : `&cursor=${cursor}`}`,
      );
      all.push(...page.items);
      cursor = page.next_cursor;
    }
    if (item === id) highlights.value = inOrder(all);
  } catch (thrown) {
    // Without the server the text is still there to be read.
    if (item === id && highlights.value.length > 0) highlightProblem.value = sentenceOf(thrown);
  }
}

/** Marks a passage; null when it could not be done, and the reason stands beside the list. */
export async function mark(id: string, draft: HighlightDraft): Promise<Highlight | null> {
  return await tried(async () => {
    const made = await ask<Highlight>("POST", `/items/${id}/highlights`, draft);
    if (item === id) highlights.value = inOrder([...highlights.value.filter((each) => each.id !== made.id), made]);
    return made;
  });
}

export async function change(id: string, edit: HighlightEdit): Promise<Highlight | null> {
  return await tried(async () => {
    const changed = await ask<Highlight>("PATCH", `/highlights/${id}`, edit);
    highlights.value = highlights.value.map((each) => (each.id === id ? changed : each));
    return changed;
  });
}

export async function remove(id: string): Promise<void> {
  await tried(async () => {
    await ask("DELETE", `/highlights/${id}`);
    highlights.value = highlights.value.filter((each) => each.id !== id);
    if (chosen.value === id) chosen.value = null;
  });
}

async function tried<Made>(act: () => Promise<Made>): Promise<Made | null> {
  highlightProblem.value = null;
  try {
    return await act();
  } catch (thrown) {
    highlightProblem.value = sentenceOf(thrown);
    return null;
  }
}
