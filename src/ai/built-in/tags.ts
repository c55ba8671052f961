import { MAX_ANALYSIS_TAGS, MAX_KEY_TOPICS } from "../../core/analysis.ts";
import { cleanLine, isAddress } from "./clean-text.ts";
import type { Keyphrase } from "./keyphrases.ts";
import { withoutOverlap } from "./keyphrases.ts";
import type { TextModel } from "./text-model.ts";
import { splitWords } from "./words-of-text.ts";

const MOST_VOCABULARY_WORDS = 2_000;
const LONGEST_TAG_CHARACTERS = 48;
/** A person's word that comes once, late in a long text, is not what the text is about. */
const EARLY_WORDS = 150;
/** A further tag must be worth this share of the best one, and a text of some length must say it more than once. */
const LEAST_SHARE = 0.3;
const LONG_WORDS = 100;
/** So many are given of any text that has them, sure or not. */
const FEWEST_TAGS = 3;

/** The person's own words first when the text is about them, then its best phrases. */
export function chooseTags(text: TextModel, ranked: readonly Keyphrase[], vocabulary: readonly string[]): string[] {
  const tags: string[] = [];
  const taken = new Set<string>();
  const take = (tag: string): void => {
    const key = tagKey(tag, text.readAs);
    if (tags.length >= MAX_ANALYSIS_TAGS || taken.has(key) || !isTag(tag)) return;
    taken.add(key);
    tags.push(tag);
  };
  for (const word of ownWordsIn(text, vocabulary)) take(word);
  const phrases = withoutOverlap(ranked, MAX_ANALYSIS_TAGS * 2);
  const least = (phrases[0]?.score ?? 0) * LEAST_SHARE;
  for (const phrase of phrases) {
    const isSure = phrase.score >= least && (phrase.inTitle || phrase.count > 1 || text.wordCount < LONG_WORDS);
    if (isSure || tags.length < FEWEST_TAGS) take(phrase.shown);
  }
  return tags;
}

/** The best phrases of the text itself, whatever the person's words are. */
export function chooseTopics(ranked: readonly Keyphrase[]): string[] {
  return withoutOverlap(ranked, MAX_KEY_TOPICS * 2)
    .map((phrase) => phrase.shown)
    .filter(isTag)
    .slice(0, MAX_KEY_TOPICS);
}

function isTag(tag: string): boolean {
  return tag.length <= LONGEST_TAG_CHARACTERS && /\p{L}/u.test(tag) && !tag.split(" ").some(isAddress);
}

function tagKey(tag: string, language: string | null): string {
  return splitWords(tag, language)
    .map((word) => word.key)
    .join(" ");
}

/** The person's words that the title, a keyword or the start of the text has, or that come twice; the most frequent first. */
function ownWordsIn(text: TextModel, vocabulary: readonly string[]): string[] {
  if (vocabulary.length === 0) return [];
  const keys = text.sentences.flatMap((sentence) => sentence.words.map((word) => word.key));
  const body = ` ${keys.join(" ")} `;
  const start = ` ${keys.slice(0, EARLY_WORDS).join(" ")} `;
  const head = ` ${[text.titleWords.map((word) => word.key).join(" "), ...text.keywords.map((k) => tagKey(k, text.readAs))].join(" ; ")} `;
  const found: { readonly word: string; readonly count: number }[] = [];
  for (const own of vocabulary.slice(0, MOST_VOCABULARY_WORDS)) {
    if (own.length > LONGEST_TAG_CHARACTERS) continue;
    const word = cleanLine(own);
    const key = tagKey(word, text.readAs);
    if (key === "") continue;
    const sought = ` ${key} `;
    const count = countOf(body, sought) + (head.includes(sought) ? 2 : 0);
    if (count >= 2 || start.includes(sought)) found.push({ word, count });
  }
  // The order of the vocabulary, the most used first, decides among equals: sorting is stable.
  return found.sort((a, b) => b.count - a.count).map(({ word }) => word);
}

/** How often a word is in a text, counted to three: more says nothing more and would cost time. */
function countOf(text: string, sought: string): number {
  let count = 0;
  for (let at = text.indexOf(sought); at !== -1 && count < 3; at = text.indexOf(sought, at + sought.length - 1))
    count += 1;
  return count;
}
