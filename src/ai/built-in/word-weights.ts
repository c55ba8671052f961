import type { TextModel } from "./text-model.ts";
import { wordsOf } from "./words/known-languages.ts";
import type { LanguageWords } from "./words/language-words.ts";
import type { Word } from "./words-of-text.ts";

export interface WordWeight {
  readonly weight: number;
  readonly count: number;
  /** The commonest way it is written. */
  readonly shown: string;
  readonly isWeak: boolean;
  readonly isDull: boolean;
  readonly inTitle: boolean;
  /** Whether what stands before it ever says that it is a noun; true of names and where there are no lists to tell. */
  readonly isNoun: boolean;
}

interface Tally {
  count: number;
  sentences: number;
  lastSentence: number;
  first: number;
  capitalInside: number;
  small: number;
  inTitle: boolean;
  smallInTitle: boolean;
  capitalInTitle: boolean;
  /** How often a word that announces a noun stands before it, and one that announces a verb. */
  afterDeterminer: number;
  afterVerbSign: number;
  readonly forms: Map<string, number>;
  readonly lower: string;
}

/** A word in the title is worth as much as this many times the same word in the text alone. */
const TITLE_FACTOR = 2;
/** A word that only the title has is often its wit, not its topic. */
const TITLE_ONLY_FACTOR = 0.7;
const FEWEST_BODY_WORDS = 30;
const WEAK_FACTOR = 0.25;
const DULL_FACTOR = 0.45;
/** German nouns are capitals; what is always small there is hardly ever a topic. */
const SMALL_GERMAN_FACTOR = 0.2;
/** A German word that only opens sentences may be a noun or not. */
const UNSURE_GERMAN_FACTOR = 0.6;
/** What stands after `to` or `she` more often than after `the` is a verb. */
const VERB_FACTOR = 0.35;
const EARLY_WORDS = 60;

/**
 * The weight of each word that can be a topic, by key. After the features of YAKE (Campos et al. 2020): frequency, how
 * many sentences it is in, how early it comes, how it is written; with the title counted in.
 */
export function weighWords(text: TextModel): Map<string, WordWeight> {
  const known = wordsOf(text.readAs);
  const tallies = tallyWords(text, known);
  const weights = new Map<string, WordWeight>();
  for (const [key, tally] of tallies) {
    const isWeak = known?.weakWords.has(tally.lower) ?? false;
    const isDull = endsDully(tally.lower, known);
    const often = 1 + Math.log2(Math.max(1, tally.count));
    const spread = 1 + 0.6 * Math.log2(Math.max(1, tally.sentences));
    const early = 1 + EARLY_WORDS / (EARLY_WORDS + tally.first);
    const length = Math.min(1.2, 0.7 + tally.lower.length / 20);
    let weight = often * spread * early * (known === null ? lengthFactor(key) : length);
    if (tally.inTitle)
      weight *= tally.count > 0 || text.wordCount < FEWEST_BODY_WORDS ? TITLE_FACTOR : TITLE_ONLY_FACTOR;
    weight *= writingFactor(tally, text.readAs);
    if (isWeak) weight *= WEAK_FACTOR;
    else if (isDull) weight *= DULL_FACTOR;
    const isName = tally.small === 0 && tally.capitalInside > 0;
    const isNoun = isName || known === null || known.determiners.size === 0 || tally.afterDeterminer > 0;
    if (!isName && tally.afterVerbSign > tally.afterDeterminer) weight *= VERB_FACTOR;
    weights.set(key, {
      weight,
      count: tally.count,
      shown: shownForm(tally, text.readAs),
      isWeak,
      isDull,
      isNoun,
      inTitle: tally.inTitle,
    });
  }
  return weights;
}

/** Without a list of stop words length speaks for a word, but not where a sign is a syllable or more. */
function lengthFactor(word: string): number {
  return /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}]/u.test(word) ? Math.min(1.5, word.length / 6) ** 2 : 1;
}

function tallyWords(text: TextModel, known: LanguageWords | null): Map<string, Tally> {
  const tallies = new Map<string, Tally>();
  const note = (word: Word, before: Word | undefined, sentence: number, position: number): void => {
    if (!word.isTopic) return;
    let tally = tallies.get(word.key);
    if (tally === undefined) {
      tally = {
        count: 0,
        sentences: 0,
        lastSentence: -2,
        first: position,
        capitalInside: 0,
        small: 0,
        inTitle: false,
        smallInTitle: false,
        capitalInTitle: false,
        afterDeterminer: 0,
        afterVerbSign: 0,
        forms: new Map(),
        lower: word.lower,
      };
      tallies.set(word.key, tally);
    }
    const sign = word.isApart ? "" : (before?.lower.replace(/’/gu, "'") ?? "");
    if (known?.determiners.has(sign)) tally.afterDeterminer += 1;
    if (known?.verbSigns.has(sign)) tally.afterVerbSign += 1;
    if (sentence === -1) {
      tally.inTitle = true;
      if (!word.isCapital) tally.smallInTitle = true;
      else if (!word.opens) tally.capitalInTitle = true;
      // A title in title case says nothing about how a word is written, but it may be all there is.
      if (!tally.forms.has(word.text)) tally.forms.set(word.text, 0);
      return;
    }
    tally.count += 1;
    if (tally.lastSentence !== sentence) tally.sentences += 1;
    tally.lastSentence = sentence;
    if (!word.isCapital) tally.small += 1;
    else if (!word.opens) tally.capitalInside += 1;
    tally.forms.set(word.text, (tally.forms.get(word.text) ?? 0) + (word.opens && word.isCapital ? 0.5 : 1));
  };
  for (const [index, word] of text.titleWords.entries()) note(word, text.titleWords[index - 1], -1, 0);
  let position = 0;
  text.sentences.forEach((sentence, index) => {
    for (const [place, word] of sentence.words.entries()) note(word, sentence.words[place - 1], index, position++);
  });
  return tallies;
}

function writingFactor(tally: Tally, language: string | null): number {
  if (language === "de") {
    const capital = tally.capitalInside + (tally.capitalInTitle ? 1 : 0);
    const small = tally.small + (tally.smallInTitle ? 1 : 0);
    if (small > capital) return SMALL_GERMAN_FACTOR;
    return capital === 0 ? UNSURE_GERMAN_FACTOR : 1;
  }
  return 1;
}

function endsDully(lower: string, known: LanguageWords | null): boolean {
  return known?.dullEndings.some((ending) => lower.length > ending.length + 2 && lower.endsWith(ending)) ?? false;
}

/** Names and acronyms keep their capitals; all else is small, German nouns too. */
function shownForm(tally: Tally, language: string | null): string {
  let shown = tally.lower;
  let most = -1;
  for (const [form, count] of tally.forms) {
    if (count > most || (count === most && form.length < shown.length)) [shown, most] = [form, count];
  }
  const hasInnerCapital = /\p{L}\p{Lu}/u.test(shown) && shown.length <= 12;
  if (hasInnerCapital) return shown;
  // A word that opens three sentences and is never written small is a name too.
  const isName = language !== "de" && tally.small === 0 && (tally.capitalInside > 0 || tally.count >= 3);
  return isName ? shown : shown.toLowerCase();
}
