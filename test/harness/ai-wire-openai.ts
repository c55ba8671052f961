import {
  bytesOf,
  checkSchema,
  type Json,
  list,
  need,
  Refused,
  record,
  type Schema,
  tokensIn,
  type Wire,
} from "./ai-wire.ts";

/** OpenAI's `POST /v1/chat/completions`. */
export const OPENAI_WIRE: Wire = {
  read(headers, given, models) {
    const authorization = String(headers["authorization"] ?? "");
    if (!/^Bearer \S+$/.test(authorization) || authorization === "Bearer wrong")
      throw new Refused(401, "invalid_request_error", "Incorrect API key provided.", "invalid_api_key");
    const body = record(given);
    need(typeof body["model"] === "string", "you must provide a model parameter");
    if (!models.includes(body["model"]))
      throw new Refused(
        404,
        "invalid_request_error",
        `The model '${body["model"]}' does not exist.`,
        "model_not_found",
      );
    const messages = list(body["messages"]).map(record);
    need(messages.length > 0, "[] is too short - 'messages'");
    need(!("max_tokens" in body && "max_completion_tokens" in body), "only one limit of tokens may be given");

    const parts = messages.filter(({ role }) => role === "user").flatMap(({ content }) => partsOf(content));
    return {
      provider: "openai",
      instructions: messages.flatMap(({ role, content }) => (role === "system" ? [String(content)] : [])).join("\n"),
      content: parts.flatMap(({ type, text }) => (type === "text" ? [String(text)] : [])).join("\n"),
      attachments: parts.flatMap(attachmentOf),
      schema: schemaOf(body),
      body,
    };
  },

  answer(question, { text, stop, cached }) {
    const calls = question.body["tools"] !== undefined && stop === "end";
    const call = { id: "call_1", type: "function", function: { name: toolOf(question.body)["name"], arguments: text } };
    const said = {
      content: calls || stop === "refusal" ? null : text,
      refusal: stop === "refusal" ? "I can't." : null,
    };
    const instructions = tokensIn(question.instructions);
    const prompt = instructions + tokensIn(question.content);
    const completion = stop === "refusal" ? 3 : tokensIn(text);
    return {
      id: "chatcmpl-standin",
      object: "chat.completion",
      created: 1_700_000_000,
      model: question.body["model"],
      choices: [
        {
          index: 0,
          message: { role: "assistant", ...said, ...(calls ? { tool_calls: [call] } : {}) },
          finish_reason: stop === "max-tokens" ? "length" : calls ? "tool_calls" : "stop",
          logprobs: null,
        },
      ],
      usage: {
        prompt_tokens: prompt,
        completion_tokens: completion,
        total_tokens: prompt + completion,
        prompt_tokens_details: { cached_tokens: cached ? instructions : 0 },
      },
    };
  },

  error: ({ type, message, code }) => ({ error: { message, type, param: null, code } }),
};

function partsOf(content: unknown): readonly Json[] {
  return typeof content === "string" ? [{ type: "text", text: content }] : list(content).map(record);
}

function attachmentOf(part: Json) {
  if (part["type"] === "text") return [];
  const isImage = part["type"] === "image_url";
  need(isImage || part["type"] === "file", `messages: unknown type of part '${part["type"]}'`);
  const url = isImage ? record(part["image_url"])["url"] : record(part["file"])["file_data"];
  const [, type, data] = /^data:([\w/+.-]+);base64,(.*)$/s.exec(String(url)) ?? [];
  need(
    type !== undefined && (isImage ? type.startsWith("image/") : type === "application/pdf"),
    "messages: invalid data URL",
  );
  return [{ kind: isImage ? ("image" as const) : ("pdf" as const), type, bytes: bytesOf(data, "messages") }];
}

function schemaOf(body: Json): Schema | null {
  if (body["response_format"] !== undefined) {
    const { name, schema, strict } = record(record(body["response_format"])["json_schema"]);
    need(typeof name === "string" && /^[\w-]{1,64}$/.test(name), "response_format.json_schema.name: required");
    if (strict === true) checkSchema(schema, `Invalid schema for response_format '${name}'`);
    return record(schema);
  }
  if (body["tools"] === undefined) return null;
  const { name, parameters } = toolOf(body);
  const chosen = record(record(body["tool_choice"])["function"])["name"];
  need(typeof name === "string" && chosen === name, "tool_choice: no such function in 'tools'");
  return record(parameters);
}

function toolOf(body: Json): Json {
  return record(record(list(body["tools"])[0])["function"]);
}
