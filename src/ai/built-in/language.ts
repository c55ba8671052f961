import { detectAll } from "tinyld";
import { KNOWN_LANGUAGES, wordsOf } from "./words/known-languages.ts";

/** Enough for a sure answer; more only costs time. */
const DETECTION_CHARACTERS = 2_000;
/** Longer runs are no words, but Chinese has no spaces. */
const LONGEST_RUN_CHARACTERS = 500;
/** Fewer letters say too little to name a language by themselves. */
const FEWEST_LETTERS = 20;
/** Fewer letters say too little to contradict a page. */
const FEWEST_LETTERS_TO_CONTRADICT = 120;
/** How many times likelier the detected language must be than the declared one to contradict it. */
const CLEAR_FACTOR = 3;
/** A detection below this is a guess. */
const LEAST_ACCURACY = 0.15;
/** A detection above this of a language that shares its little words with one that has a list stands against their count. */
const SURE_ACCURACY = 0.6;
/** Germanic and Romance languages without lists, and Esperanto, which has of both. What sounds otherwise shares too few. */
const NEIGHBOURS: ReadonlySet<string> = new Set([
  "nl",
  "af",
  "da",
  "sv",
  "no",
  "nb",
  "nn",
  "is",
  "ca",
  "gl",
  "ro",
  "la",
  "eo",
]);
const FEWEST_STOP_WORDS = 3;
const STOP_WORD_SHARE = 0.25;

/**
 * The language of a text as two letters, or null when it cannot be told. A declared language holds unless a text of some
 * length clearly disagrees: many pages are made from a template that declares the language of its maker.
 */
export function tellLanguage(text: string, declared: string | null): string | null {
  const stated = twoLetters(declared);
  const sample = fairSample(text);
  const letters = sample.match(/\p{L}/gu)?.length ?? 0;
  // Scripts without spaces say much in few letters.
  const weight = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u.test(sample) ? 6 : 1;
  if (letters * weight < FEWEST_LETTERS) return stated;
  const found = detectAll(sample);
  const best = found[0];
  if (best === undefined) return stated;
  if (stated === null) {
    const spoken = plainlyKnownLanguage(sample);
    const isNeighbour = NEIGHBOURS.has(best.lang) && best.accuracy >= SURE_ACCURACY;
    if (spoken !== null && !isNeighbour) return spoken;
    const isSure = best.accuracy >= LEAST_ACCURACY || letters >= FEWEST_LETTERS_TO_CONTRADICT;
    // Two witnesses make up for one that is unsure.
    return isSure || best.lang === likeliestKnownLanguage(sample) ? best.lang : null;
  }
  if (best.lang === stated || letters * weight < FEWEST_LETTERS_TO_CONTRADICT) return stated;
  const ofStated = found.find((guess) => guess.lang === stated)?.accuracy ?? 0;
  return best.accuracy >= LEAST_ACCURACY && best.accuracy >= ofStated * CLEAR_FACTOR ? best.lang : stated;
}

/** Of the languages with word lists the one with the most stop words in a short text, or null when none or two lead. */
export function likeliestKnownLanguage(text: string): string | null {
  const [first, second] = countStopWords(text).counts;
  return first!.count > second!.count ? first!.language : null;
}

/** A language whose little words make up a good part of a text, and those of no other; in few words they say more than letters. */
function plainlyKnownLanguage(text: string): string | null {
  const { counts, words } = countStopWords(text);
  const [first, second] = counts;
  const isPlain =
    first!.count >= FEWEST_STOP_WORDS && first!.count >= words * STOP_WORD_SHARE && first!.count >= second!.count * 1.5;
  return isPlain ? first!.language : null;
}

function countStopWords(text: string) {
  const words =
    text
      .slice(0, DETECTION_CHARACTERS)
      .toLowerCase()
      .replace(/’/gu, "'")
      .match(/[\p{L}']+/gu) ?? [];
  const counts = KNOWN_LANGUAGES.map((language) => ({
    language,
    count: words.filter((word) => isStopWordOf(language, word)).length,
  })).sort((a, b) => b.count - a.count);
  return { counts, words: words.length };
}

/** Whether a language has a word, or the start of one like `l'eau`, among its stop words. */
function isStopWordOf(language: string, word: string): boolean {
  const { stopWords } = wordsOf(language)!;
  const apostrophe = word.indexOf("'");
  return stopWords.has(word) || (apostrophe > 0 && stopWords.has(word.slice(0, apostrophe)));
}

/** Addresses have no language. The middle of a long text is fairer than its start, where menus and names stand. */
function fairSample(text: string): string {
  const plain = text
    .slice(0, DETECTION_CHARACTERS * 10)
    .replace(/\S+/gu, (word) => (/:\/\/|[@#]/u.test(word) ? " " : word.slice(0, LONGEST_RUN_CHARACTERS)));
  const start = Math.max(0, Math.floor((plain.length - DETECTION_CHARACTERS) / 2));
  return plain.slice(start, start + DETECTION_CHARACTERS);
}

function twoLetters(declared: string | null): string | null {
  if (declared === null) return null;
  try {
    const { language } = new Intl.Locale(declared.trim().replaceAll("_", "-"));
    return language.length === 2 ? language : null;
  } catch {
    // A page may declare anything; what is no language tag declares nothing.
    return null;
  }
}
