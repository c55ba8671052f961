import type { Category } from "../../core/analysis.ts";
import type { TextModel } from "./text-model.ts";
import type { LanguageWords } from "./words/language-words.ts";

/** The categories that a text must earn. */
export const NAMED = ["technology", "entertainment", "news", "social"] as const satisfies readonly Category[];
export type Named = (typeof NAMED)[number];

/** What the manner of a text adds to the words of a category, and by what it multiplies them. */
export interface Manner {
  readonly factor: number;
  readonly bonus: number;
}

const SOCIAL_LONGEST_WORDS = 150;
const MOST_MARKS = 8;
const MOST_CODE = 8;
/** Of a hundred words: more of the first person than this is nobody's news. */
const PERSONAL_SHARE = 1.5;
const PERSONAL_NEWS_FACTOR = 0.5;
/** News says who said what; a text that does not may still be some. */
const UNREPORTED_NEWS_FACTOR = 0.8;
const FEWEST_WORDS = 40;
const MOST_REPORTING = 4;

const POST_MARK = /(?<![\p{L}\p{N}&/])[#@]\p{L}[\p{L}\p{N}_]+|\p{Extended_Pictographic}/gu;
/** Names with underscores or inner capitals, flags, calls, versions and files: how people write about programs. */
const CODE =
  /`[^`\n]{1,80}`|\b[a-z]{1,40}_[a-z_]{1,40}\b|(?<=\s)--?[a-z][a-z-]{1,30}\b|\b[a-z]{1,30}\(\)|\bv?\d{1,3}\.\d{1,3}\.\d{1,4}\b|\b[\w-]{1,40}\.(?:js|ts|py|rs|go|json|ya?ml|toml|sh|conf|exe|zip|csv|db|sql)\b/gu;

/** The manner of a text, by category: who speaks, to whom, and how it is written. */
export function mannerOf(text: TextModel, known: LanguageWords | null): Readonly<Record<Named, Manner>> {
  const whole = text.sentences.map((sentence) => sentence.text).join("\n");
  const personal = isPersonal(text, known);
  const reporting = countOf(text, known?.reporting);
  const isPost = text.wordCount <= SOCIAL_LONGEST_WORDS && text.title === "";
  const marks = whole.match(POST_MARK)?.length ?? 0;
  const calls = (whole.match(/[!¡]/gu)?.length ?? 0) * 0.4;
  return {
    technology: { factor: 1, bonus: Math.min(MOST_CODE, codeMarks(whole) * 1.2) },
    entertainment: { factor: 1, bonus: 0 },
    news: {
      factor: personal ? PERSONAL_NEWS_FACTOR : reporting > 0 ? 1 : UNREPORTED_NEWS_FACTOR,
      bonus: personal ? 0 : Math.min(MOST_REPORTING, reporting),
    },
    // Long texts use the words of people without being posts.
    social:
      text.wordCount > SOCIAL_LONGEST_WORDS
        ? { factor: 0.3, bonus: 0 }
        : { factor: isPost ? 1 : 0.7, bonus: Math.min(MOST_MARKS, marks * 1.2 + (isPost ? calls : 0)) },
  };
}

/** Whether the writer of a text speaks of themselves, as in reviews, posts and letters. */
export function isPersonal(text: TextModel, known: LanguageWords | null): boolean {
  return (100 * countOf(text, known?.firstPerson)) / Math.max(FEWEST_WORDS, text.wordCount) > PERSONAL_SHARE;
}

function countOf(text: TextModel, words: ReadonlySet<string> | undefined): number {
  if (words === undefined) return 0;
  let count = 0;
  for (const sentence of text.sentences)
    for (const { lower } of sentence.words) if (words.has(lower.replace(/’/gu, "'"))) count += 1;
  return count;
}

function codeMarks(text: string): number {
  return new Set(text.match(CODE)).size;
}
