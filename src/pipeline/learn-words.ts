import { setImmediate as nextTurn } from "node:timers/promises";
import { wordsOf } from "../core/words.ts";
import { stands } from "../store/items.ts";
import { itemsToLearn, learnWords } from "../store/known-words.ts";
import { textsOfItems } from "../store/refresh-item.ts";
import type { Store } from "../store/store.ts";

const ITEMS_A_UNIT = 10;
/** In one go of the chore; whoever else has something to write comes between two units. */
const UNITS_A_PASS = 50;
/** An item that is still being worked on after so long is learned from as it is. */
const SETTLED_AFTER_MS = 10 * 60_000;
/** Of a long text so many words: what stands only behind them is found all the same, and hardly anybody mistypes it. */
const WORDS_OF_ITEM = 5_000;
/** So many texts are held at once. */
const TEXTS_AT_ONCE = 50;
/** Longer ones are no words that somebody types. */
const LONGEST_WORD = 32;

/**
 * Learns which words items have, a few items at a time beside everything else: a search asks it about slips of the finger
 * and beginnings, and an accept pays nothing for it.
 * @param itemsAUnit more of them take less time altogether, and hold up others who write for longer
 * @returns whether there is more to do
 */
export async function learnNewWords(store: Store, itemsAUnit = ITEMS_A_UNIT): Promise<boolean> {
  for (let units = 0; units < UNITS_A_PASS; units += 1) {
    const settledBeforeMs = (await store.nowMs()) - SETTLED_AFTER_MS;
    const next = await itemsToLearn(store.reader, { settledBeforeMs, limit: itemsAUnit });
    const last = next.at(-1);
    if (last === undefined) return false;
    const words = new Map<string, number>();
    const items = next.filter(stands);
    for (let from = 0; from < items.length; from += TEXTS_AT_ONCE)
      for (const texts of (await textsOfItems(store.reader, items.slice(from, from + TEXTS_AT_ONCE))).values()) {
        for (const word of wordsOfItem(Object.values(texts))) words.set(word, (words.get(word) ?? 0) + 1);
        await nextTurn();
      }
    await store.write((unit) => learnWords(unit, { words, doneTo: Number(last.seq) }));
  }
  return true;
}

function wordsOfItem(texts: readonly string[]): Set<string> {
  const words = texts.flatMap((text) => wordsOf(text, WORDS_OF_ITEM));
  return new Set(words.slice(0, WORDS_OF_ITEM).filter((word) => word.length <= LONGEST_WORD));
}
