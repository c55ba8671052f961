import type { Category, Sentiment } from "../../core/analysis.ts";
import { foldEnding } from "./fold-words.ts";
import { isPersonal } from "./manner.ts";
import { hasPhrase } from "./phrases.ts";
import { ratingOf } from "./rating.ts";
import type { ReadSentence, TextModel } from "./text-model.ts";
import { wordsOf } from "./words/known-languages.ts";
import type { LanguageWords } from "./words/language-words.ts";

/** How far a negation or an intensifier reaches, in words. */
const REACH_WORDS = 3;
const STRONG_FACTOR = 1.5;
/** How the writer closes says most about how the writer feels, how they open says more than the middle. */
const CLOSING_FACTOR = 1.6;
const OPENING_FACTOR = 1.2;
const TITLE_FACTOR = 2;
/** What happens in a story says little of what the writer thinks of it, and least of all when it is sad. */
const PLOT_FACTORS = { glad: 0.6, sad: 0.15 } as const;
/** What stands after a `but` is what the writer means. */
const AFTER_CONTRAST = 1.4;
const BEFORE_CONTRAST = 0.7;
/** `Never again` is worth as much as this many words. */
const VERDICT_WORTH = 2;
const RATING_WORTH = 6;
/** How sure a mood must be. */
interface Sureness {
  /** The balance of moods, in words and per root of words, below which a text is neutral. */
  readonly words: number;
  readonly density: number;
  /** One side must outweigh the other by this share of both. */
  readonly lead: number;
}

/** Who writes of a work or to friends nearly always feels something about it; who tells how a thing is done seldom does. */
const OPINION: Sureness = { words: 0.5, density: 0.04, lead: 0.1 };
const PERSONAL: Sureness = { words: 1, density: 0.1, lead: 0.2 };
const FACTS: Sureness = { words: 1.5, density: 0.2, lead: 0.25 };

const GLAD_SIGNS = /[😀-😄😁😆😊😍😎🙂🤗🥰🎉❤💖👍💪🙏😘🥳]/gu;
const SAD_SIGNS = /[😠-😥😨-😭😞-😟😒😔😕🙁☹💔👎🤬😖😣🤮]/gu;

interface Balance {
  glad: number;
  sad: number;
}

interface MoodWords {
  readonly glad: ReadonlySet<string>;
  readonly sad: ReadonlySet<string>;
  /** The words of both lists as they stand there. */
  readonly stated: ReadonlySet<string>;
  /** Words of works and of their parts: what stands beside them judges them. */
  readonly works: ReadonlySet<string>;
}

const lists = new WeakMap<LanguageWords, MoodWords>();

/** The mood of a text by words, negations, intensifiers, verdicts, ratings and faces; neutral when unsure and in languages without lists. */
export function tellMood(text: TextModel, category: Category): Sentiment {
  const known = wordsOf(text.readAs);
  const balance: Balance = { glad: 0, sad: 0 };
  const lastParagraph = text.sentences.at(-1)?.paragraph;
  if (known !== null) {
    countWords(text.titleWords, TITLE_FACTOR, known, text.readAs, balance);
    countVerdicts(text.title, known, balance);
  }
  for (const sentence of text.sentences) {
    if (known !== null) {
      const closes = sentence.paragraph === lastParagraph && sentence.isProse;
      const place = closes ? CLOSING_FACTOR : sentence.paragraph === 0 ? OPENING_FACTOR : 1;
      const felt: Balance = { glad: 0, sad: 0 };
      countWords(sentence.words, place, known, text.readAs, felt);
      const isStory = category === "entertainment" && !closes && isPlot(sentence, known, text.readAs);
      balance.glad += felt.glad * (isStory ? PLOT_FACTORS.glad : 1);
      balance.sad += felt.sad * (isStory ? PLOT_FACTORS.sad : 1);
      if (sentence.words.length > 1) countVerdicts(sentence.text, known, balance);
    }
    balance.glad += sentence.text.match(GLAD_SIGNS)?.length ?? 0;
    balance.sad += sentence.text.match(SAD_SIGNS)?.length ?? 0;
  }
  const rating = ratingOf(text);
  if (rating !== null) balance[rating > 0 ? "glad" : "sad"] += Math.abs(rating) * RATING_WORTH;
  return moodOf(balance, text, surenessOf(text, category, known));
}

