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

/** Every third text is held back: its answers are not looked at while the rules are worked on. */
const HELD_BACK_EVERY = 3;

interface Measured {
  readonly text: EvaluationText;
  readonly analysis: Analysis;
  readonly scores: Scores;
}

/** How good the built-in analysis is, beside a baseline of ten lines. */
export const texts: EvalPart = {
  name: "texts",
  about:
    "The built-in analysis on texts of our own in English, German and Spanish, each with the tags, sentences, category and mood that a person would accept; every third is held back while the rules are worked on. The baseline is ten lines: the most frequent words and the first two sentences.",
  measure({ say, details }) {
    const all = readEvaluationTexts();
    const heldBack = new Set(all.filter((_, index) => index % HELD_BACK_EVERY === HELD_BACK_EVERY - 1));
    // The first runs load the language model and warm the compiler up; they are not what a running server feels.
    for (const text of all) analyzeBuiltIn(inputOf(text));
    const builtIn = measureAll(all, (text) => analyzeBuiltIn(inputOf(text)));
    const baseline = measureAll(all, analyzeByFrequency);
    const groups = [
      ...[...new Set(all.map((text) => text.language))].map((language) => ({
        name: language,
        holds: (text: EvaluationText) => text.language === language,
      })),
      { name: "held back", holds: (text: EvaluationText) => heldBack.has(text) },
      { name: "all", holds: () => true },
    ];
    const table = groups.flatMap(({ name, holds }) => [
      rowOf(
        name,
        "built-in",
        builtIn.filter(({ text }) => holds(text)),
      ),
      rowOf(
        name,
        "baseline",
        baseline.filter(({ text }) => holds(text)),
      ),
    ]);
    say(printed(table.map(readable)));
    if (details) for (const one of builtIn.filter(({ text }) => !heldBack.has(text))) say(tellOf(one));
    const [heldBackRow, , ours, theirs] = table.slice(-4) as [Row, Row, Row, Row];
    const isBetter =
      ours.tagPrecision > theirs.tagPrecision && ours.tagRecall > theirs.tagRecall && ours.sentences > theirs.sentences;
    return Promise.resolve([
      ...figuresOf(ours, ""),
      ...figuresOf(heldBackRow, ", held back"),
      { name: "better than the baseline in tags and sentences", value: isBetter ? 1 : 0, cases: ours.texts },
    ]);
  },
};

type Row = ReturnType<typeof rowOf>;

function rowOf(group: string, of: string, measured: readonly Measured[]) {
  return { group, texts: measured.length, of, ...meanScores(measured.map(({ scores }) => scores)) };
}

function figuresOf(row: Row, suffix: string): Figure[] {
  const named = {
    "tags precision at 5": row.tagPrecision,
    "tags recall": row.tagRecall,
    "sentences of the summary": row.sentences,
    "mentions in the summary": row.mentions,
    language: row.language,
    category: row.category,
    mood: row.sentiment,
  };
  return Object.entries(named).map(([name, value]) => ({ name: `${name}${suffix}`, value, cases: row.texts }));
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

function readable(row: Row): Record<string, string | number> {
  const whole = (share: number): string => `${Math.round(share * 100)} %`;
  return {
    group: row.group,
    texts: row.texts,
    of: row.of,
    "tags p@5": whole(row.tagPrecision),
    "tags recall": whole(row.tagRecall),
    sentences: whole(row.sentences),
    mentions: whole(row.mentions),
    language: whole(row.language),
    category: whole(row.category),
    sentiment: whole(row.sentiment),
    ms: row.ms.toFixed(2),
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
    `\n${text.id}  tags ${scores.tagPrecision.toFixed(1)}  sentences ${scores.sentences.toFixed(2)}`,
    `  ${analysis.tags.join(" · ")}`,
    `  ${analysis.summary}`,
    `  ${analysis.language} · ${analysis.category} (${expected.category}) · ${analysis.sentiment} (${expected.sentiment})`,
  ].join("\n");
}
