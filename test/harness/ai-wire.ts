/** What both wire formats share: how a question, a refusal and an answer look to the stand-in server. */
export interface AskedQuestion {
  readonly provider: "claude" | "openai";
  readonly instructions: string;
  /** The text of the question, without its attachments. */
  readonly content: string;
  readonly attachments: readonly { readonly kind: "image" | "pdf"; readonly type: string; readonly bytes: Buffer }[];
  /** Null when it was asked in words only. */
  readonly schema: Schema | null;
  /** The whole body, as it was sent. */
  readonly body: Json;
}

export type Json = Readonly<Record<string, unknown>>;
export type Schema = Readonly<Record<string, unknown>>;

/** Thrown by the checks of a wire format; answered as that provider words it. */
export class Refused extends Error {
  readonly status: number;
  readonly type: string;
  readonly code: string | null;

  constructor(status: number, type: string, message: string, code: string | null = null) {
    super(message);
    this.status = status;
    this.type = type;
    this.code = code;
  }
}

/** What the model is to have written, and how it ended. */
export interface Written {
  readonly text: string;
  readonly stop: "end" | "refusal" | "max-tokens";
  /** Whether these instructions were seen before, and are therefore read from the cache. */
  readonly cached: boolean;
}

export interface Wire {
  /** Refuses what the real one refuses, and reads the rest. */
  read(headers: Readonly<Record<string, unknown>>, body: unknown, models: readonly string[]): AskedQuestion;
  answer(question: AskedQuestion, written: Written): Json;
  error(refused: { status: number; type: string; message: string; code: string | null }): Json;
}

/** Tokens as these servers count them: a quarter of the characters, so that figures can be foretold. */
export function tokensIn(text: string): number {
  return Math.ceil(text.length / 4);
}

export function need(holds: boolean, message: string): asserts holds {
  if (!holds) throw new Refused(400, "invalid_request_error", message);
}

export function record(value: unknown): Json {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function bytesOf(base64: unknown, what: string): Buffer {
  need(typeof base64 === "string" && /^[A-Za-z0-9+/]+={0,2}$/.test(base64), `${what}: invalid base64 data`);
  return Buffer.from(base64, "base64");
}

/** Keywords that the strict modes of both refuse. */
const UNSUPPORTED = ["minLength", "maxLength", "minItems", "maxItems", "minimum", "maximum", "multipleOf"];

/** The rules of strict schemas: closed objects, all properties required, no sizes. */
export function checkSchema(schema: unknown, where: string): void {
  const { type, properties, required, items, anyOf, additionalProperties, ...rest } = record(schema);
  for (const word of UNSUPPORTED) need(!(word in rest), `${where}: property '${word}' is not supported`);
  if (type === "object") {
    need(additionalProperties === false, `${where}: 'additionalProperties' must be explicitly set to false`);
    const names = Object.keys(record(properties));
    need(
      names.every((name) => list(required).includes(name)),
      `${where}: 'required' must name every property`,
    );
    for (const name of names) checkSchema(record(properties)[name], `${where}.${name}`);
  }
  if (items !== undefined) checkSchema(items, `${where}[]`);
  for (const one of list(anyOf)) checkSchema(one, where);
}

/**
 * A valid answer for any schema: the title is the first line of the content (what stands after "Title:" where there is
 * such a line), lists are words of the content, choices are the first one.
 */
export function sensibleAnswer({ schema, content }: AskedQuestion): unknown {
  const lines = content.split("\n").map((line) => line.trim());
  const named = lines.find((line) => /^title:/i.test(line))?.replace(/^title:\s*/i, "");
  const title = (named ?? lines.find((line) => /\p{L}/u.test(line) && !line.startsWith("<")) ?? "Untitled").slice(
    0,
    80,
  );
  const words = [...new Set(title.toLowerCase().match(/\p{L}{4,}/gu) ?? [])].slice(0, 3);
  return schema === null ? { title } : valueFor(schema, "answer");

  function valueFor(part: unknown, name: string): unknown {
    const { type, properties, items, anyOf, enum: choices, const: only } = record(part);
    if (only !== undefined) return only;
    if (Array.isArray(choices)) return choices[0];
    if (Array.isArray(anyOf)) return valueFor(anyOf[0], name);
    switch (Array.isArray(type) ? type[0] : type) {
      case "object":
        return Object.fromEntries(
          Object.entries(record(properties)).map(([key, value]) => [key, valueFor(value, key)]),
        );
      case "array":
        return record(items)["type"] === "string" && record(items)["enum"] === undefined
          ? words
          : [valueFor(items, name)];
      case "number":
      case "integer":
        return type === "integer" ? 1 : 0.9;
      case "boolean":
        return false;
      case "null":
        return null;
      default:
        return name === "language" ? "en" : title;
    }
  }
}
