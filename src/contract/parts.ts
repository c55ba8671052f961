import { type Static, type TSchema, Type } from "typebox";
import { LIMITS } from "./limits.ts";

/** Shapes that other shapes are made of. */
export const Id = Type.String({
  pattern: "^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$",
  description: "A UUIDv7",
});
export const Time = Type.String({ format: "date-time", description: "ISO 8601, UTC" });
export const Tag = Type.String({ minLength: 1, maxLength: LIMITS.tagCharacters * 4 });
export const Cursor = Type.String({ maxLength: 4_000, description: "Opaque: taken from an earlier answer" });

export const orNull = <T extends TSchema>(shape: T) => Type.Union([shape, Type.Null()]);
/** A closed object: fields that are not named are refused on the way in and cut on the way out. */
export const closed = <T extends Record<string, TSchema>>(
  fields: T,
  options: { description?: string; minProperties?: number; maxProperties?: number } = {},
) => Type.Object(fields, { additionalProperties: false, ...options });
export const oneOf = <const T extends readonly string[]>(values: T, options: { description?: string } = {}) =>
  Type.Unsafe<T[number]>({ type: "string", enum: [...values], ...options });

/** The answer is a stream of server-sent events. */
export const EVENT_STREAM = "text/event-stream";

export const listOf = <T extends TSchema>(shape: T) =>
  closed({ items: Type.Array(shape), next_cursor: orNull(Type.String()) });

export const ListQuery = {
  limit: Type.Optional(Type.Integer({ default: LIMITS.listLimitDefault, description: `1 to ${LIMITS.listLimit}` })),
  cursor: Type.Optional(Cursor),
};

/**
 * The values of a sentence that comes with a code, so that whoever says it by the code, in another language, has them
 * too. Each is there only where the sentence has it.
 */
export const Params = closed(
  {
    field: Type.Optional(Type.String({ description: "The field meant, a JSON pointer into the body or `query/name`" })),
    max: Type.Optional(Type.Integer({ description: "The most that is taken, of characters, tags, files or rows" })),
    max_bytes: Type.Optional(Type.Integer({ description: "The most that is taken, in bytes" })),
    used: Type.Optional(Type.Integer({ description: "How much of that is used" })),
    seconds: Type.Optional(Type.Integer({ description: "When it may be tried again" })),
    reason: Type.Optional(Type.String({ description: "The code of what is behind a warning or a refusal" })),
    min: Type.Optional(Type.Integer({ description: "The least that is taken, of characters" })),
    status: Type.Optional(Type.Integer({ description: "The HTTP status that a site answered with" })),
    file: Type.Optional(Type.String({ description: "The name of the file meant" })),
    by: Type.Optional(Type.String({ description: "Who was asked: `claude:<model>`, `openai:<model>`" })),
    better: Type.Optional(Type.Boolean({ description: "A better analysis follows by itself" })),
  },
  { description: "The values in a sentence, for those who say it by its code" },
);
export type Params = Static<typeof Params>;

export const ProblemDocument = closed(
  {
    type: Type.String(),
    title: Type.String(),
    status: Type.Integer(),
    code: Type.String(),
    detail: Type.String(),
    request_id: Type.String(),
    params: Type.Optional(Params),
    errors: Type.Optional(Type.Array(closed({ field: Type.String(), message: Type.String() }))),
  },
  { description: "RFC 9457 problem details" },
);
export type ProblemDocument = Static<typeof ProblemDocument>;
