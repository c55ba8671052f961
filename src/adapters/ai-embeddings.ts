import type OpenAI from "openai";
import type { ModelFailure, TokenUsage } from "../core/ports/ai-provider.ts";
import type { Embedded, Embedder } from "../core/ports/embedder.ts";
import { unitVector } from "../core/vectors.ts";
import { attempt } from "./ai-call.ts";
import { type Asked, answerFailure } from "./ai-failures.ts";
import { openAiSockets } from "./ai-fetch.ts";
import { openAiClient } from "./ai-openai-client.ts";
import { at, countAt, listAt } from "./ai-shapes.ts";

/** 64 vectors of 4,096 numbers, each written in 16 characters. */
const MOST_ANSWER_BYTES = 5_000_000;
const LEAST_NUMBERS = 8;
const MOST_NUMBERS = 4_096;
const FLOAT_BYTES = 4;

/**
 * Any server that makes vectors by OpenAI's protocol (`/v1/embeddings`: OpenAI, Ollama, LM Studio, vLLM, llama.cpp) through
 * OpenAI's own SDK, which is loaded with the first texts. What comes back is believed in nothing: as many vectors as texts,
 * all of one length, made of numbers.
 */
export function openEmbedder(settings: {
  readonly apiKey: string | null;
  readonly baseUrl: string | null;
  readonly model: string;
  /** Deadline of one call, its answer read. */
  readonly timeoutMs: number;
}): Embedder {
  const { apiKey, model, timeoutMs } = settings;
  const sockets = openAiSockets({ headersMs: timeoutMs, bodyMs: timeoutMs });
  const { who, open } = openAiClient({ ...settings, fetch: sockets.within({ bytes: MOST_ANSWER_BYTES }) });
  let opened: Promise<OpenAI> | null = null;

  return {
    name: "openai",
    model,
    async ask(texts, signal) {
      const asked = { who, key: apiKey, content: texts.join("\n") };
      return await attempt(asked, { signal, timeoutMs }, async (ending) => {
        opened ??= open();
        const { embeddings } = await opened;
        const answer = await embeddings.create(
          // Said, since the SDK would ask for base64, which not every server knows.
          { model, input: [...texts], encoding_format: "float" },
          { signal: ending },
        );
        return readAnswer(answer, texts.length, asked);
      });
    },
    close: () => sockets.close(),
  };
}

function readAnswer(answer: unknown, texts: number, asked: Asked): Embedded | ModelFailure {
  const usage = usageOf(answer);
  const rows = listAt(answer, "data");
  const refused = (why: string): ModelFailure => ({
    ...answerFailure("ai-answer-invalid", asked, usage),
    detail: `${asked.who} answered with ${why}.`,
  });
  if (rows.length !== texts) return refused(`${rows.length} vectors to ${texts} texts`);
  const vectors: Float32Array[] = [];
  for (const [place, row] of rows.entries()) {
    const index = at(row, "index") ?? place;
    const numbers = numbersOf(at(row, "embedding"));
    if (numbers === null || numbers.length < LEAST_NUMBERS || numbers.length > MOST_NUMBERS)
      return refused(`something that is no vector of ${LEAST_NUMBERS} to ${MOST_NUMBERS} numbers`);
    const vector = unitVector(numbers);
    if (vector === null) return refused("a vector that points nowhere");
    if (typeof index !== "number" || !(index in rows) || vectors[index] !== undefined)
      return refused("vectors of which nobody knows to which text they belong");
    vectors[index] = vector;
  }
  if (vectors.some((vector) => vector.length !== vectors[0]?.length)) return refused("vectors of different lengths");
  return { kind: "answer", vectors, usage };
}

/** Numbers as a list, or packed as base64 by a server that knows only that. */
function numbersOf(value: unknown): ArrayLike<unknown> | null {
  if (Array.isArray(value)) return value;
  if (typeof value !== "string") return null;
  const bytes = Buffer.from(value, "base64");
  if (bytes.length % FLOAT_BYTES !== 0) return null;
  return Float32Array.from({ length: bytes.length / FLOAT_BYTES }, (_, place) =>
    bytes.readFloatLE(place * FLOAT_BYTES),
  );
}

function usageOf(answer: unknown): TokenUsage | null {
  const input = countAt(answer, "usage", "prompt_tokens");
  return input === null ? null : { input, output: 0, cacheRead: 0, cacheWrite: 0 };
}
