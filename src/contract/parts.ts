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
  options: { description?: string; minProperties?: number } = {},
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

export const ProblemDocument = closed(
  {
    type: Type.String(),
    title: Type.String(),
    status: Type.Integer(),
    code: Type.String(),
    detail: Type.String(),
    request_id: Type.String(),
    errors: Type.Optional(Type.Array(closed({ field: Type.String(), message: Type.String() }))),
  },
  { description: "RFC 9457 problem details" },
);
export type ProblemDocument = Static<typeof ProblemDocument>;
