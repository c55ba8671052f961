import type { Sentiment } from "../../core/analysis.ts";
import { foldEnding } from "./fold-words.ts";
import type { TextModel } from "./text-model.ts";
import { wordsOf } from "./words/known-languages.ts";
import type { LanguageWords } from "./words/language-words.ts";

/** How far a negation or an intensifier reaches, in words. */
const REACH_WORDS = 3;
/** The balance of moods per root of words below which a text is neutral. */
const LEAST_BALANCE = 0.22;
/** One side must outweigh the other by this share of both. */
const LEAST_LEAD = 0.3;
/** How the writer closes says most about how the writer feels. */
const CLOSING_FACTOR = 1.5;
const SHORT_WORDS = 60;
const TITLE_FACTOR = 1.5;

const GLAD_SIGNS = /[😀-😄😁😆😊😍😎🙂🤗🥰🎉❤💖👍💪🙏😘🥳]/gu;
const SAD_SIGNS = /[😠-😥😨-😭😞-😟😒😔😕🙁☹💔👎🤬😖😣🤮]/gu;

const lists = new WeakMap<LanguageWords, { readonly glad: ReadonlySet<string>; readonly sad: ReadonlySet<string> }>();

/** The mood of a text by words, negations, intensifiers and faces; neutral when unsure and in languages without lists. */
export function tellMood(text: TextModel): Sentiment {
  const known = wordsOf(text.readAs);
  let glad = 0;
  let sad = 0;
  const count = (words: TextModel["titleWords"], factor: number): void => {
    if (known === null) return;
    const { glad: gladWords, sad: sadWords } = foldedLists(known, text.readAs);
    words.forEach((word, index) => {
      const key = foldEnding(word.lower, text.readAs);
      const worth = gladWords.has(key) ? 1 : sadWords.has(key) ? -1 : 0;
      if (worth === 0) return;
      const before = words.slice(Math.max(0, index - REACH_WORDS), index).map(({ lower }) => lower.replace(/’/gu, "'"));
      const strength = factor * (before.slice(-2).some((near) => known.intensifiers.has(near)) ? 1.5 : 1);
      const isNegated = before.some((near) => known.negations.has(near));
      // "Not bad" praises less than "good" does, and "not good" blames.
      const felt = isNegated ? -worth * (worth > 0 ? 1 : 0.5) : worth;
      if (felt > 0) glad += felt * strength;
      else sad -= felt * strength;
    });
  };
  count(text.titleWords, TITLE_FACTOR);
  const lastParagraph = text.sentences.at(-1)?.paragraph;
  for (const sentence of text.sentences) {
    count(sentence.words, sentence.paragraph === lastParagraph && sentence.isProse ? CLOSING_FACTOR : 1);
    glad += sentence.text.match(GLAD_SIGNS)?.length ?? 0;
    sad += sentence.text.match(SAD_SIGNS)?.length ?? 0;
  }
  // One word of a longer text may mean anything.
  if (Math.abs(glad - sad) < (text.wordCount > SHORT_WORDS ? 2 : 1)) return "neutral";
  const balance = (glad - sad) / Math.sqrt(text.wordCount + text.titleWords.length + 10);
  if (Math.abs(balance) < LEAST_BALANCE || Math.abs(glad - sad) < LEAST_LEAD * (glad + sad)) return "neutral";
  return balance > 0 ? "positive" : "negative";
}

function foldedLists(known: LanguageWords, language: string | null) {
  let folded = lists.get(known);
  if (folded === undefined) {
    const fold = (words: readonly string[]) => new Set(words.map((word) => foldEnding(word, language)));
    folded = { glad: fold(known.positive), sad: fold(known.negative) };
    lists.set(known, folded);
  }
  return folded;
}
