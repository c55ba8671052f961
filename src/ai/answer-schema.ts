import { type Static, Type } from "typebox";
import { CATEGORIES, SENTIMENTS } from "../core/analysis.ts";

const oneOf = <const Values extends readonly string[]>(values: Values) =>
  Type.Unsafe<Values[number]>({ type: "string", enum: [...values] });

/**
 * The shape of an answer, for the provider to enforce and for us to check. Providers refuse lengths, formats, open objects
 * and optional properties, so what is missing is empty, and lengths are ours to cut.
 */
export const AnswerShape = Type.Object(
  {
    title: Type.String(),
    description: Type.String(),
    summary: Type.String(),
    tags: Type.Array(Type.String()),
    category: oneOf(CATEGORIES),
    sentiment: oneOf(SENTIMENTS),
    key_topics: Type.Array(Type.String()),
    confidence: Type.Number(),
    /** BCP 47, or "" when it cannot be told. */
    language: Type.String(),
    /** Text that stands in a picture, or "". */
    image_text: Type.String(),
    entities: Type.Array(Type.String()),
  },
  { additionalProperties: false },
);
export type Answer = Static<typeof AnswerShape>;

/** The same as plain data, as a question carries it. */
export const ANSWER_SCHEMA = JSON.parse(JSON.stringify(AnswerShape)) as Readonly<Record<string, unknown>>;
