import { wordsOf } from "../words.ts";
import { gistOf } from "./gist.ts";

/** What an item says, where a word of it matters most first. */
export interface Said {
  readonly title: string;
  readonly summary: string;
  readonly note: string;
  readonly body: string;
}

const BODY_WORDS = 5_000;
/** A word of the title says so much more of an item than one that its text has a few times. */
const WEIGHTS = { title: 3, summary: 1.5, note: 1.5, gist: 1 } as const;
const FEWEST_LETTERS = 3;

/** The words that an item is about, each with how much it tells of it; how common they are is not looked at. */
export function tellingWords({ title, summary, note, body }: Said): Map<string, number> {
  const places = [
    [wordsOf(title), WEIGHTS.title],
    [wordsOf(summary), WEIGHTS.summary],
    [wordsOf(note), WEIGHTS.note],
    [gistOf(wordsOf(body, BODY_WORDS)), WEIGHTS.gist],
  ] as const;
  const weights = new Map<string, number>();
  for (const [words, weight] of places)
    for (const word of words) if (isTelling(word) && !weights.has(word)) weights.set(word, weight);
  return weights;
}

/** Numbers and what is short are in everything; one letter of Chinese or Japanese is half a word there. */
const isTelling = (word: string): boolean =>
  !/^\p{N}+$/u.test(word) &&
  ([...word].length >= FEWEST_LETTERS || /[^\p{Script=Latin}\p{Script=Cyrillic}\p{N}]/u.test(word));
