/**
 * Whatever a page has talked a model into, this is what gets through: plain text of bounded length, without addresses and
 * without words of the person's that the item does not have. None of it depends on what the model was told.
 *
 * Of a picture or a scanned document we know no text, so nothing in an answer about one can be verified: an address that
 * really stands in the picture is taken out of `imageText` and `summary` all the same, and so is a word of the person's.
 */
import { type Analysis, type AnalysisInput, MAX_ENTITIES, MAX_KEY_TOPICS } from "../core/analysis.ts";
import { cleanLine, cutGraphemes } from "../core/clean-text.ts";
import { knownAddresses, withoutUnknownAddresses } from "./addresses.ts";
import { answerLanguage } from "./answer-language.ts";
import type { Answer } from "./answer-schema.ts";
import { cleanTags } from "./answer-tags.ts";
import { cutAtWord } from "./built-in/clean-text.ts";
import { plainText } from "./plain-text.ts";
import { guardVocabulary } from "./vocabulary-guard.ts";

/** In characters as a person counts them. */
export const ANSWER_LIMITS = {
  title: 300,
  description: 500,
  summary: 1_200,
  topic: 60,
  entity: 100,
  imageText: 4_000,
} as const;
/** UTF-16 units looked at for each character that may be shown: markup and addresses take room before they go. */
const LOOKED_AT_PER_CHARACTER = 4;
/** Of a list no more entries are looked at than this many times the most. */
const LOOKED_AT_PER_ENTRY = 4;
const MADE_TITLE_GRAPHEMES = 80;

/** An answer of the right shape as the analysis that may be kept. Never throws; anything may have become empty. */
export function cleanAnswer(answer: Answer, input: AnalysisInput): Analysis {
  const content = contentOf(input);
  const known = knownAddresses(content);
  const guard = guardVocabulary(input.vocabulary, content);
  const plain = (value: string, graphemes: number): string =>
    withoutUnknownAddresses(plainText(value.slice(0, graphemes * LOOKED_AT_PER_CHARACTER)), known);
  const pieces = (value: string, graphemes: number, split: (text: string) => string[]): string => {
    const all = split(plain(value, graphemes));
    // The last piece of a text that was cut may be a part of what the guard would know as a whole.
    if (value.length > graphemes * LOOKED_AT_PER_CHARACTER && all.length > 1) all.pop();
    const kept = all.filter((piece) => !guard.leaks(piece));
    // What is spread over several pieces shows only in all of them, line by line.
    return guard.leaks(kept.map((piece) => piece.trim()).join("\n")) ? "" : kept.join("").replace(/ {2,}/g, " ").trim();
  };
  const entries = (values: readonly string[], { most, graphemes }: { most: number; graphemes: number }): string[] => {
    const all = values.slice(0, most * LOOKED_AT_PER_ENTRY).map((value) => cleanLine(plain(value, graphemes)));
    const kept = all.filter((entry) => /[\p{L}\p{N}]/u.test(entry) && !guard.leaks(entry));
    if (guard.leaks(kept.join("\n"))) return [];
    const unique = new Map(kept.map((entry) => [entry.toLowerCase(), cutGraphemes(entry, graphemes).trim()]));
    return [...unique.values()].slice(0, most);
  };

  const title = pieces(answer.title, ANSWER_LIMITS.title, (text) => [cleanLine(text)]);
  const language = answerLanguage(answer.language);
  const imageText = pieces(answer.image_text, ANSWER_LIMITS.imageText, linesOf);
  return {
    title: cutAtWord(title === "" ? ownTitle(input, plain) : title, ANSWER_LIMITS.title),
    description: cutAtWord(
      pieces(answer.description, ANSWER_LIMITS.description, sentencesOf),
      ANSWER_LIMITS.description,
    ),
    summary: cutAtWord(pieces(answer.summary, ANSWER_LIMITS.summary, sentencesOf), ANSWER_LIMITS.summary),
    tags: cleanTags(answer.tags, { input, guard }),
    category: answer.category,
    sentiment: answer.sentiment,
    keyTopics: entries(answer.key_topics, { most: MAX_KEY_TOPICS, graphemes: ANSWER_LIMITS.topic }),
    confidence: answer.confidence,
    language,
    imageText: imageText === "" ? null : cutGraphemes(imageText, ANSWER_LIMITS.imageText).trim(),
    entities: entries(answer.entities, { most: MAX_ENTITIES, graphemes: ANSWER_LIMITS.entity }),
  };
}

/** All that the item itself says, the person's remark and wishes about it included: what stands here is no secret of the item. */
function contentOf(input: AnalysisInput): string[] {
  const { text, title, url, description, siteName, note, wishes, keywords } = input;
  return [text, title, url, description, siteName, note, wishes, ...keywords].filter(
    (part) => part !== null && part !== undefined && part !== "",
  ) as string[];
}

/** What the item calls itself, for a title that had to go. */
function ownTitle(input: AnalysisInput, plain: (value: string, graphemes: number) => string): string {
  const given = cleanLine(plain(input.title ?? "", ANSWER_LIMITS.title));
  if (given !== "") return given;
  const [first = ""] = sentencesOf(plain(input.text.slice(0, 2_000), ANSWER_LIMITS.summary));
  return cutAtWord(first.trim(), MADE_TITLE_GRAPHEMES);
}

/** The sentences of a text on one line, each with the space behind it. A stop within an address ends none. */
function sentencesOf(text: string): string[] {
  const sentences: string[] = [];
  for (const { segment } of new Intl.Segmenter("und", { granularity: "sentence" }).segment(text)) {
    const last = sentences.at(-1);
    if (last !== undefined && /[!-~]$/.test(last)) sentences[sentences.length - 1] = last + segment;
    else sentences.push(segment);
  }
  return sentences.map((sentence) => cleanLine(sentence) + (/\s$/.test(sentence) ? " " : ""));
}

function linesOf(text: string): string[] {
  return text
    .split("\n")
    .map(cleanLine)
    .filter((line) => line !== "")
    .map((line) => `${line}\n`);
}
