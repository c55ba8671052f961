import type { Price } from "./prices.ts";
import { plainPrice } from "./prices.ts";

/** Dollars a million tokens, by the beginning of a model's name (docs/ai.md says where they were read). */
const PRICES: readonly (readonly [model: string, usd: number])[] = [
  ["text-embedding-3-small", 0.02],
  ["text-embedding-3-large", 0.13],
  ["text-embedding-ada-002", 0.1],
];

/** What making vectors costs; null when the table does not know the model. */
export function embeddingPriceOf(model: string): Price | null {
  const usd = PRICES.find(([name]) => model.startsWith(name))?.[1];
  return usd === undefined ? null : embeddingPrice(usd);
}

export const embeddingPrice = (usdPerMillion: number): Price => plainPrice({ input: usdPerMillion, output: 0 });

/** What stands before a text, where a model was taught to tell questions from what answers them. */
export interface Prefixes {
  readonly question: string;
  readonly text: string;
}

const PREFIXES: readonly (readonly [model: RegExp, prefixes: Prefixes])[] = [
  [/nomic-embed-text/i, { question: "search_query: ", text: "search_document: " }],
  [/(^|[/-])e5[-:.]|(^|\/)multilingual-e5/i, { question: "query: ", text: "passage: " }],
  [
    /mxbai-embed|snowflake-arctic-embed(?!2)|bge-(small|base|large)-en/i,
    { question: "Represent this sentence for searching relevant passages: ", text: "" },
  ],
  [/embeddinggemma/i, { question: "task: search result | query: ", text: "title: none | text: " }],
];

/** What this model expects before questions and texts; mostly nothing. */
export const prefixesOf = (model: string): Prefixes =>
  PREFIXES.find(([name]) => name.test(model))?.[1] ?? { question: "", text: "" };

/**
 * Questions and texts that have nothing to do with each other: how alike a model holds them tells what it says of things
 * that are not alike, which is 0.1 with one model and 0.7 with another.
 */
export const UNLIKE = {
  questions: ["sourdough recipe", "football results", "tax return form", "guitar chords", "Fahrradreifen wechseln"],
  texts: [
    "The glacier has lost a third of its ice since the first survey, and the lake below it grows.",
    "Call the function with a list; it returns a promise that settles once every request is done.",
    "Der Stadtrat beschloss am Dienstag, die alte Markthalle bis zum Herbst zu sanieren.",
    "Orchids need bright shade and little water; repot them when their roots leave the pot.",
    "The second volume of letters covers the years in which the composer lived by the sea.",
  ],
} as const;
