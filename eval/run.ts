/** `npm run eval [-- --json | --texts]`: how good the built-in analysis is, beside a baseline of ten lines. */
import { parseArgs } from "node:util";
import { analyzeBuiltIn } from "../src/ai/built-in/analyze.ts";
import type { Analysis, AnalysisInput } from "../src/core/analysis.ts";
import { analyzeByFrequency } from "./baseline.ts";
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

const { values: options } = parseArgs({
  options: { json: { type: "boolean", default: false }, texts: { type: "boolean", default: false } },
});

const texts = readEvaluationTexts();
const heldBack = new Set(texts.filter((_, index) => index % HELD_BACK_EVERY === HELD_BACK_EVERY - 1));
// The first runs load the language model and warm the compiler up; they are not what a running server feels.
for (const text of texts) analyzeBuiltIn(inputOf(text));
const builtIn = measure((text) => analyzeBuiltIn(inputOf(text)));
const baseline = measure(analyzeByFrequency);

const groups: readonly { readonly name: string; readonly holds: (text: EvaluationText) => boolean }[] = [
  ...[...new Set(texts.map((text) => text.language))].map((language) => ({
    name: language,
    holds: (text: EvaluationText) => text.language === language,
  })),
  { name: "held back", holds: (text) => heldBack.has(text) },
  { name: "all", holds: () => true },
];
const table = groups.flatMap(({ name, holds }) => {
  const pick = (measured: readonly Measured[]) =>
    measured.filter(({ text }) => holds(text)).map(({ scores }) => scores);
  return [
    { group: name, texts: pick(builtIn).length, of: "built-in", ...meanScores(pick(builtIn)) },
    { group: name, texts: pick(baseline).length, of: "baseline", ...meanScores(pick(baseline)) },
  ];
});

if (options.json) console.log(JSON.stringify(table, null, 2));
else console.table(table.map(readable));
if (options.texts) for (const one of builtIn.filter(({ text }) => !heldBack.has(text))) console.log(tellOf(one));

const [ours, theirs] = [table.at(-2)!, table.at(-1)!];
const isBetter =
  ours.tagPrecision > theirs.tagPrecision && ours.tagRecall > theirs.tagRecall && ours.sentences > theirs.sentences;
if (!isBetter) {
  console.error("The built-in analysis is not better than the baseline in tags and sentences.");
  process.exitCode = 1;
}

function measure(analyze: (text: EvaluationText) => Analysis): Measured[] {
  return texts.map((text) => {
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

function readable(row: (typeof table)[number]): Record<string, string | number> {
  const percent = (share: number): string => `${Math.round(share * 100)} %`;
  return {
    group: row.group,
    texts: row.texts,
    of: row.of,
    "tags p@5": percent(row.tagPrecision),
    "tags recall": percent(row.tagRecall),
    sentences: percent(row.sentences),
    mentions: percent(row.mentions),
    language: percent(row.language),
    category: percent(row.category),
    sentiment: percent(row.sentiment),
    ms: row.ms.toFixed(2),
  };
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
