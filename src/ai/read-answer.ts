import { Compile } from "typebox/compile";
import type { Analysis, AnalysisInput } from "../core/analysis.ts";
import { type Answer, AnswerShape } from "./answer-schema.ts";
import { cleanAnswer } from "./clean-answer.ts";

/** In UTF-16 units; the longest answer that fits into its tokens is shorter. */
export const MOST_ANSWER_CHARACTERS = 100_000;
/** An answer is an object of lists: two deep. */
const MOST_DEPTH = 4;

export type AnswerRead =
  | { readonly kind: "analysis"; readonly analysis: Analysis }
  | {
      readonly kind: "invalid";
      readonly code: "ai-answer-malformed" | "ai-answer-invalid";
      /** For the operator and for the repair; names fields of ours, never what the answer says. */
      readonly detail: string;
    };

const shape = Compile(AnswerShape);

/** What may be missing or null, and what it is then. The other fields are what an analysis is made for. */
const WHEN_MISSING = {
  title: "",
  description: "",
  key_topics: [],
  confidence: 0.5,
  language: "",
  image_text: "",
  entities: [],
} as const satisfies Partial<Answer>;

/**
 * An analysis from what a model answered, cleaned by `cleanAnswer`, or why there is none. Nothing of the answer is trusted,
 * whatever the provider promised of its shape. Lenient where no meaning is lost: a code fence around the whole, fields that
 * we did not ask for (also `__proto__`) are not looked at, what may be empty may be missing or null, an enum in other case,
 * a number in quotes, a confidence beyond 0 to 1. Anything else is invalid.
 */
export function readAnswer(text: string, input: AnalysisInput): AnswerRead {
  if (text.length > MOST_ANSWER_CHARACTERS) return malformed(`It has more than ${MOST_ANSWER_CHARACTERS} characters.`);
  const json = withoutCodeFence(text.trim());
  if (depthOf(json) > MOST_DEPTH) return malformed(`It is nested more than ${MOST_DEPTH} deep.`);
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return malformed("It is not JSON.");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) return invalid("It is not an object.");
  const answer = lenient(value as Record<string, unknown>);
  if (!shape.Check(answer)) return invalid(faultsOf(answer));
  return { kind: "analysis", analysis: cleanAnswer(answer, input) };
}

/** The fields of ours alone, in an object of ours. */
function lenient(given: Record<string, unknown>): Record<string, unknown> {
  const answer: Record<string, unknown> = {};
  for (const name of Object.keys(AnswerShape.properties)) {
    const value = Object.hasOwn(given, name) ? given[name] : null;
    if (value !== null) answer[name] = value;
    else if (Object.hasOwn(WHEN_MISSING, name)) answer[name] = WHEN_MISSING[name as keyof typeof WHEN_MISSING];
  }
  for (const name of ["category", "sentiment"]) {
    if (typeof answer[name] === "string") answer[name] = answer[name].trim().toLowerCase();
  }
  const { confidence } = answer;
  const number =
    typeof confidence === "string" && /^\s*\d*\.?\d+\s*$/.test(confidence) ? Number(confidence) : confidence;
  answer["confidence"] = typeof number === "number" ? Math.min(1, Math.max(0, number)) : number;
  return answer;
}

/** Some servers put three backticks around what they were asked to give bare. Text around those is no answer. */
function withoutCodeFence(text: string): string {
  return /^```(?:json)?\s*\n([\s\S]*)\n\s*```$/i.exec(text)?.[1] ?? text;
}

/** How deep brackets outside of strings are nested, whether or not they match. */
function depthOf(json: string): number {
  let depth = 0;
  let deepest = 0;
  let isInString = false;
  for (let at = 0; at < json.length; at += 1) {
    const character = json[at];
    if (isInString && character === "\\") at += 1;
    else if (character === '"') isInString = !isInString;
    else if (!isInString && (character === "{" || character === "[")) depth += 1;
    else if (!isInString && (character === "}" || character === "]")) depth -= 1;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}

function faultsOf(answer: unknown): string {
  const faults = shape
    .Errors(answer)
    .slice(0, 5)
    .map(({ instancePath, message }) => `${instancePath === "" ? "The object" : instancePath} ${message}`);
  return `${faults.join("; ")}.`;
}

function malformed(detail: string): AnswerRead {
  return { kind: "invalid", code: "ai-answer-malformed", detail };
}

function invalid(detail: string): AnswerRead {
  return { kind: "invalid", code: "ai-answer-invalid", detail };
}
