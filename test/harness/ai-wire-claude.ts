import { bytesOf, checkSchema, list, need, Refused, record, tokensIn, type Wire } from "./ai-wire.ts";

const IMAGES = ["image/jpeg", "image/png", "image/gif", "image/webp"];
/** Models that refuse to hear of effort. */
const NO_EFFORT = /claude-(haiku|sonnet)-4-5|claude-[a-z]+-[34]-\d{8}/;

/** Anthropic's `POST /v1/messages`, and each request of a batch. */
export const CLAUDE_WIRE: Wire = {
  read(headers, body, models) {
    checkHeaders(headers);
    return readMessages(body, models);
  },

  answer(question, { text, stop, cached }) {
    const marked = list(question.body["system"]).some((block) => "cache_control" in record(block));
    const instructions = tokensIn(question.instructions);
    const usage = {
      input_tokens: tokensIn(question.content) + (marked ? 0 : instructions),
      cache_creation_input_tokens: marked && !cached ? instructions : 0,
      cache_read_input_tokens: marked && cached ? instructions : null,
      output_tokens: stop === "refusal" ? 0 : tokensIn(text),
      output_tokens_details: null,
      service_tier: "standard",
    };
    const thinks = record(question.body["output_config"])["effort"] !== undefined;
    const thought = thinks ? [{ type: "thinking", thinking: "", signature: "c2lnbmVk" }] : [];
    return {
      id: "msg_01StandIn",
      type: "message",
      role: "assistant",
      model: question.body["model"],
      content: stop === "refusal" ? [] : [...thought, { type: "text", text, citations: null }],
      stop_reason: stop === "end" ? "end_turn" : stop === "refusal" ? "refusal" : "max_tokens",
      stop_sequence: null,
      usage,
    };
  },

  error: ({ type, message }) => ({ type: "error", error: { type, message }, request_id: "req_01StandIn" }),
};

/** The key may come in either header; the SDK sends it as a bearer since 1.0. */
export function checkHeaders(headers: Readonly<Record<string, unknown>>): void {
  const key = headers["x-api-key"] ?? /^Bearer (\S+)$/.exec(String(headers["authorization"]))?.[1];
  if (typeof key !== "string" || key === "" || key === "wrong")
    throw new Refused(401, "authentication_error", "invalid x-api-key");
  need(/^\d{4}-\d\d-\d\d$/.test(String(headers["anthropic-version"])), "anthropic-version: header is required");
}

/** The body of one question, wherever it stands. */
export function readMessages(given: unknown, models: readonly string[]): ReturnType<Wire["read"]> {
  const body = record(given);
  need(typeof body["model"] === "string", "model: Field required");
  if (!models.includes(body["model"])) throw new Refused(404, "not_found_error", `model: ${body["model"]}`);
  need(Number.isInteger(body["max_tokens"]) && Number(body["max_tokens"]) > 0, "max_tokens: Field required");
  const messages = list(body["messages"]);
  need(messages.length > 0, "messages: at least one message is required");
  need(record(messages[0])["role"] === "user", "messages.0.role: must be 'user'");

  const said = record(messages[0])["content"];
  const blocks = typeof said === "string" ? [{ type: "text", text: said }] : list(said).map(record);
  const attachments = blocks.flatMap((block, at) => {
    const { type, media_type, data } = record(block["source"]);
    if (block["type"] === "text") {
      need(
        typeof block["text"] === "string" && block["text"] !== "",
        `messages.0.content.${at}.text: must not be empty`,
      );
      return [];
    }
    need(block["type"] === "image" || block["type"] === "document", `messages.0.content.${at}.type: unknown`);
    need(type === "base64", `messages.0.content.${at}.source.type: must be 'base64' here`);
    const allowed = block["type"] === "image" ? IMAGES : ["application/pdf"];
    need(allowed.includes(String(media_type)), `messages.0.content.${at}.source.media_type: must be one of ${allowed}`);
    const kind = block["type"] === "image" ? ("image" as const) : ("pdf" as const);
    return [{ kind, type: String(media_type), bytes: bytesOf(data, `messages.0.content.${at}.source`) }];
  });

  const { format, effort } = record(body["output_config"]);
  need(effort === undefined || !NO_EFFORT.test(body["model"]), "This model does not support the effort parameter.");
  if (format !== undefined) {
    need(record(format)["type"] === "json_schema", "output_config.format.type: must be 'json_schema'");
    checkSchema(record(format)["schema"], "output_config.format.schema");
  }
  const system = body["system"];
  return {
    provider: "claude",
    instructions: typeof system === "string" ? system : textOf(list(system)),
    content: textOf(blocks),
    attachments,
    schema: format === undefined ? null : record(record(format)["schema"]),
    body,
  };
}

function textOf(blocks: readonly unknown[]): string {
  return blocks.flatMap((block) => record(block)["text"] ?? []).join("\n");
}
