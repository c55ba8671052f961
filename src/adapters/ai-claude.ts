import type Anthropic from "@anthropic-ai/sdk";
import type { ContentBlockParam, MessageCreateParamsNonStreaming } from "@anthropic-ai/sdk/resources/messages";
import type {
  AiProvider,
  Attachment,
  ModelAnswer,
  ModelFailure,
  ModelQuestion,
  TokenUsage,
} from "../core/ports/ai-provider.ts";
import { attempt } from "./ai-call.ts";
import { BATCH_TIMEOUT_MS, openClaudeBatches } from "./ai-claude-batches.ts";
import { type Asked, answerFailure } from "./ai-failures.ts";
import { MOST_ANSWER_BYTES, openAiSockets } from "./ai-fetch.ts";
import { countAt, jsonIn, listAt, stringAt } from "./ai-shapes.ts";

const CLAUDE_ADDRESS = "https://api.anthropic.com";
const NAME_SHOWN = "Claude";
const TAKES: AiProvider["takes"] = ["image", "pdf"];

/**
 * Claude through Anthropic's own SDK, which is loaded with the first question: it takes 200 ms and 27 MB.
 *
 * The address is without `/v1`. All that the SDK would read from the environment is given, so that settings alone say
 * where a question goes and with which key.
 */
export function openClaude(settings: {
  readonly apiKey: string;
  readonly baseUrl: string | null;
  readonly model: string;
  /** Deadline of one question, its answer read. */
  readonly timeoutMs: number;
}): AiProvider {
  const { apiKey, model, timeoutMs } = settings;
  const sockets = openAiSockets({ headersMs: BATCH_TIMEOUT_MS, bodyMs: timeoutMs });
  let opened: Promise<Anthropic> | null = null;

  async function openClient(): Promise<Anthropic> {
    const { default: Client } = await import("@anthropic-ai/sdk");
    return new Client({
      apiKey,
      authToken: null,
      webhookKey: null,
      baseURL: settings.baseUrl ?? CLAUDE_ADDRESS,
      timeout: timeoutMs,
      maxRetries: 0,
      logLevel: "off",
      openTelemetry: false,
      fetch: sockets.within({ bytes: MOST_ANSWER_BYTES }),
    });
  }

  function client(): Promise<Anthropic> {
    opened ??= openClient();
    return opened;
  }

  return {
    name: "claude",
    model,
    takes: TAKES,
    async ask(question, signal) {
      const asked = { who: NAME_SHOWN, key: apiKey, content: question.content };
      return await attempt(asked, { signal, timeoutMs }, async (ending) => {
        const { messages } = await client();
        return readMessage(await messages.create(paramsOf(question, model), { signal: ending }), asked);
      });
    },
    batches: openClaudeBatches({
      client,
      sockets,
      timeoutMs,
      asked: (content) => ({ who: NAME_SHOWN, key: apiKey, content }),
      paramsOf: (question) => paramsOf(question, model),
      readMessage,
    }),
    close: () => sockets.close(),
  };
}

function paramsOf(question: ModelQuestion, model: string): MessageCreateParamsNonStreaming {
  return {
    model,
    max_tokens: question.maxOutputTokens,
    // Everything up to the mark is read from the provider's cache when the same person's next item comes soon.
    system: [{ type: "text", text: question.instructions, cache_control: { type: "ephemeral" } }],
    messages: [
      { role: "user", content: [...question.attachments.map(blockOf), { type: "text", text: question.content }] },
    ],
    output_config: {
      format: { type: "json_schema", schema: question.schema },
      ...(takesEffort(model) ? { effort: "low" as const } : {}),
    },
  };
}

function blockOf({ kind, type, bytes }: Attachment): ContentBlockParam {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64");
  if (kind === "pdf") return { type: "document", source: { type: "base64", media_type: "application/pdf", data } };
  return { type: "image", source: { type: "base64", media_type: type as ImageType, data } };
}

type ImageType = "image/jpeg" | "image/png" | "image/gif" | "image/webp";

/**
 * Whether a model can be asked for little effort, by its name: those of generation 4.6 and later. Earlier ones refuse a
 * request that says anything about effort. A date in a name is no generation (`claude-sonnet-4-20250514` is 4.0).
 */
export function takesEffort(model: string): boolean {
  const [, major, minor = "0"] = /claude-[a-z]+-(\d+)(?:-(\d{1,2}))?(?!\d)/.exec(model) ?? [];
  if (major === undefined) return false;
  return Number(major) > 4 || (Number(major) === 4 && Number(minor) >= 6);
}

/** A message as it came, be it one. The SDK gives a page that a proxy answered as a string, and checks no shape. */
function readMessage(message: unknown, asked: Asked): ModelAnswer | ModelFailure {
  const usage = usageOf(message);
  const stop = stringAt(message, "stop_reason");
  if (stop === "refusal") return answerFailure("ai-refused", asked, usage);
  if (stop === "max_tokens" || stop === "model_context_window_exceeded")
    return answerFailure("ai-answer-cut", asked, usage);
  // Blocks of thinking may come first.
  const blocks = listAt(message, "content").filter((block) => stringAt(block, "type") === "text");
  const text = jsonIn(blocks.map((block) => stringAt(block, "text")).join(""));
  return text === null ? answerFailure("ai-answer-malformed", asked, usage) : { kind: "answer", text, usage };
}

function usageOf(message: unknown): TokenUsage | null {
  const input = countAt(message, "usage", "input_tokens");
  const output = countAt(message, "usage", "output_tokens");
  if (input === null || output === null) return null;
  const cacheRead = countAt(message, "usage", "cache_read_input_tokens") ?? 0;
  const cacheWrite = countAt(message, "usage", "cache_creation_input_tokens") ?? 0;
  return { input, output, cacheRead, cacheWrite };
}
