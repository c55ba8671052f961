import type {
  ChatCompletionContentPart,
  ChatCompletionCreateParamsNonStreaming,
} from "openai/resources/chat/completions";
import type { Attachment, ModelQuestion } from "../core/ports/ai-provider.ts";
import { at, listAt, stringAt } from "./ai-shapes.ts";

/**
 * How a server is told which shape its answer must have, the strictest first: by a schema that it enforces, by a
 * function that it must call, by words alone. Not every server that speaks OpenAI's protocol takes the first two.
 */
export type AnswerMode = "schema" | "tool" | "plain";

/** What a schema or function is called on the wire; letters only, as all servers take it. */
const ANSWER_NAME = "answer";

interface Mode {
  readonly next: AnswerMode | null;
  /** What a server names when it refuses the mode. */
  readonly refusedAs: RegExp;
  fields(schema: ModelQuestion["schema"]): Partial<ChatCompletionCreateParamsNonStreaming>;
  /** What is said after the instructions. */
  said(schema: ModelQuestion["schema"]): string;
}

export const MODES: Readonly<Record<AnswerMode, Mode>> = {
  schema: {
    next: "tool",
    refusedAs: /response_format|json_schema|schema/i,
    fields: (schema) => ({
      response_format: { type: "json_schema", json_schema: { name: ANSWER_NAME, strict: true, schema } },
    }),
    said: () => "",
  },
  tool: {
    next: "plain",
    refusedAs: /tool|function/i,
    fields: (schema) => ({
      tools: [
        { type: "function", function: { name: ANSWER_NAME, description: "Hands in the answer.", parameters: schema } },
      ],
      tool_choice: { type: "function", function: { name: ANSWER_NAME } },
    }),
    said: () => "",
  },
  plain: {
    next: null,
    refusedAs: /(?!)/,
    fields: () => ({}),
    said: (schema) =>
      `\n\nAnswer with one JSON object of this JSON Schema, without a word before or after it:\n${JSON.stringify(schema)}`,
  },
};

/** The messages of a question. Attachments stand before the text that speaks of them. */
export function messagesOf(
  question: ModelQuestion,
  mode: AnswerMode,
  takes: readonly Attachment["kind"][],
): ChatCompletionCreateParamsNonStreaming["messages"] {
  const parts = question.attachments.filter(({ kind }) => takes.includes(kind)).map(partOf);
  const text = question.content;
  return [
    { role: "system", content: `${question.instructions}${MODES[mode].said(question.schema)}` },
    // Servers for text alone may know no parts.
    { role: "user", content: parts.length === 0 ? text : [...parts, { type: "text", text }] },
  ];
}

function partOf({ kind, type, bytes }: Attachment): ChatCompletionContentPart {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64");
  const url = `data:${type};base64,${data}`;
  return kind === "pdf"
    ? { type: "file", file: { filename: "document.pdf", file_data: url } }
    : { type: "image_url", image_url: { url } };
}

/** What the model wrote. A server may answer a call for a function in words; some give arguments as JSON, not as text. */
export function writtenIn(message: unknown): string {
  const handedIn = at(listAt(message, "tool_calls")[0], "function", "arguments");
  if (typeof handedIn === "string") return handedIn;
  return typeof handedIn === "object" && handedIn !== null ? JSON.stringify(handedIn) : stringAt(message, "content");
}

/**
 * The mode to fall back to when an error refuses this one; null when it refuses something else.
 *
 * Some servers give no reason that the SDK can read. Then it is tried too: a refusal costs nothing, and there are only
 * three modes.
 */
export function nextMode(mode: AnswerMode, error: unknown): AnswerMode | null {
  const status = at(error, "status");
  if (status !== 400 && status !== 422 && status !== 501) return null;
  const reason = [stringAt(error, "message"), stringAt(error, "param"), stringAt(error, "code")].join(" ");
  const silent = reason.includes("status code (no body)");
  return silent || MODES[mode].refusedAs.test(reason) ? MODES[mode].next : null;
}
