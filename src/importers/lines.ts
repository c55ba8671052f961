import { IMPORT_LIMITS } from "./limits.ts";

export interface TextLine {
  /** From 1. */
  readonly line: number;
  /** Without its end; cut, and marked so, when it is longer than a row may be. */
  readonly text: string;
  readonly isCut: boolean;
}

/** The lines of a text whose ends are LF, CRLF or CR; the last one needs no end. */
export async function* linesOf(pieces: AsyncIterable<string>): AsyncGenerator<TextLine> {
  let rest = "";
  let isCut = false;
  let line = 1;
  for await (const piece of pieces) {
    const parts = (rest + piece).split(/\r\n|\n|\r(?!$)/);
    rest = parts.pop() ?? "";
    for (const text of parts) {
      yield { line: line++, text, isCut };
      isCut = false;
    }
    if (rest.length <= IMPORT_LIMITS.recordCharacters) continue;
    // The start is kept to be shown, the rest of the line is read past.
    rest = rest.slice(0, IMPORT_LIMITS.recordCharacters / 2);
    isCut = true;
  }
  if (rest !== "") yield { line, text: rest.replace(/\r$/, ""), isCut };
}
