import type { Query } from "./query.ts";

/** A question as it is asked by meaning. */
export interface PlainQuestion {
  /** Its plain words. */
  readonly text: string;
  /** What must hold of whatever they find. */
  readonly besides: Query;
}

/**
 * The plain words of a question, and the rest of it. Phrases, alternatives and what is refused are meant as they are written:
 * they stay conditions, as do fields. Null where no plain words are asked for.
 */
export function plainQuestion(query: Query): PlainQuestion | null {
  const parts = partsOf(query);
  const isPlain = (part: Query) => part.kind === "words" && !part.isPhrase;
  const text = parts
    .flatMap((part) => (part.kind === "words" && isPlain(part) ? [part.text.trim()] : []))
    .join(" ")
    .trim();
  return text === "" ? null : { text, besides: { kind: "all", of: parts.filter((part) => !isPlain(part)) } };
}

const partsOf = (query: Query): readonly Query[] => (query.kind === "all" ? query.of.flatMap(partsOf) : [query]);
