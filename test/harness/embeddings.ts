import type { Json } from "./ai-wire.ts";
import { list, need, Refused, record, tokensIn } from "./ai-wire.ts";

/** Models that the stand-in makes vectors by, with how many numbers each answers. */
export const EMBEDDING_MODELS: Readonly<Record<string, number>> = {
  "standin-embed": 96,
  "standin-embed-2": 64,
  "text-embedding-3-small": 96,
};

/** Words that mean the same to the stand-in. Whatever else is asked, words mean themselves. */
const SYNONYMS: readonly (readonly string[])[] = [
  ["car", "automobile", "vehicle", "auto", "wagen"],
  ["bread", "loaf", "sourdough", "brot", "baking"],
  ["boat", "ship", "vessel", "hull", "schiff"],
];

/**
 * OpenAI's `POST /v1/embeddings`. A text points to where its words point together, each word in a direction of its own and
 * words that mean the same in one.
 */
export function embeddingsAnswer(given: unknown): Json {
  const body = record(given);
  const { model } = body;
  const numbers = EMBEDDING_MODELS[String(model)];
  if (numbers === undefined)
    throw new Refused(404, "invalid_request_error", `The model '${String(model)}' does not exist.`, "model_not_found");
  const texts = (typeof body["input"] === "string" ? [body["input"]] : list(body["input"])).map(String);
  need(texts.length > 0 && texts.length <= 2_048, "'$.input' is invalid.");
  need(
    texts.every((text) => text !== ""),
    "'$.input' is invalid: it must not be an empty string.",
  );
  const tokens = texts.reduce((sum, text) => sum + tokensIn(text), 0);
  return {
    object: "list",
    model,
    data: texts.map((text, index) => ({
      object: "embedding",
      index,
      embedding: vectorIn(text, { numbers, model: String(model) }),
    })),
    usage: { prompt_tokens: tokens, total_tokens: tokens },
  };
}

function vectorIn(text: string, { numbers, model }: { numbers: number; model: string }): number[] {
  const sum = new Array<number>(numbers).fill(0);
  for (const word of text.toLowerCase().match(/\p{L}+/gu) ?? ["nothing"])
    for (const [at, number] of direction(`${model} ${meant(word)}`, numbers).entries())
      sum[at] = (sum[at] ?? 0) + number;
  return sum;
}

const meant = (word: string): string => SYNONYMS.find((words) => words.includes(word))?.[0] ?? word;

/** The same for the same word, always: numbers from -1 to 1 out of a small generator that the word starts. */
function direction(word: string, numbers: number): number[] {
  let state = 2_166_136_261;
  for (const letter of word) state = Math.imul(state ^ (letter.codePointAt(0) ?? 0), 16_777_619);
  return Array.from({ length: numbers }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 31 - 1;
  });
}
