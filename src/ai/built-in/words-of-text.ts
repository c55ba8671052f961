import { withoutAddresses } from "./clean-text.ts";
import { foldWord } from "./fold-words.ts";
import { wordsOf } from "./words/known-languages.ts";
import type { LanguageWords } from "./words/language-words.ts";

/** Longer runs of letters are noise, not words. */
const LONGEST_WORD_CHARACTERS = 48;
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
/** `3h20`, `8er` and `b-1172` are times, sizes and numbers of things; `5G` and `3D` are names. */
const MEASURE = /^\d+\p{Ll}|^\p{Ll}+-?\d{3,}$/u;
/** In French and Italian an article or a pronoun may lean on the word after it: `l'eau`, `dell'acqua`. */
const LEANING: Readonly<Record<string, RegExp>> = {
  fr: /^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)['’](?=[\p{L}\p{N}])/iu,
  it: /^(?:[cdlmnstv]|un|[dn]ell|all|[ds]?all|sull|[cn]oll|gl|quest|quell|anch|cos|com|dov|quand|senz|mezz|tutt|nient|qual|ogn|bell|buon|sant|grand)['’](?=[\p{L}\p{N}])/iu,
};
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
        !isNumber &&
        !MEASURE.test(word) &&
        !isStopWord(lower.replace(/’/gu, "'"), known) &&
        isLongEnough(word, isUnspaced, known !== null),
    });
  };
  let end = 0;
  for (const match of text.matchAll(WORD)) {
    const isApart = text.slice(end, match.index) !== " ";
    end = match.index + match[0].length;
    if (!UNSPACED.test(match[0])) {
      const leaning = LEANING[language ?? ""]?.exec(match[0])?.[0] ?? "";
      if (leaning !== "") add(leaning, isApart, false);
      add(match[0].slice(leaning.length), isApart && leaning === "", false);
      continue;
    }
    const segments = new Intl.Segmenter(language ?? undefined, { granularity: "word" }).segment(match[0]);
    for (const { segment, index, isWordLike } of segments) {
      if (isWordLike === true) add(segment, index === 0 && isApart, true);
    }
  }
  return words;
}

/** `l'` is the stop word `l`. */
function isStopWord(lower: string, known: LanguageWords | null): boolean {
  const word = lower.endsWith("'") ? lower.slice(0, -1) : lower;
  if (known === null || known.stopWords.has(word)) return known !== null;
  if (!word.includes("-")) return false;
  // `vingt-deux` and `celui-là` are little words side by side; `dit-elle` and `lembrou-se` are a verb and one.
  const parts = word.split("-");
  return parts.every((part) => known.stopWords.has(part)) || known.clitics.has(parts.at(-1) ?? "");
}

/** Short words are seldom topics; without a list of stop words their length is all that tells them. */
function isLongEnough(word: string, isUnspaced: boolean, hasList: boolean): boolean {
  if (isUnspaced || word === word.toUpperCase()) return word.length >= 2;
  return word.length >= (hasList ? 3 : /^\p{Ll}/u.test(word) ? 5 : 4);
}
