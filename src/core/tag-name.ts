import { cleanLine, cutGraphemes } from "./clean-text.ts";
import { foldLetters } from "./fold-letters.ts";
import { pluralsOf, singularsOf } from "./plural-endings.ts";

/** In characters as a person counts them. */
export const MAX_TAG_GRAPHEMES = 64;
/** Longer than this it is no tag whatever it holds; it bounds the work of cleaning. */
const MAX_GIVEN_CHARACTERS = 8_192;

/**
 * A tag as it is kept and shown: one line, no leading `#`, one space between words. Null when nothing is left, when it
 * has more than 64 characters (a tag that was cut is not the one that was meant), and for a name with a comma, since
 * commas separate tags wherever people type several.
 */
export function cleanTag(name: string): string | null {
  if (name.length > MAX_GIVEN_CHARACTERS) return null;
  const line = cleanLine(name).replace(/^[#＃\s]+/, "");
  if (line === "" || line.includes(",")) return null;
  return cutGraphemes(line, MAX_TAG_GRAPHEMES) === line ? line : null;
}

/** What two spellings of one tag have in common: NFKC, case and diacritics folded. For equality, never shown. */
export function foldTag(name: string): string {
  const line = cleanLine(name.normalize("NFKC"));
  return foldLetters(line).replace(/\s+/g, " ").trim() || line;
}

/** Words of one tag beyond this are looked at as they are; it bounds how many forms a tag has. */
const MOST_WORDS_REDUCED = 4;
const MOST_TAG_FORMS = 24;

/** A folded tag without what is written between words: "machine-learning" and "Machine Learning" have one key. */
export function tagKey(folded: string): string {
  return folded.replace(/[ _-]/g, "") || folded;
}

/**
 * The words that a tag may be another writing of, as keys (`tagKey`): its own first, then without plural endings.
 * Coarser than `foldTag`: for the words of an AI and for suggestions, never for what a person wrote.
 */
export function tagForms(name: string): string[] {
  return formsBy(name, singularsOf);
}

/** Keys of tags of which a tag may be the singular; with `tagForms` all keys that can be another writing of it. */
export function pluralForms(name: string): string[] {
  return formsBy(name, pluralsOf).slice(1);
}

function formsBy(name: string, others: (word: string) => string[]): string[] {
  const words = foldTag(name).split(/[ _-]+/);
  if (words.length > MOST_WORDS_REDUCED) return [tagKey(foldTag(name))];
  let joined = [""];
  for (const word of words) {
    const readings = [word, ...others(word)];
    joined = readings.flatMap((reading) => joined.map((start) => start + reading)).slice(0, MOST_TAG_FORMS);
  }
  const [, ...further] = joined;
  return [...new Set([tagKey(foldTag(name)), ...further])];
}

/**
 * The word of a vocabulary that an AI's tag is another writing of: the same when folded, or else the first of which one
 * is a plural or another joining of the other. That both may be plurals of one third word is not enough ("taxi", "taxes").
 */
export function matchVocabulary(tag: string, vocabulary: readonly string[]): string | null {
  const folded = foldTag(tag);
  const same = vocabulary.find((word) => foldTag(word) === folded);
  if (same !== undefined) return same;
  return vocabulary.find((word) => areForms(tag, word)) ?? null;
}

function areForms(one: string, other: string): boolean {
  const [ownKey = "", ...own] = tagForms(one);
  const [theirKey = "", ...theirs] = tagForms(other);
  return ownKey === theirKey || own.includes(theirKey) || theirs.includes(ownKey);
}