function surenessOf(text: TextModel, category: Category, known: LanguageWords | null): Sureness {
  if (category === "entertainment" || category === "social") return OPINION;
  return isPersonal(text, known) ? PERSONAL : FACTS;
}

function moodOf({ glad, sad }: Balance, text: TextModel, least: Sureness): Sentiment {
  const lead = glad - sad;
  const density = Math.abs(lead) / Math.sqrt(text.wordCount + text.titleWords.length + 10);
  if (Math.abs(lead) < least.words || density < least.density) return "neutral";
  if (Math.abs(lead) < least.lead * (glad + sad)) return "neutral";
  return lead > 0 ? "positive" : "negative";
}

function countWords(
  words: TextModel["titleWords"],
  factor: number,
  known: LanguageWords,
  language: string | null,
  balance: Balance,
): void {
  const { glad, sad, stated } = foldedLists(known, language);
  const contrast = words.findIndex(({ lower }, index) => index > 0 && known.contrasts.has(lower));
  for (const [index, word] of words.entries()) {
    const key = foldEnding(word.lower, language);
    const worth = glad.has(key) ? 1 : sad.has(key) ? -1 : 0;
    // Folded endings make some little words look like others: `sich` like `sicher`.
    if (worth === 0 || (isCommon(word.lower, known) && !stated.has(word.lower))) continue;
    const before = reachBefore(words, index);
    const isStrong = before.slice(-2).some((near) => known.intensifiers.has(near));
    const side = contrast === -1 ? 1 : index > contrast ? AFTER_CONTRAST : BEFORE_CONTRAST;
    const strength = factor * side * (isStrong ? STRONG_FACTOR : 1);
    // "Not bad" praises less than "good" does, and "not good" blames.
    const felt = before.some((near) => known.negations.has(near)) ? -worth * (worth > 0 ? 1 : 0.5) : worth;
    balance[felt > 0 ? "glad" : "sad"] += Math.abs(felt) * strength;
  }
}

function isCommon(lower: string, known: LanguageWords): boolean {
  return known.stopWords.has(lower) || known.weakWords.has(lower);
}

/** The words before one, as far as a negation reaches: not past a comma. */
function reachBefore(words: TextModel["titleWords"], index: number): string[] {
  let start = index;
  while (start > 0 && index - start < REACH_WORDS && !words[start]!.isApart) start -= 1;
  return words.slice(start, index).map(({ lower }) => lower.replace(/’/gu, "'"));
}

function countVerdicts(sentence: string, known: LanguageWords, balance: Balance): void {
  const lower = sentence.toLowerCase().replace(/’/gu, "'");
  if (known.blame.some((phrase) => hasPhrase(lower, phrase))) balance.sad += VERDICT_WORTH;
  else if (known.praise.some((phrase) => hasPhrase(lower, phrase))) balance.glad += VERDICT_WORTH;
}

/** Whether a sentence of a review tells what happens: it names no part of a work, nor does its writer speak. */
function isPlot(sentence: ReadSentence, known: LanguageWords, language: string | null): boolean {
  const { works } = foldedLists(known, language);
  return !sentence.words.some(
    ({ lower }) => known.firstPerson.has(lower.replace(/’/gu, "'")) || works.has(foldEnding(lower, language)),
  );
}

function foldedLists(known: LanguageWords, language: string | null): MoodWords {
  let folded = lists.get(known);
  if (folded === undefined) {
    const fold = (words: readonly string[]) => new Set(words.map((word) => foldEnding(word, language)));
    const sad = fold(known.negative);
    folded = {
      glad: fold(known.positive),
      sad,
      stated: new Set([...known.positive, ...known.negative]),
      works: fold(known.categories.entertainment.filter((word) => !sad.has(foldEnding(word, language)))),
    };
    lists.set(known, folded);
  }
  return folded;
}
