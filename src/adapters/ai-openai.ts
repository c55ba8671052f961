import type OpenAI from "openai";
import type { AiProvider, ModelAnswer, ModelFailure, ModelQuestion, TokenUsage } from "../core/ports/ai-provider.ts";
import { attempt } from "./ai-call.ts";
import { type Asked, answerFailure, ownFailure } from "./ai-failures.ts";
import { MOST_ANSWER_BYTES, openAiSockets } from "./ai-fetch.ts";
import { openAiClient } from "./ai-openai-client.ts";
import { type AnswerMode, MODES, messagesOf, nextMode, writtenIn } from "./ai-openai-modes.ts";
import { at, countAt, jsonIn, stringAt } from "./ai-shapes.ts";

/**
 * Any server that speaks OpenAI's chat completions (OpenAI, Ollama, LM Studio, vLLM) through OpenAI's own SDK, which is
 * loaded with the first question. The address is with its `/v1`.
 *
 * Whether a server enforces a schema is found out by asking: a refused mode is a failure that cost nothing and may be
 * asked again at once, and every later question goes in the mode below. No batches: OpenAI's need a file uploaded and
 * another downloaded, and the other servers have none.
 */
export function openOpenAi(settings: {
  readonly apiKey: string | null;
  readonly baseUrl: string | null;
  readonly model: string;
  /** Deadline of one question, its answer read. */
  readonly timeoutMs: number;
  /** What the model understands besides text. The rest of a question's attachments is left out. */
  readonly takes: AiProvider["takes"];
}): AiProvider {
  const { apiKey, model, timeoutMs, takes } = settings;
  const sockets = openAiSockets({ headersMs: timeoutMs, bodyMs: timeoutMs });
  const { isOpenAi, who, open } = openAiClient({ ...settings, fetch: sockets.within({ bytes: MOST_ANSWER_BYTES }) });
  let opened: Promise<OpenAI> | null = null;
  let mode: AnswerMode = "schema";

  async function askIn(asking: AnswerMode, question: ModelQuestion, asked: Asked, signal: AbortSignal) {
    opened ??= open();
    const { chat } = await opened;
    try {
      const completion = await chat.completions.create(
        {
          model,
          messages: messagesOf(question, asking, takes),
          // OpenAI's newer models refuse the old name, most other servers ignore the new one.
          [isOpenAi ? "max_completion_tokens" : "max_tokens"]: question.maxOutputTokens,
          ...MODES[asking].fields(question.schema),
        },
        { signal },
      );
      return readCompletion(completion, asked);
    } catch (error) {
      const lower = nextMode(asking, error);
      if (lower === null) throw error;
      // Another question may have found it out meanwhile.
      if (mode === asking) mode = lower;
      return modeRefused(asked, { asking, lower });
    }
  }

  return {
    name: "openai",
    model,
    takes,
    async ask(question, signal) {
      const asked = { who, key: apiKey, content: question.content };
      return await attempt(asked, { signal, timeoutMs }, (ending) => askIn(mode, question, asked, ending));
    },
    batches: null,
    close: () => sockets.close(),
  };
}

function modeRefused(asked: Asked, { asking, lower }: { asking: AnswerMode; lower: AnswerMode }): ModelFailure {
  const outcome = { code: "ai-request-refused", retryable: true, charged: "no" } as const;
  const failure = ownFailure(outcome, asked, `takes no questions in ${asking} mode, the next goes in ${lower} mode`);
  return { ...failure, retryAfterMs: 0 };
}

/** A completion as it came, be it one. The SDK gives a page that a proxy answered as a string, and checks no shape. */
function readCompletion(completion: unknown, asked: Asked): ModelAnswer | ModelFailure {
  const usage = usageOf(completion);
  const choice = at(completion, "choices", 0);
  const finished = stringAt(choice, "finish_reason");
  if (finished === "content_filter" || stringAt(choice, "message", "refusal") !== "")
    return answerFailure("ai-refused", asked, usage);
  if (finished === "length") return answerFailure("ai-answer-cut", asked, usage);
  const text = jsonIn(writtenIn(at(choice, "message")));
  return text === null ? answerFailure("ai-answer-malformed", asked, usage) : { kind: "answer", text, usage };
}

/** What was read from the cache is counted in the prompt too. */
function usageOf(completion: unknown): TokenUsage | null {
  const prompt = countAt(completion, "usage", "prompt_tokens");
  const output = countAt(completion, "usage", "completion_tokens");
  if (prompt === null || output === null) return null;
  const cacheRead = Math.min(countAt(completion, "usage", "prompt_tokens_details", "cached_tokens") ?? 0, prompt);
  return { input: prompt - cacheRead, output, cacheRead, cacheWrite: 0 };
}
