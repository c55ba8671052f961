import type { FileRead } from "../../src/core/file-read.ts";
import type { FileCase } from "./cases.ts";

/** The questions of the evaluation; each is asked of the cases that say what is expected. */
export const QUESTIONS = ["kind", "title", "text", "facts", "previews", "problem"] as const;
export type Question = (typeof QUESTIONS)[number];

/** Seconds may differ by this, since tools count the last frame or do not. */
const SECONDS_OFF = 0.2;

/** What is wrong with an answer to a question, null when it is right, undefined when nothing is expected. */
export function wrongIn(question: Question, expected: FileCase, read: FileRead): string | null | undefined {
  const { facts } = read;
  switch (question) {
    case "kind":
      return differs(`${read.kind} ${read.type}`, expected.is);
    case "title":
      if (expected.title === undefined && expected.author === undefined) return undefined;
      return differs(
        [expected.title === undefined ? undefined : (facts.title ?? null), expected.author && facts.author],
        [expected.title, expected.author],
      );
    case "text":
      return expected.text || expected.hidden ? wrongText(read.text ?? "", expected) : undefined;
    case "facts":
      return expected.facts
        ? wrongFact({ ...facts, width: read.width, height: read.height }, expected.facts)
        : undefined;
    case "previews": {
      if (!expected.previews) return undefined;
      const widths = read.previews.map(({ width }) => width).toSorted((a, b) => a - b);
      return differs(widths, expected.previews);
    }
    case "problem":
      return expected.problem === undefined ? undefined : differs(read.problem, expected.problem);
    default:
      return question satisfies never;
  }
}

function differs(actual: unknown, expected: unknown): string | null {
  const [is, shall] = [JSON.stringify(actual), JSON.stringify(expected)];
  return is === shall ? null : `${is} instead of ${shall}`;
}

function wrongText(text: string, { text: wanted = [], hidden = [] }: FileCase): string | null {
  let from = 0;
  for (const piece of wanted) {
    const at = text.indexOf(piece, from);
    if (at < 0) return `“${piece}” is not in “${text.slice(0, 200)}”`;
    from = at + piece.length;
  }
  const shown = hidden.find((piece) => text.includes(piece));
  return shown === undefined ? null : `“${shown}” is in the text`;
}

function wrongFact(facts: Record<string, unknown>, expected: Readonly<Record<string, unknown>>): string | null {
  for (const [name, value] of Object.entries(expected)) {
    const is = facts[name];
    const isNear = name === "durationSeconds" && Math.abs(Number(is) - Number(value)) <= SECONDS_OFF;
    if (is !== value && !isNear) return `${name} is ${JSON.stringify(is)} instead of ${JSON.stringify(value)}`;
  }
  return null;
}
