import type { AskOutcome } from "../contract/reasons.ts";
/** What an analysis says of an item and what it is given to say it. The wire shape in `contract/` carries the same words. */

export const CATEGORIES = ["technology", "entertainment", "news", "social", "other"] as const;
export type Category = (typeof CATEGORIES)[number];

export const SENTIMENTS = ["positive", "negative", "neutral"] as const;
export type Sentiment = (typeof SENTIMENTS)[number];

/** Everything an analyst may look at. All of it comes from outside and is data, never instruction. */
export interface AnalysisInput {
  readonly kind: string;
  readonly url: string | null;
  readonly title: string | null;
  readonly siteName: string | null;
  /** The language the page declares, a BCP 47 tag, or null. */
  readonly declaredLanguage: string | null;
  /** The article's text, what a page without one says, or the shared text, well-formed, at most ANALYSIS_TEXT_CHARACTERS. */
  readonly text: string;
  /** What the page says of itself in one paragraph, or null. */
  readonly description: string | null;
  /** Keywords that the page declares, may be empty. */
  readonly keywords: readonly string[];
  /** The person's own words, the most used first; empty when the item stands on a wall that others see. */
  readonly vocabulary: readonly string[];
  /** What the person wrote beside it. */
  readonly note?: string | null;
  /** In which language to write, a BCP 47 tag; null is the content's own. */
  readonly answerLanguage?: string | null;
  /** What the person asks for beyond the usual, from a preview or a new analysis; their own word, unlike the content. */
  readonly wishes?: string | null;
}

export interface Analysis {
  readonly title: string;
  readonly description: string;
  readonly summary: string;
  /** At most MAX_ANALYSIS_TAGS, folded to one spelling, the best first. */
  readonly tags: readonly string[];
  readonly category: Category;
  readonly sentiment: Sentiment;
  readonly keyTopics: readonly string[];
  /** 0 to 1. */
  readonly confidence: number;
  /** BCP 47 (two letters for the built-in analysis), or null when it cannot be told. */
  readonly language: string | null;
  /** Text that was read in a picture, by those who can see one. */
  readonly imageText?: string | null;
  /** People, places, organisations and works it speaks of, at most MAX_ENTITIES. */
  readonly entities?: readonly string[];
}

export const ANALYSIS_TEXT_CHARACTERS = 200_000;
export const MAX_ANALYSIS_TAGS = 5;
export const MAX_KEY_TOPICS = 8;
export const MAX_ENTITIES = 12;
/** What an analysis is worth: equal or higher replaces a standing one. */
export const ANALYSIS_RANKS = { glance: 10, builtIn: 20, provider: 30 } as const;

/** One that was asked for an analysis, in order, and what became of it. */
export interface AskedLink {
  /** `claude:<model>`, `openai:<model>` or `built-in`. */
  readonly by: string;
  readonly outcome: AskOutcome;
  /** A sentence for the person. */
  readonly message: string;
}

/**
 * Outcomes that asking again by itself would bring again, most of them paid: the item is what they are about, and whoever
 * wrote its page may have meant them.
 */
const OUTCOMES_OF_ITEM: ReadonlySet<AskOutcome> = new Set<AskOutcome>([
  "ai-request-refused",
  "ai-too-large",
  "ai-refused",
  "ai-answer-cut",
  "ai-answer-malformed",
  "ai-answer-invalid",
  "ai-answer-too-large",
]);

/** Whether an outcome speaks of the item rather than of whoever was asked and may answer another time. */
export const isOfItem = ({ outcome }: AskedLink): boolean => OUTCOMES_OF_ITEM.has(outcome);

/** What a person may ask for beyond the usual when an item is analysed anew. */
export interface AnalysisWish {
  /** Who shall do it: a provider of the settings or `built-in`. */
  readonly provider?: string | undefined;
  readonly model?: string | undefined;
  /** A BCP 47 tag. */
  readonly language?: string | undefined;
  /** In the person's own words. */
  readonly instructions?: string | undefined;
}

/** An analysis with where it came from. */
export interface AnalysisMade {
  readonly analysis: Analysis;
  readonly madeBy: string;
  readonly rank: number;
  readonly asked: readonly AskedLink[];
  readonly costUsd6: number;
  /** A provider should have answered and could not: a later run may do better. */
  readonly betterWanted: boolean;
}

/** Whether the built-in analysis stands in for somebody who was asked, or was to be, and did not answer. */
export const isStandIn = ({ rank, asked }: Pick<AnalysisMade, "rank" | "asked">): boolean =>
  rank === ANALYSIS_RANKS.builtIn && asked.some(({ outcome }) => outcome !== "answered");

/**
 * What there is to analyse of a page without an article: its own description says mostly better than its scattered words
 * what it is about, and leads them unless it is among them.
 */
export function textOfBarePage(text: string | null, description: string | null): string {
  if (description === null || text?.includes(description)) return text ?? "";
  return text === null ? description : `${description}\n\n${text}`;
}
