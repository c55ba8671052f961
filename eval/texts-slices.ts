import type { Scores } from "./score.ts";
import type { EvaluationText } from "./texts.ts";

/** Every third text is held back: its answers are not looked at while the rules are worked on. */
const HELD_BACK_EVERY = 3;
const SHORT_WORDS = 60;
const LONG_WORDS = 250;

/** Kinds of texts that ask the same of an analysis. */
const KIND_GROUPS: Readonly<Record<string, readonly string[]>> = {
  "news and sport": ["news", "sport"],
  technology: ["technology"],
  culture: ["culture"],
  "reviews and products": ["review", "product"],
  "posts of people": ["social"],
  "notes and letters": ["note", "letter", "minutes"],
  "guides and essays": ["howto", "recipe", "science", "travel", "page", "essay"],
};

export type Measure = Exclude<keyof Scores, "ms">;

/** Some of the texts, and what is kept of them. */
export interface Slice {
  readonly name: string;
  readonly texts: ReadonlySet<EvaluationText>;
  readonly measures: readonly Measure[];
}

const EVERYTHING: readonly Measure[] = [
  "tagPrecision",
  "tagRecall",
  "tagsByRule",
  "sentences",
  "wholeSentences",
  "mentions",
  "language",
  "category",
  "sentiment",
];

/** The texts whose answers nobody looks at. */
export function heldBackOf(all: readonly EvaluationText[]): ReadonlySet<EvaluationText> {
  return new Set(all.filter((_, index) => index % HELD_BACK_EVERY === HELD_BACK_EVERY - 1));
}

/** All texts, those held back, and by language, length and kind. */
export function slicesOf(all: readonly EvaluationText[]): Slice[] {
  const slice = (name: string, measures: readonly Measure[], holds: (text: EvaluationText) => boolean): Slice => ({
    name,
    measures,
    texts: new Set(all.filter(holds)),
  });
  const some: readonly Measure[] = ["tagPrecision", "category", "sentiment"];
  const words = new Map(all.map((text) => [text, text.text.split(/\s+/u).filter((word) => word !== "").length]));
  const lengthOf = (text: EvaluationText): number => words.get(text) ?? 0;
  const heldBack = heldBackOf(all);
  return [
    slice("all", EVERYTHING, () => true),
    slice("held back", EVERYTHING, (text) => heldBack.has(text)),
    ...[...new Set(all.map((text) => text.language))].map((language) =>
      slice(language, ["tagPrecision", "language", "category", "sentiment"], (text) => text.language === language),
    ),
    slice(`short (under ${SHORT_WORDS} words)`, some, (text) => lengthOf(text) < SHORT_WORDS),
    slice("medium", some, (text) => lengthOf(text) >= SHORT_WORDS && lengthOf(text) < LONG_WORDS),
    slice(`long (${LONG_WORDS} words or more)`, some, (text) => lengthOf(text) >= LONG_WORDS),
    ...Object.entries(KIND_GROUPS).map(([name, kinds]) => slice(name, some, (text) => kinds.includes(text.kind))),
  ];
}
