import type { Attachment, ModelQuestion, TokenUsage } from "../core/ports/ai-provider.ts";

/** When these prices were read in the providers' own price lists (docs/ai.md says where). */
export const PRICES_AS_OF = "2026-11-26";

/** Dollars a million tokens, which is micro-dollars a token. */
export interface Price {
  readonly input: number;
  readonly output: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
  /** Dearer from so many input tokens on. */
  readonly long?: { readonly fromTokens: number; readonly times: number };
}

/** A price without a cache of its own is that of input. */
export function plainPrice({ input, output }: { input: number; output: number }): Price {
  return { input, output, cacheRead: input, cacheWrite: input };
}

function claude(input: number, output: number, cacheRead = 0.1): Price {
  return { input, output, cacheRead: input * cacheRead, cacheWrite: input * 1.25 };
}

/** Models by the beginning of their names; dated names of a model cost the same. */
const PRICES: readonly (readonly [model: string, price: Price])[] = [
  // Over 100,000 tokens Haiku 5.5 costs five times as much.
  ["claude-haiku-5-5", { ...claude(0.1, 0.5), long: { fromTokens: 100_000, times: 5 } }],
  ["claude-haiku-4-5", claude(1, 5)],
  ["claude-sonnet-5-5", claude(2, 10, 0.05)],
  ["claude-sonnet-5", claude(2, 10)],
  ["claude-sonnet-4-6", claude(3, 15)],
  ["claude-sonnet-4-5", claude(3, 15)],
  ["claude-opus-5-5", claude(4, 20, 0.05)],
  ["claude-opus-5", claude(5, 25)],
  ["claude-opus-4-", claude(5, 25)],
  ["gpt-5.4-mini", { input: 0.75, output: 4.5, cacheRead: 0.075, cacheWrite: 0.75 }],
  ["gpt-5.4-nano", { input: 0.2, output: 1.25, cacheRead: 0.02, cacheWrite: 0.2 }],
];

/** Anthropic's batches cost half. */
export const BATCH_SHARE = 0.5;

/** What a model costs; null when the table does not know it. */
export function priceOf(model: string): Price | null {
  return (
    PRICES.find(([name]) => model === name || model.startsWith(name.endsWith("-") ? name : `${name}-`))?.[1] ?? null
  );
}

/** The largest picture a provider counts, as tokens, with room to spare. */
const IMAGE_TOKENS = 5_000;
/** A page of a PDF is its text and a picture of it. */
const PDF_PAGE_TOKENS = 8_000;
export const MOST_PDF_PAGES = 20;
/** Schemas, roles and separators that a provider adds. */
const OVERHEAD_TOKENS = 2_000;

/**
 * The most that a question can cost, in micro-dollars: no tokenizer makes more tokens than there are bytes, and every
 * token might be written to the cache.
 */
export function highestCostUsd6(question: ModelQuestion, price: Price, share = 1): number {
  const text = Buffer.byteLength(question.instructions) + Buffer.byteLength(question.content);
  const tokens = OVERHEAD_TOKENS + text + question.attachments.reduce((sum, one) => sum + tokensOf(one), 0);
  return costUsd6({ input: 0, output: question.maxOutputTokens, cacheRead: 0, cacheWrite: tokens }, price, share);
}

/** As many as a question about a long text has, at the most. */
const FULL_QUESTION_TOKENS = 60_000;
const FULL_ANSWER_TOKENS = 4_000;

/** What a question about a long text may cost. */
export function fullQuestionUsd6(price: Price): number {
  const usage = { input: FULL_QUESTION_TOKENS, output: FULL_ANSWER_TOKENS, cacheRead: 0, cacheWrite: 0 };
  return costUsd6(usage, price);
}

/** A small budget need not have room for the longest question, but for a good part of itself. */
const LARGEST_PART = 0.5;

/** What must be left of a budget for bulk work to go on. */
export const leastLeftUsd6 = (price: Price, budgetUsd6: number): number =>
  Math.min(fullQuestionUsd6(price), budgetUsd6 * LARGEST_PART);

const tokensOf = ({ kind }: Attachment): number => (kind === "image" ? IMAGE_TOKENS : MOST_PDF_PAGES * PDF_PAGE_TOKENS);

/** What an answer cost, in whole micro-dollars, rounded up. */
export function costUsd6(usage: TokenUsage, price: Price, share = 1): number {
  const prompt = usage.input + usage.cacheRead + usage.cacheWrite;
  const times = price.long && prompt > price.long.fromTokens ? price.long.times : 1;
  const sum =
    usage.input * price.input +
    usage.output * price.output +
    usage.cacheRead * price.cacheRead +
    usage.cacheWrite * Math.max(price.cacheWrite, price.input);
  return Math.ceil(sum * times * share);
}
