import { withoutAddresses } from "./clean-text.ts";
import { wordsOf } from "./words/known-languages.ts";

/** Longer runs of letters are noise, not words. */
const LONGEST_WORD_CHARACTERS = 48;
/** Most words: nothing in them to normalise. */
const PLAIN_LETTERS = /^[a-z]*$/u;
const MOST_REMEMBERED_WORDS = 20_000;
/** A text has few words and many of each: folding each of them once takes half of the time. */
const foldedWords = new Map<string, Map<string, string>>();
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const WORD = /\d+(?:[.,]\d+)+|[\p{L}\p{N}\p{M}]+(?:['’-][\p{L}\p{N}\p{M}]+)*/gu;

export interface Word {
  readonly text: string;
  readonly lower: string;
  /** The same for singular and plural. */
  readonly key: string;
  readonly isCapital: boolean;
  /** First of its sentence, where a capital says nothing. */
  readonly opens: boolean;
  /** Whether anything but a space stands between it and the word before. */
  readonly isApart: boolean;
  readonly isNumber: boolean;
  /** Written without spaces around it, as in Chinese. */
  readonly isUnspaced: boolean;
  /** Whether it can be a topic at all. */
  readonly isTopic: boolean;
}

export function splitWords(sentence: string, language: string | null): Word[] {
  const words: Word[] = [];
  const text = withoutAddresses(sentence);
  const known = wordsOf(language);
  const add = (word: string, isApart: boolean, isUnspaced: boolean): void => {
    if (word.length > LONGEST_WORD_CHARACTERS) return;
    const lower = word.toLowerCase();
    const isNumber = !/\p{L}/u.test(word);
    words.push({
      text: word,
      lower,
      key: foldWord(lower, language),
      isCapital: /^\p{Lu}/u.test(word),
      opens: words.length === 0,
      isApart: isApart || words.length === 0,
      isNumber,
      isUnspaced,
      isTopic:
        !isNumber && !known?.stopWords.has(lower.replace("’", "'")) && isLongEnough(word, isUnspaced, known !== null),
    });
  };
  let end = 0;
  for (const match of text.matchAll(WORD)) {
    const isApart = text.slice(end, match.index) !== " ";
    end = match.index + match[0].length;
    if (!UNSPACED.test(match[0])) {
      add(match[0], isApart, false);
      continue;
    }
    const segments = new Intl.Segmenter(language ?? undefined, { granularity: "word" }).segment(match[0]);
    for (const { segment, index, isWordLike } of segments) {
      if (isWordLike === true) add(segment, index === 0 && isApart, true);
    }
  }
  return words;
}

/** Short words are seldom topics; without a list of stop words their length is all that tells them. */
function isLongEnough(word: string, isUnspaced: boolean, hasList: boolean): boolean {
  if (isUnspaced || word === word.toUpperCase()) return word.length >= 2;
  return word.length >= (hasList ? 3 : /^\p{Ll}/u.test(word) ? 5 : 4);
}

/** A key that is mostly the same for the forms of a word. It is only compared, never shown. */
export function foldWord(lower: string, language: string | null): string {
  const name = language ?? "";
  const remembered = foldedWords.get(name);
  const folded =
    remembered !== undefined && remembered.size < MOST_REMEMBERED_WORDS ? remembered : new Map<string, string>();
  const key = folded.get(lower) ?? foldForms(lower, language);
  folded.set(lower, key);
  foldedWords.set(name, folded);
  return key;
}

function foldForms(lower: string, language: string | null): string {
  const plain = PLAIN_LETTERS.test(lower) ? lower : lower.normalize("NFKC").replace(/’/gu, "'");
  const word = plain.endsWith("'s") ? plain.slice(0, -2) : plain;
  switch (language) {
    case "en":
      return foldEnglish(word);
    case "de":
      return foldGerman(word);
    case "es":
      return foldSpanish(word);
    default:
      return word;
  }
}

function foldEnglish(word: string): string {
  if (word.length > 4 && word.endsWith("ies")) return `${word.slice(0, -3)}y`;
  if (word.length > 4 && /(?:s|sh|ch|x|z)es$/u.test(word)) return word.slice(0, -2);
  if (word.length > 3 && /[^sui]s$/u.test(word)) return word.slice(0, -1);
  return word;
}

function foldGerman(word: string): string {
  const plain = word
    .replace(/ä/gu, "a")
    .replace(/ö/gu, "o")
    .replace(/ü/gu, "u")
    .replace(/innen$/u, "in");
  const stem = plain.replace(/(?:ern|en|er|es|e|n|s)$/u, "");
  return stem.length >= 4 ? stem : plain;
}

function foldSpanish(word: string): string {
  const plain = word
    .normalize("NFD")
    .replace(/[\u0300\u0301\u0308]/gu, "")
    .normalize("NFC");
  if (plain.length > 4 && plain.endsWith("ces")) return `${plain.slice(0, -3)}z`;
  if (plain.length > 5 && /[dlnrsjyz]es$/u.test(plain)) return plain.slice(0, -2);
  if (plain.length > 3 && /[aeiou]s$/u.test(plain)) return plain.slice(0, -1);
  return plain;
}

/** A key that also folds the endings of adjectives, for the lists of moods and categories. */
export function foldEnding(lower: string, language: string | null): string {
  const key = foldWord(lower, language);
  return language === "es" && key.length > 4 ? key.replace(/[aoe]$/u, "") : key;
}
