import { IMPORT_LIMITS } from "./limits.ts";
import type { RefusalCode } from "./refusals.ts";

/** A line of JSON Lines (jsonlines.org), parsed, or why it could not be. */
export type JsonLine =
  | { readonly line: number; readonly value: unknown }
  | { readonly line: number; readonly code: Extract<RefusalCode, "row-too-large" | "row-not-readable" | "source-cut"> };

/**
 * The lines of a text, each a JSON value of its own, with their numbers from 1. A broken line is told and the next one read;
 * blank ones are passed over. No more than one line is held, and of one that is longer than a row nothing.
 */
export async function* jsonLinesOf(pieces: AsyncIterable<string>): AsyncGenerator<JsonLine> {
  let begun: string[] = [];
  let characters = 0;
  let line = 1;
  const add = (text: string) => {
    characters += text.length;
    if (characters > IMPORT_LIMITS.rowCharacters) begun = [];
    else begun.push(text);
  };
  for await (const piece of pieces) {
    let from = 0;
    for (let end = piece.indexOf("\n"); end !== -1; end = piece.indexOf("\n", from)) {
      add(piece.slice(from, end));
      yield* lineOf(line, begun, characters);
      begun = [];
      characters = 0;
      line += 1;
      from = end + 1;
    }
    add(piece.slice(from));
  }
  // The last line alone may be half of one.
  for (const last of lineOf(line, begun, characters)) yield "value" in last ? last : { line, code: "source-cut" };
}

function* lineOf(line: number, pieces: readonly string[], characters: number): Generator<JsonLine> {
  if (characters > IMPORT_LIMITS.rowCharacters) {
    yield { line, code: "row-too-large" };
    return;
  }
  const text = pieces.join("").replace(/^\ufeff/, "");
  if (text.trim() === "") return;
  try {
    yield { line, value: JSON.parse(text) as unknown };
  } catch {
    yield { line, code: "row-not-readable" };
  }
}
