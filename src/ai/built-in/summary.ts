import type { ReadSentence, TextModel } from "./text-model.ts";
import type { WordWeight } from "./word-weights.ts";
import { wordsOf } from "./words/known-languages.ts";
import type { LanguageWords } from "./words/language-words.ts";

export const SUMMARY_CHARACTERS = 320;
const MOST_SENTENCES = 3;
/** Sentences further down are seldom what a long text is about; looking at all of them would cost time. */
const MOST_CANDIDATES = 600;
/** Two sentences that share more of their topics than this say the same. */
const SAME_SHARE = 0.6;
/** A further sentence must be worth this share of the best one. */
const WORTH_SHARE = 0.5;

interface Scored {
  readonly index: number;
  readonly sentence: ReadSentence;
  readonly topics: ReadonlySet<string>;
  readonly score: number;
}

export interface Summary {
  /** Whole sentences of the text in their order, at most SUMMARY_CHARACTERS; empty when none is that short. */
  readonly text: string;
  /** The one sentence that says most. */
  readonly best: string;
}

/** The sentences that say most of a text: by their place, the weight of their words, what they share with the title. */
export function summarize(text: TextModel, weights: ReadonlyMap<string, WordWeight>): Summary {
  const prose = text.sentences.filter((sentence) => sentence.isProse);
  const pool = prose.length > 0 ? prose : text.sentences;
  const fitting = pool.filter(
    (sentence) => sentence.text.length <= SUMMARY_CHARACTERS && !text.title.includes(sentence.text),
  );
  const whole = fitting.map((sentence) => sentence.text).join(" ");
  const scored = scoreSentences(text, fitting, weights);
  const chosen = chooseSentences(scored);
  const isShort = fitting.length <= 2 && whole.length <= SUMMARY_CHARACTERS;
  return {
    text: isShort ? whole : chosen.map(({ sentence }) => sentence.text).join(" "),
    best: scored.toSorted(byScore)[0]?.sentence.text ?? "",
  };
}

function byScore(a: Scored, b: Scored): number {
  return b.score - a.score || a.index - b.index;
}

function chooseSentences(scored: readonly Scored[]): Scored[] {
  const chosen: Scored[] = [];
  let characters = 0;
  const sorted = scored.toSorted(byScore);
  const least = (sorted[0]?.score ?? 0) * WORTH_SHARE;
  for (const candidate of sorted) {
    if (chosen.length >= MOST_SENTENCES || candidate.score < least) break;
    const length = candidate.sentence.text.length + (chosen.length > 0 ? 1 : 0);
    if (characters + length > SUMMARY_CHARACTERS || chosen.some((other) => saysTheSame(other, candidate))) continue;
    chosen.push(candidate);
    characters += length;
  }
  return chosen.sort((a, b) => a.index - b.index);
}

function scoreSentences(
  text: TextModel,
  sentences: readonly ReadSentence[],
  weights: ReadonlyMap<string, WordWeight>,
): Scored[] {
  const known = wordsOf(text.readAs);
  const title = new Set(text.titleWords.map((word) => word.key).filter((key) => weights.has(key)));
  const candidates = sentences.slice(0, MOST_CANDIDATES).map((sentence, index) => {
    const topics = new Set(sentence.words.map((word) => word.key).filter((key) => weights.has(key)));
    const sum = [...topics].reduce((total, key) => total + weights.get(key)!.weight, 0);
    return { index, sentence, topics, content: sum / (sentence.words.length + 4) ** 0.7 };
  });
  const most = Math.max(1e-9, ...candidates.map(({ content }) => content));
  const lastParagraph = sentences.at(-1)?.paragraph ?? 0;
  return candidates.map(({ index, sentence, topics, content }) => {
    const shared = title.size === 0 ? 0 : [...title].filter((key) => topics.has(key)).length / title.size;
    const place = 1 / (1 + 0.15 * index);
    const opensParagraph = index === 0 || sentences[index - 1]!.paragraph !== sentence.paragraph;
    const closes = sentences.length > 6 && sentence.paragraph === lastParagraph;
    const score =
      content / most +
      0.7 * place +
      0.4 * shared +
      (opensParagraph ? 0.1 : 0) +
      (closes ? 0.15 : 0) +
      manner(sentence, known);
    return { index, sentence, topics, score };
  });
}

/** What the manner of a sentence says about its worth: questions and sentences that lean on another one are worth less. */
function manner(sentence: ReadSentence, known: LanguageWords | null): number {
  const { text, words } = sentence;
  let worth = 0;
  if (words.length < 5) worth -= 0.3;
  if (/[??][\p{Pf}\p{Pe}"']*$/u.test(text)) worth -= 0.4;
  if (/^[\p{Pi}"'„]/u.test(text) && /[\p{Pf}"'“]$/u.test(text)) worth -= 0.2;
  if (known?.leaning.has(words[0]?.lower ?? "")) worth -= 0.2;
  if (/^[^:]{2,30}: /u.test(text) && !known?.cues.has(words[0]?.lower ?? "")) worth -= 0.6;
  if (words.some((word) => known?.cues.has(word.lower))) worth += 0.15;
  return worth;
}

function saysTheSame(a: Scored, b: Scored): boolean {
  const [small, large] = a.topics.size < b.topics.size ? [a.topics, b.topics] : [b.topics, a.topics];
  if (small.size < 3) return a.sentence.text === b.sentence.text;
  return [...small].filter((key) => large.has(key)).length / small.size > SAME_SHARE;
}
