import { hasPhrase } from "./phrases.ts";
import { FURNITURE_PHRASES, LABELS, wordsOf } from "./words/known-languages.ts";

/** A line this long that ends without a stop was broken by a mail program or an editor, not by its author. */
const WRAPPED_LINE_CHARACTERS = 50;
/** Furniture is short; an article about cookies has longer paragraphs than a banner has. */
const FURNITURE_LINE_CHARACTERS = 220;
const SHORTEST_LABEL_CHARACTERS = 3;
/** A longer line with a word like `log in` is a sentence about logging in. */
const LABEL_LINE_CHARACTERS = 80;
const PROSE_WORDS_WITHOUT_STOP = 9;

/** Faces, and the closing mark that French sets after a space. */
const TAIL = /^(?:[»›]\s*|\p{Extended_Pictographic}[\p{M}\p{Emoji_Modifier}\u200d]*\s*)+/u;

export interface Sentence {
  /** As written, on one line. */
  readonly text: string;
  /** The number of its paragraph, from 0. */
  readonly paragraph: number;
  /** Whether it reads as a sentence, and not as a heading, a list entry or a menu. */
  readonly isProse: boolean;
}

/** The sentences of a text without the furniture of its page, in order. Segments by UAX #29, mended at abbreviations. */
export function splitSentences(text: string, language: string | null): Sentence[] {
  const lines = joinWrappedLines(text);
  const own = lines.filter((line) => !isFurniture(line));
  // A text that is nothing but furniture is what there is.
  return sentencesOf(own.length > 0 ? own : lines, language);
}

function sentencesOf(lines: readonly string[], language: string | null): Sentence[] {
  const sentences: Sentence[] = [];
  const segmenter = new Intl.Segmenter(language ?? undefined, { granularity: "sentence" });
  let paragraph = 0;
  for (const line of lines) {
    for (const sentence of mendedSegments(line, segmenter, language)) {
      sentences.push({ text: sentence, paragraph, isProse: readsAsProse(sentence) });
    }
    paragraph += 1;
  }
  return sentences;
}

function joinWrappedLines(text: string): string[] {
  const lines: string[] = [];
  let before = "";
  for (const raw of text.split("\n")) {
    const line = raw.replace(/\s+/gu, " ").trim();
    const isContinued = before.length >= WRAPPED_LINE_CHARACTERS && !endsSentence(before) && /^\p{Ll}/u.test(line);
    if (isContinued) lines[lines.length - 1] += ` ${line}`;
    else if (line !== "") lines.push(line);
    before = line;
  }
  return lines;
}

function mendedSegments(line: string, segmenter: Intl.Segmenter, language: string | null): string[] {
  // Most short lines have no stop, and asking the segmenter takes longer than looking for one.
  if (!/\p{Sentence_Terminal}/u.test(line)) return [line];
  const sentences: string[] = [];
  let open = "";
  for (const { segment } of segmenter.segment(line)) {
    // A face or a closing mark after a sentence belongs to the sentence before it.
    const tail = open === "" ? "" : (TAIL.exec(segment)?.[0] ?? "");
    open += tail;
    const rest = segment.slice(tail.length);
    if (open !== "" && rest !== "" && !isBroken(open, rest, language)) {
      sentences.push(open.trim());
      open = "";
    }
    open += rest;
  }
  if (open.trim() !== "") sentences.push(open.trim());
  return sentences;
}

/** Whether the segmenter saw an end where the sentence goes on: after `Dr.`, an initial, `3.` in `3. Mai`, or before a small letter. */
function isBroken(before: string, after: string, language: string | null): boolean {
  if (/^[\p{Ll}\p{Pe}\p{Pf},;]/u.test(after)) return true;
  // Three stops after a space leave words out; they end nothing.
  if (/\s(?:\.{3}|…)\s*$/u.test(before.slice(-8))) return true;
  const lastWord = /(\S+)\.\s*$/u.exec(before.slice(-40))?.[1]?.replace(/^[("'«„“]+/u, "");
  if (lastWord === undefined) return false;
  if (/^\p{Lu}$/u.test(lastWord)) return true;
  if (language === "de" && /^\d{1,2}$/u.test(lastWord)) return true;
  return wordsOf(language)?.abbreviations.has(lastWord.toLowerCase()) ?? false;
}

function endsSentence(text: string): boolean {
  return /[.!?…。!?。।؟][\p{Pe}\p{Pf}"'”“’]*$/u.test(text);
}

function readsAsProse(sentence: string): boolean {
  const ends = endsSentence(sentence) || /\p{Extended_Pictographic}\p{M}*$/u.test(sentence);
  const spaces = sentence.slice(0, 400).split(" ").length;
  return ends
    ? spaces > 2 || /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Thai}/u.test(sentence)
    : spaces >= PROSE_WORDS_WITHOUT_STOP;
}

function isFurniture(line: string): boolean {
  if (line.length > FURNITURE_LINE_CHARACTERS || line.length < SHORTEST_LABEL_CHARACTERS) return false;
  const lower = line.toLowerCase();
  const isLabel = line.length <= LABEL_LINE_CHARACTERS && LABELS.some((phrase) => hasPhrase(lower, phrase));
  return (
    isLabel || FURNITURE_PHRASES.some((phrase) => lower.includes(phrase)) || /\S \| \S+(?: \S+)? \| \S/u.test(line)
  );
}
