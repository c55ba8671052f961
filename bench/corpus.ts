import type { StoredItem } from "../test/harness/stored-items.ts";

/**
 * Items whose words are as common and as rare as those of a language: the word of rank r stands 1/(r + 2.7) as often as the
 * first (Zipf and Mandelbrot), and nobody wrote any of them. The same number makes the same item.
 */

const WORDS = 60_000;
const OFFSET = 2.7;
const BODY_WORDS = 110;
const TITLE_WORDS = 6;
const DESCRIPTION_WORDS = 18;
const NOTE_WORDS = 8;
const SITES = 4_000;
const TAGS = 1_500;
const MS_A_DAY = 86_400_000;
const DAYS = 3_650;

const FIRST = "b br c ch d dr f fl g gr h j k kl l m n p pl pr qu r s sh sl st t tr v w z".split(" ");
const VOWELS = "a e i o u ai ea ou".split(" ");
const LAST = ["", "", "n", "r", "l", "s", "t", "nd", "m", "rk"];

/** The word of this rank, 1 the most common: common ones are short. */
export function wordOf(rank: number): string {
  let rest = rank;
  let word = "";
  do {
    const syllable = rest % (FIRST.length * VOWELS.length);
    rest = Math.floor(rest / (FIRST.length * VOWELS.length));
    word += `${FIRST[syllable % FIRST.length]}${VOWELS[Math.floor(syllable / FIRST.length)]}`;
    if (rest > 0) word += LAST[rest % LAST.length];
  } while (rest > 0);
  return word;
}

/** Numbers in [0, 1), the same for the same seed. */
export function randomOf(seed: number): () => number {
  let state = (seed * 2_654_435_761 + 12_345) >>> 0;
  return () => {
    state = (state + 0x6d_2b_79_f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A rank, as often as its word is used: the inverse of what the frequencies add up to. */
export function rankOf(random: number): number {
  return Math.min(WORDS, Math.max(1, Math.round((OFFSET + 1) * ((WORDS + OFFSET) / (OFFSET + 1)) ** random - OFFSET)));
}

function text(random: () => number, words: number): string {
  return Array.from({ length: words }, () => wordOf(rankOf(random()))).join(" ");
}

/** The n-th item of somebody who kept things for ten years. */
export function corpusItem(n: number, nowMs: number): StoredItem {
  const random = randomOf(n);
  const site = Math.floor(random() ** 2 * SITES) + 1;
  const tags = Array.from({ length: Math.floor(random() * 4) }, () => tagOf(Math.floor(random() ** 2 * TAGS) + 1));
  return {
    kind: random() < 0.9 ? "link" : "note",
    own: {
      firstTitle: text(random, TITLE_WORDS),
      url: `https://${siteOf(site)}/${n}`,
      ...(random() < 0.2 ? { note: text(random, NOTE_WORDS) } : {}),
    },
    found: { siteName: wordOf(site + 500), description: text(random, DESCRIPTION_WORDS), language: "en" },
    tags: [...new Set(tags)],
    body: text(random, BODY_WORDS),
    createdAtMs: nowMs - Math.floor(random() * DAYS * MS_A_DAY),
  };
}

export const siteOf = (site: number): string => `${wordOf(site + 100)}.example`;
export const tagOf = (tag: number): string => wordOf(tag + 2_000);
