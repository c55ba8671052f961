import { Console } from "node:console";
import { Writable } from "node:stream";
import { analyzeBuiltIn } from "../src/ai/built-in/analyze.ts";
import type { Analysis, AnalysisInput } from "../src/core/analysis.ts";
import { analyzeByFrequency } from "./baseline.ts";
import type { EvalPart, Figure } from "./part.ts";
import type { Scores } from "./score.ts";
import { meanScores, scoreAnalysis } from "./score.ts";
import type { EvaluationText } from "./texts.ts";
import { readEvaluationTexts } from "./texts.ts";
import type { Measure, Slice } from "./texts-slices.ts";
import { heldBackOf, slicesOf } from "./texts-slices.ts";

const ARTICLE_CHARACTERS = 6_000;
const ARTICLE_RUNS = 9;

const NAMES: Readonly<Record<Measure, string>> = {
  tagPrecision: "tags precision at 5",
  tagRecall: "tags recall",
  tagsByRule: "tags by rule",
  sentences: "sentences of the summary",
  wholeSentences: "summaries of whole sentences",
  mentions: "mentions in the summary",
  language: "language",
  category: "category",
  sentiment: "mood",
};

interface Measured {
  readonly text: EvaluationText;
  readonly analysis: Analysis;
  readonly scores: Scores;
}

interface MeasuredSlice {
  readonly slice: Slice;
  readonly ours: Scores;
  readonly plain: Scores;
}

/** How good the built-in analysis is, beside a baseline of ten lines. */
export const texts: EvalPart = {
  name: "texts",
  about:
    "The built-in analysis on texts of our own in English, German, Spanish, French, Italian and Portuguese, each with the tags, sentences, category and mood that a person would accept; every third is held back while the rules are worked on. The baseline is ten lines: the most frequent words, the first two sentences, always `other` and `neutral`, the declared language or else English.",
  measure({ say, details }) {
    const all = readEvaluationTexts();
    // The first runs load the language model and warm the compiler up; they are not what a running server feels.
    for (const text of all) analyzeBuiltIn(inputOf(text));
    const builtIn = measureAll(all, (text) => analyzeBuiltIn(inputOf(text)));
    const baseline = measureAll(all, analyzeByFrequency);
    const meanOf = (measured: readonly Measured[], slice: Slice): Scores =>
      meanScores(measured.filter(({ text }) => slice.texts.has(text)).map(({ scores }) => scores));
    const slices = slicesOf(all).map((slice) => ({
      slice,
      ours: meanOf(builtIn, slice),
      plain: meanOf(baseline, slice),
    }));
    say(
      printed(
        slices.flatMap(({ slice, ours, plain }) => [rowOf(slice, "built-in", ours), rowOf(slice, "baseline", plain)]),
      ),
    );
    say(timesOf(builtIn));
    const heldBack = heldBackOf(all);
    if (details) for (const one of builtIn.filter(({ text }) => !heldBack.has(text))) say(tellOf(one));
    return Promise.resolve([...slices.flatMap(figuresOf), betterFigure(slices[0]!)]);
  },
};

function figuresOf({ slice, ours, plain }: MeasuredSlice): Figure[] {
  const suffix = slice.name === "all" ? "" : `, ${slice.name}`;
  return slice.measures.map((measure) => ({
    name: `${NAMES[measure]}${suffix}`,
    value: ours[measure],
    cases: slice.texts.size,
    baseline: plain[measure],
  }));
}

function betterFigure({ slice, ours, plain }: MeasuredSlice): Figure {
  const isBetter =
    ours.tagPrecision > plain.tagPrecision && ours.tagRecall > plain.tagRecall && ours.sentences > plain.sentences;
  return { name: "better than the baseline in tags and sentences", value: isBetter ? 1 : 0, cases: slice.texts.size };
}

function measureAll(all: readonly EvaluationText[], analyze: (text: EvaluationText) => Analysis): Measured[] {
  return all.map((text) => {
    const start = performance.now();
    const analysis = analyze(text);
    return { text, analysis, scores: scoreAnalysis(text, analysis, performance.now() - start) };
  });
}

function inputOf(text: EvaluationText): AnalysisInput {
  return {
    kind: "article",
    url: null,
    title: text.title,
    siteName: text.siteName ?? null,
    declaredLanguage: text.declaredLanguage ?? null,
    text: text.text,
    description: text.description ?? null,
    keywords: text.keywords ?? [],
    vocabulary: [],
  };
}

/** How long it takes, in a sentence; told, not kept, because it depends on the machine. */
function timesOf(measured: readonly Measured[]): string {
  const times = measured.map(({ scores }) => scores.ms).sort((a, b) => a - b);
  const long = measured.map(({ text }) => text.text).join("\n\n");
  const article = measured[0] && { ...inputOf(measured[0].text), text: long.slice(0, ARTICLE_CHARACTERS) };
  const runs = Array.from({ length: ARTICLE_RUNS }, () => {
    const start = performance.now();
    if (article) analyzeBuiltIn(article);
    return performance.now() - start;
  }).sort((a, b) => a - b);
  const of = (sorted: readonly number[], share: number): string =>
    `${(sorted[Math.floor((sorted.length - 1) * share)] ?? 0).toFixed(1)} ms`;
  return `A text takes ${of(times, 0.5)} (median), at most ${of(times, 1)}; ${ARTICLE_CHARACTERS} characters take ${of(runs, 0.5)} (median), at most ${of(runs, 1)}.`;
}

function rowOf(slice: Slice, of: string, scores: Scores): Record<string, string | number> {
  const whole = (share: number): string => `${Math.round(share * 100)} %`;
  return {
    group: slice.name,
    texts: slice.texts.size,
    of,
    "tags p@5": whole(scores.tagPrecision),
    "tags recall": whole(scores.tagRecall),
    "by rule": whole(scores.tagsByRule),
    sentences: whole(scores.sentences),
    "whole ones": whole(scores.wholeSentences),
    mentions: whole(scores.mentions),
    language: whole(scores.language),
    category: whole(scores.category),
    mood: whole(scores.sentiment),
  };
}

/** A table as `console.table` draws it. */
function printed(rows: readonly object[]): string {
  const parts: string[] = [];
  const stdout = new Writable({
    write(chunk: Buffer, _encoding, done) {
      parts.push(chunk.toString());
      done();
    },
  });
  new Console({ stdout }).table(rows);
  return parts.join("").trimEnd();
}

function tellOf({ text, analysis, scores }: Measured): string {
  const { expected } = text;
  return [
    `\n${text.id}  tags ${scores.tagPrecision.toFixed(1)}  sentences ${scores.sentences.toFixed(2)}${scores.wholeSentences === 1 ? "" : "  not whole"}`,
    `  ${analysis.tags.join(" · ")}`,
    `  ${analysis.summary}`,
    `  ${analysis.language} · ${analysis.category} (${expected.category}) · ${analysis.sentiment} (${expected.sentiment})`,
  ].join("\n");
}
