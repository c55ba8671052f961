import type { TextModel } from "./text-model.ts";
import type { WordWeight } from "./word-weights.ts";
import { wordsOf } from "./words/known-languages.ts";
import type { Word } from "./words-of-text.ts";
import { splitWords } from "./words-of-text.ts";

export interface Keyphrase {
  /** As it is shown. */
  readonly shown: string;
  /** The keys of its words, with spaces between. */
  readonly key: string;
  readonly score: number;
  readonly count: number;
  readonly inTitle: boolean;
}

interface Candidate {
  readonly words: readonly Word[];
  count: number;
  inTitle: boolean;
  isName: boolean;
}

const LONGEST_PHRASE_WORDS = 3;
const KEYWORD_FACTOR = 1.8;
const PHRASE_FACTOR = 1.1;
/** A word that nothing announces as a noun is often an adjective or a verb. */
const NO_NOUN_FACTOR = 0.6;
/** The share of a word's places that its phrase must hold to stand for it. */
const WHOLE_SHARE = 0.5;
const MOST_RANKED = 40;

/** The phrases that say best what a text is about, the best first. */
export function rankKeyphrases(text: TextModel, weights: ReadonlyMap<string, WordWeight>): Keyphrase[] {
  const declared = new Map<string, string>();
  for (const keyword of text.keywords) {
    const words = splitWords(keyword, text.readAs);
    if (words.length > 0 && words.length <= 4) declared.set(keyOf(words), keyword);
  }
  const singles = new Map<string, Keyphrase>();
  for (const [key, word] of weights) {
    if (word.isWeak && !declared.has(key)) continue;
    const factor = (declared.has(key) ? KEYWORD_FACTOR : 1) * (word.isNoun ? 1 : NO_NOUN_FACTOR);
    singles.set(key, {
      shown: word.shown,
      key,
      score: word.weight * factor,
      count: word.count,
      inTitle: word.inTitle || declared.has(key),
    });
  }
  const phrases: Keyphrase[] = [];
  for (const [key, candidate] of collectPhrases(text)) {
    const isDeclared = declared.has(key);
    if (!isDeclared && !isPhrase(candidate, weights)) continue;
    const score = phraseScore(candidate, weights) * (isDeclared ? KEYWORD_FACTOR : 1);
    const { count, inTitle } = candidate;
    phrases.push({
      shown: showPhrase(candidate, weights, text.readAs),
      key,
      score,
      count,
      inTitle: inTitle || isDeclared,
    });
  }
  const ranked = withWholes(phrases, singles, declared);
  ranked.sort((a, b) => b.score - a.score || (a.key < b.key ? -1 : 1));
  return ranked.slice(0, MOST_RANKED);
}

/** A word that hardly ever comes without its phrase is no topic alone; the phrase takes its place. */
function withWholes(
  phrases: readonly Keyphrase[],
  singles: ReadonlyMap<string, Keyphrase>,
  declared: ReadonlyMap<string, string>,
): Keyphrase[] {
  const parts = new Set<string>();
  const wholes = phrases.map((phrase) => {
    let { score } = phrase;
    for (const key of phrase.key.split(" ")) {
      const single = singles.get(key);
      if (single === undefined || declared.has(key) || phrase.count < single.count * WHOLE_SHARE) continue;
      parts.add(key);
      score = Math.max(score, single.score);
    }
    return { ...phrase, score };
  });
  return [...wholes, ...[...singles.values()].filter(({ key }) => !parts.has(key))];
}

/** Drops phrases that only repeat a better one in fewer or more words. */
export function withoutOverlap(ranked: readonly Keyphrase[], most: number): Keyphrase[] {
  const kept: Keyphrase[] = [];
  for (const phrase of ranked) {
    if (kept.length >= most) break;
    const words = phrase.key.split(" ");
    const repeats = kept.some((other) => {
      const shared = other.key.split(" ").filter((word) => words.includes(word)).length;
      return shared > 0 && shared * 2 >= words.length;
    });
    if (!repeats) kept.push(phrase);
  }
  return kept;
}

