import type { Analysis } from "../src/core/analysis.ts";
import { isMadeOfWholeSentences, shareOfTagsByRule } from "./promises.ts";
import type { EvaluationText } from "./texts.ts";

/** Each figure is a share from 0 to 1, but `ms`. */
export interface Scores {
  /** Share of the tags given (at most five) that a person would accept. */
  readonly tagPrecision: number;
  /** Share of the five places for tags, or of all acceptable ones if fewer, that hold an acceptable tag. */
  readonly tagRecall: number;
  /** Harmonic mean of: sentences of the summary that a person would choose, and chosen ones that are in it (of at most three). */
  readonly sentences: number;
  /** Share of the things a summary must speak of that it speaks of. */
  readonly mentions: number;
  /** Whether the summary is made of whole sentences of the text. */
  readonly wholeSentences: number;
  /** Share of the tags that are as tags must be. */
  readonly tagsByRule: number;
  readonly language: number;
  readonly category: number;
  readonly sentiment: number;
  readonly ms: number;
}

const MOST_SUMMARY_SENTENCES = 3;

export function scoreAnalysis(text: EvaluationText, analysis: Analysis, ms: number): Scores {
  const { expected } = text;
  const acceptable = new Set(expected.tags.map(foldTag));
  const right = new Set(analysis.tags.map(foldTag).filter((tag) => acceptable.has(tag))).size;
  const summary = foldText(analysis.summary);
  const mentioned = expected.summaryMustMention.filter((group) =>
    group.some((word) => summary.includes(foldText(word))),
  );
  return {
    tagPrecision: analysis.tags.length === 0 ? 0 : right / analysis.tags.length,
    tagRecall: right / Math.min(5, acceptable.size),
    sentences: sentenceScore(text, analysis.summary),
    mentions: mentioned.length / expected.summaryMustMention.length,
    wholeSentences: isMadeOfWholeSentences(text.text, analysis.summary) ? 1 : 0,
    tagsByRule: shareOfTagsByRule(text, analysis.tags),
    language: analysis.language === text.language ? 1 : 0,
    category: analysis.category === expected.category ? 1 : 0,
    sentiment: analysis.sentiment === expected.sentiment ? 1 : 0,
    ms,
  };
}

export function meanScores(scores: readonly Scores[]): Scores {
  const mean = (pick: (score: Scores) => number): number =>
    scores.reduce((sum, score) => sum + pick(score), 0) / Math.max(1, scores.length);
  return {
    tagPrecision: mean((s) => s.tagPrecision),
    tagRecall: mean((s) => s.tagRecall),
    sentences: mean((s) => s.sentences),
    mentions: mean((s) => s.mentions),
    wholeSentences: mean((s) => s.wholeSentences),
    tagsByRule: mean((s) => s.tagsByRule),
    language: mean((s) => s.language),
    category: mean((s) => s.category),
    sentiment: mean((s) => s.sentiment),
    ms: mean((s) => s.ms),
  };
}

function sentenceScore(text: EvaluationText, summary: string): number {
  const shown = foldText(summary);
  const hits = text.expected.keySentences.filter((start) => shown.includes(foldText(start))).length;
  const parts = [...new Intl.Segmenter(text.language, { granularity: "sentence" }).segment(summary)].filter(
    ({ segment }) => segment.trim() !== "",
  ).length;
  if (hits === 0 || parts === 0) return 0;
  const precision = Math.min(1, hits / parts);
  const recall = Math.min(1, hits / Math.min(MOST_SUMMARY_SENTENCES, text.expected.keySentences.length));
  return (2 * precision * recall) / (precision + recall);
}

function foldText(text: string): string {
  return text.toLowerCase().replace(/\s+/gu, " ").trim();
}

/** Singular and plural, accents and case are one tag; kept apart from the folding that is under test. */
function foldTag(tag: string): string {
  return foldText(tag)
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .split(" ")
    .map((word) => (word.length > 4 ? word.replace(/(?:es|en|s|n|e)$/u, "") : word))
    .join(" ");
}
