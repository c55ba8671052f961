import type { AnalysisInput } from "../../core/analysis.ts";
import { cleanLine } from "./clean-text.ts";
import { likeliestKnownLanguage, tellLanguage } from "./language.ts";
import type { Sentence } from "./sentences.ts";
import { splitSentences } from "./sentences.ts";
import type { Word } from "./words-of-text.ts";
import { splitWords } from "./words-of-text.ts";

export interface ReadSentence extends Sentence {
  readonly words: readonly Word[];
}

/** A text as the rules of the built-in analysis read it: once split, then only looked at. */
export interface TextModel {
  /** The language, when it can be told. */
  readonly language: string | null;
  /** The language whose word lists are used: of a text too short to tell, the likeliest of the known ones. */
  readonly readAs: string | null;
  readonly title: string;
  readonly titleWords: readonly Word[];
  readonly sentences: readonly ReadSentence[];
  readonly wordCount: number;
  /** Keywords of the page and hashtags of the text, as written, without the `#`. */
  readonly keywords: readonly string[];
}

const MOST_KEYWORDS = 50;
const LONGEST_KEYWORD_CHARACTERS = 100;
/** A longer title is no title; it is cut, and what is shown of it is shorter still. */
const LONGEST_TITLE_CHARACTERS = 4_000;

/** Reads a clean text. */
export function readText(input: AnalysisInput, text: string): TextModel {
  const title = cleanLine((input.title ?? "").slice(0, LONGEST_TITLE_CHARACTERS));
  const language = tellLanguage(text === "" ? title : text, input.declaredLanguage);
  const readAs = language ?? likeliestKnownLanguage(`${title} ${text}`);
  const sentences = splitSentences(text, readAs).map((sentence) => ({
    ...sentence,
    words: splitWords(sentence.text, readAs),
  }));
  const wordCount = sentences.reduce((sum, sentence) => sum + sentence.words.length, 0);
  const hashtags = text.match(/(?<![\p{L}\p{N}&/])#[\p{L}\p{N}_]{2,40}/gu) ?? [];
  const stated = input.keywords.filter((keyword) => keyword.length <= LONGEST_KEYWORD_CHARACTERS).map(cleanLine);
  const keywords = [...stated, ...hashtags.map((tag) => tag.slice(1).replace(/_+/gu, " ").trim())];
  return {
    language,
    readAs,
    title,
    titleWords: splitWords(title, readAs),
    sentences,
    wordCount,
    keywords: keywords.slice(0, MOST_KEYWORDS),
  };
}