function keyOf(words: readonly Word[]): string {
  return words.map((word) => word.key).join(" ");
}

function collectPhrases(text: TextModel): Map<string, Candidate> {
  const candidates = new Map<string, Candidate>();
  const collect = (words: readonly Word[], inTitle: boolean, isProse: boolean): void => {
    for (let start = 0; start < words.length; start++) {
      for (const phrase of phrasesFrom(words, start, text.readAs)) {
        const key = keyOf(phrase);
        const candidate = candidates.get(key) ?? { words: phrase, count: 0, inTitle: false, isName: false };
        candidate.count += inTitle ? 0 : 1;
        candidate.inTitle ||= inTitle;
        candidate.isName ||=
          isProse &&
          text.readAs !== null &&
          text.readAs !== "de" &&
          phrase.every((word) => word.isCapital && !word.opens);
        candidates.set(key, candidate);
      }
    }
  };
  for (const sentence of text.sentences) collect(sentence.words, false, sentence.isProse);
  collect(text.titleWords, true, false);
  return candidates;
}

/** Words side by side are a phrase when they come together again, are a name, or the title has them and the text as well. */
function isPhrase(candidate: Candidate, weights: ReadonlyMap<string, WordWeight>): boolean {
  if (candidate.count >= 2 || candidate.isName) return true;
  const topics = candidate.words.map((word) => weights.get(word.key)).filter((word) => word !== undefined);
  return candidate.inTitle && topics.every((word) => word.count > 0);
}

/** The phrases of two or more words that begin at `start`: topics side by side, or joined by a word like `de`. */
function* phrasesFrom(words: readonly Word[], start: number, language: string | null): Generator<Word[]> {
  const known = wordsOf(language);
  const first = words[start];
  if (first === undefined || !first.isTopic) return;
  if (known?.weakWords.has(first.lower) && !first.isCapital) return;
  const phrase = [first];
  let topics = 1;
  for (let next = start + 1; next < words.length && topics < LONGEST_PHRASE_WORDS; next++) {
    const word = words[next]!;
    if (word.isApart) return;
    phrase.push(word);
    if (known?.joiners.has(word.lower) && phrase.length > 1) continue;
    if (word.isNumber ? !phrase.at(-2)!.isCapital : !word.isTopic) return;
    // `no no no` is not a phrase.
    if (phrase.slice(0, -1).some((other) => other.key === word.key)) return;
    topics += 1;
    if (!known?.weakWords.has(word.lower)) yield [...phrase];
    if (word.isNumber) return;
  }
}

function phraseScore(candidate: Candidate, weights: ReadonlyMap<string, WordWeight>): number {
  const topics = candidate.words.map((word) => weights.get(word.key)?.weight).filter((weight) => weight !== undefined);
  if (topics.length === 0) return 0;
  const mean = topics.reduce((sum, weight) => sum + weight, 0) / topics.length;
  const repeated = 1 + 0.15 * Math.log2(Math.max(1, candidate.count));
  const long = topics.length > 2 ? 0.9 : 1;
  return mean * PHRASE_FACTOR * repeated * long * (candidate.count === 0 ? 0.6 : 1);
}

function showPhrase(candidate: Candidate, weights: ReadonlyMap<string, WordWeight>, language: string | null): string {
  if (candidate.isName) return spaced(candidate.words.map((word) => word.text));
  const isUnspaced = candidate.words.every((word) => word.isUnspaced);
  const shown = candidate.words.map((word) => {
    const alone = weights.get(word.key)?.shown;
    // Inside a phrase a word keeps its number: `nest boxes` and `nest box` are both said, `boxes nest` is not.
    const isName = alone !== undefined && alone !== alone.toLowerCase();
    return isName && language !== "de" && word.isCapital ? alone : isName ? word.text : word.lower;
  });
  return isUnspaced ? shown.join("") : spaced(shown);
}

/** Words with spaces between them, but none after an article that leans on the next: `prix d'or`. */
function spaced(words: readonly string[]): string {
  return words.join(" ").replace(/(['’]) /gu, "$1");
}
