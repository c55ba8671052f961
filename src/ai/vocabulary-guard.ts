/**
 * A person's words go along with a question so that a model can use them as tags, and a page may talk the model into
 * saying them elsewhere, where others get to see them. So no field but the tags may have a word of theirs that the item
 * itself does not have, in no spelling that we can think of.
 */
import { foldLetters } from "../core/fold-letters.ts";
import { wordsOf } from "../core/words.ts";
import { foldWord } from "./built-in/fold-words.ts";
import { KNOWN_LANGUAGES, wordsOf as wordsOfLanguage } from "./built-in/words/known-languages.ts";
import { lookalikes, readings, turned } from "./encodings.ts";

/** Shorter words come about by themselves between the letters of others; these are looked for as words alone. */
const LEAST_HIDDEN_LETTERS = 6;
/** A model is told fewer than these. */
const MOST_GUARDED_WORDS = 500;
/** Words of one or two letters say nothing of a person. */
const LEAST_LETTERS = 3;
const UNSPACED = /[\p{scx=Hani}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}]/u;
const STOP_WORDS = KNOWN_LANGUAGES.flatMap((language) => [...(wordsOfLanguage(language)?.stopWords ?? [])]);
const SAYS_NOTHING = new Set(STOP_WORDS.map((word) => foldLetters(word)));

export interface VocabularyGuard {
  /** Whether a text of one or more lines has a word of the person's that the content lacks. */
  leaks(text: string): boolean;
}

interface PrivateWord {
  /** Its words as a text of words has them, with a space around each. */
  readonly phrase: string;
  /** Ways in which its letters may stand in a row; empty when it is too short to be hidden. */
  readonly hidden: readonly string[];
}

/** Guards `vocabulary` against texts that stand for `content`. Takes time by both, once. */
export function guardVocabulary(vocabulary: readonly string[], content: readonly string[]): VocabularyGuard {
  if (vocabulary.length === 0) return { leaks: () => false };
  const contentWords = spacedWords(content.join("\n"));
  const contentKeys = keysOf(contentWords);
  const kept: PrivateWord[] = [];
  for (const own of new Set(vocabulary.slice(0, MOST_GUARDED_WORDS))) {
    const word = privateWord(own);
    if (word !== null && !isInContent(word, contentWords, contentKeys)) kept.push(word);
  }
  return { leaks: (text) => kept.length > 0 && saysOneOf(kept, text) };
}

function privateWord(own: string): PrivateWord | null {
  const phrase = spacedWords(own);
  const letters = squeeze(own);
  const least = UNSPACED.test(letters) ? 2 : LEAST_LETTERS;
  if (letters.length < least || SAYS_NOTHING.has(letters)) return null;
  const isLong = letters.length >= (UNSPACED.test(letters) ? 2 : LEAST_HIDDEN_LETTERS);
  if (!isLong) return { phrase, hidden: [] };
  const backwards = [...letters].reverse().join("");
  return { phrase, hidden: [...new Set([letters, backwards, turned(letters), turned(backwards)])] };
}

/** A word of the content in another number, or one that a longer word of it begins or ends with, is the content's own. */
function isInContent({ phrase, hidden }: PrivateWord, words: string, keys: ReadonlySet<string>): boolean {
  if (words.includes(phrase)) return true;
  const plain = hidden[0];
  if (plain !== undefined && words.includes(phrase.trim())) return true;
  return (
    keysOf(phrase)
      .values()
      .some((key) => keys.has(key)) && !phrase.trim().includes(" ")
  );
}

function saysOneOf(kept: readonly PrivateWord[], text: string): boolean {
  const words = spacedWords(text);
  if (kept.some(({ phrase }) => words.includes(phrase))) return true;
  const plain = [...readings(text), ...initials(text)].map(squeeze);
  const rows = [...plain, lookalikes(plain[0] ?? "")];
  return kept.some(({ hidden }) => hidden.some((letters) => rows.some((row) => row.includes(letters))));
}

/** The first and the last letters of words, of sentences and of lines, as one would read a poem that hides a name. */
function initials(text: string): string[] {
  const parts = [text.split(/[^\p{L}\p{N}\p{M}]+/u), text.split(/[.!?…:;]+\s+|\n+/u), text.split(/\n+/u)];
  return parts.flatMap((pieces) => {
    const trimmed = pieces.map((piece) => squeeze(piece.slice(0, 64))).filter((piece) => piece !== "");
    const whole = pieces.map((piece) => squeeze(piece.slice(-64))).filter((piece) => piece !== "");
    return [trimmed.map((piece) => piece[0]).join(""), whole.map((piece) => piece.at(-1)).join("")];
  });
}

/** Folded letters and numbers without anything between them. */
function squeeze(text: string): string {
  return foldLetters(text).replace(/[^\p{L}\p{N}]+/gu, "");
}

function spacedWords(text: string): string {
  return ` ${wordsOf(text).join(" ")} `;
}

/** What the forms of a word have in common, in each language that we have endings of. */
function keysOf(words: string): Set<string> {
  const keys = new Set<string>();
  for (const word of new Set(words.split(" "))) {
    if (word !== "") for (const language of KNOWN_LANGUAGES) keys.add(`${language} ${foldWord(word, language)}`);
  }
  return keys;
}
