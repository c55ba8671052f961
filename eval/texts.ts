import { readdirSync, readFileSync } from "node:fs";
import type { Category, Sentiment } from "../src/core/analysis.ts";

/** One text of ours with what a person would say of it. The texts were written before the code and are not tuned to it. */
export interface EvaluationText {
  readonly id: string;
  readonly language: string;
  /** What sort of text it is: news, recipe, review … */
  readonly kind: string;
  readonly title: string | null;
  readonly siteName?: string;
  readonly declaredLanguage?: string;
  readonly keywords?: readonly string[];
  readonly description?: string;
  readonly text: string;
  readonly expected: {
    /** Every tag that a person would accept. */
    readonly tags: readonly string[];
    /** Each group is one thing the summary must speak of, in any of its words. */
    readonly summaryMustMention: readonly (readonly string[])[];
    readonly category: Category;
    readonly sentiment: Sentiment;
    /** The starts of the sentences that a person would choose. */
    readonly keySentences: readonly string[];
  };
}

/** The texts, by name; the order decides which are held back. */
export function readEvaluationTexts(): EvaluationText[] {
  const folder = new URL("./texts/", import.meta.url);
  return readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .sort()
    .map((name) => JSON.parse(readFileSync(new URL(name, folder), "utf8")) as EvaluationText);
}
