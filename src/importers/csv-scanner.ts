import { HeldBack } from "./held-back.ts";
import { IMPORT_LIMITS } from "./limits.ts";

export type CsvFound =
  | { readonly kind: "record"; readonly line: number; readonly fields: readonly string[]; readonly hasEnd: boolean }
  | {
      readonly kind: "broken";
      readonly line: number;
      readonly code: "row-too-large" | "row-not-readable" | "source-cut";
    };

/** So many lines below a quote that never closes must look like rows for it to be taken for a stray one. */
const TELLING_LINES = 3;

/**
 * The records of a CSV text (RFC 4180) as it streams by: fields in quotes hold delimiters, line ends and doubled quotes;
 * lines end with LF, CRLF or CR; blank lines are skipped. Quotes within a field that has none around it are letters.
 *
 * A quote that is opened and never closed would swallow all that follows. When the lines below it look like rows of as many
 * columns as the first record has, its line alone is broken and the next ones are read; otherwise the text was cut in it.
 * @param line the number of the first line
 */
export async function* csvRecords(
  pieces: AsyncIterable<string>,
  delimiter: string,
  { line = 1 }: { line?: number } = {},
): AsyncGenerator<CsvFound> {
  const scanner = new CsvScanner(delimiter, line);
  for await (const piece of pieces) for (const found of scanner.take(piece, false)) yield found;
  for (const found of scanner.take("", true)) yield found;
}

/** The delimiter that a table's first line has most of, outside of quotes. */
export function delimiterOf(start: string): string {
  const line = (/^(?:"(?:[^"]|"")*"|[^"\r\n])*/.exec(start)?.[0] ?? "").replace(/"(?:[^"]|"")*"/g, "");
  const counted = [",", ";", "\t", "|"].map((delimiter) => ({ delimiter, times: line.split(delimiter).length }));
  return counted.reduce((best, next) => (next.times > best.times ? next : best)).delimiter;
}

/** Below a quote that seems stray so much must have come to tell. */
const TELLING_CHARACTERS = 64_000;

class CsvScanner {
  readonly #delimiter: string;
  readonly #heldBack = new HeldBack();
  #line: number;
  #columns = 0;
  /** What comes up to the next line's start is the end of a record that was left out. */
  #isInSkipped = false;

  constructor(delimiter: string, line: number) {
    this.#delimiter = delimiter;
    this.#line = line;
  }

  /** One after the other: of a table of empty rows a piece holds tens of thousands, and nobody needs them together. */
  *take(piece: string, isAll: boolean): Generator<CsvFound> {
    const text = this.#heldBack.join(piece, isAll);
    if (text === null) return;
    let at = this.#isInSkipped ? startOfNextLine(text, 0) : 0;
    this.#isInSkipped &&= at === text.length;
    while (at < text.length) {
      const left = text.length - at;
      let read = readRecord(text, at, this.#delimiter, { isAll, isLenient: false });
      if (read === "open") {
        if (!isAll && left < TELLING_CHARACTERS) break;
        const below = startOfNextLine(text, at);
        if (this.#looksLikeRows(text, below)) {
          yield { kind: "broken", line: this.#line, code: "row-not-readable" };
          this.#line += 1;
          at = below;
          continue;
        }
        read = readRecord(text, at, this.#delimiter, { isAll, isLenient: true });
      }
      if (read === "more" && left <= IMPORT_LIMITS.recordCharacters) break;
      at = typeof read === "string" ? yield* this.#skip(text, at, read) : yield* this.#accept(at, read);
    }
    this.#heldBack.keep(text.slice(at), IMPORT_LIMITS.recordCharacters);
  }

  *#accept(from: number, read: CsvRecord): Generator<CsvFound, number> {
    if (read.end - from > IMPORT_LIMITS.recordCharacters)
      yield { kind: "broken", line: this.#line, code: "row-too-large" };
    else if (read.fields.length > 1 || read.fields[0] !== "") {
      this.#columns ||= read.fields.length;
      yield { kind: "record", line: this.#line, fields: read.fields, hasEnd: read.hasEnd };
    }
    this.#line += read.lines;
    return read.end;
  }

  /** What is left of a record that never ends, or that is too large to be taken; where it ends shows itself by and by. */
  *#skip(text: string, from: number, why: "more" | "open"): Generator<CsvFound, number> {
    yield { kind: "broken", line: this.#line, code: why === "more" ? "row-too-large" : "source-cut" };
    if (why === "open") return text.length;
    const below = startOfNextLine(text, from);
    const to = this.#looksLikeRows(text, below) ? below : text.length;
    this.#isInSkipped = to === text.length;
    this.#line += text.slice(from, to).split("\n").length - 1;
    return to;
  }

  #looksLikeRows(text: string, from: number): boolean {
    if (this.#columns < 2) return false;
    let at = from;
    let rows = 0;
    while (rows < TELLING_LINES && at < text.length) {
      const read = readRecord(text, at, this.#delimiter, { isAll: true, isLenient: false });
      if (typeof read === "string" || read.fields.length !== this.#columns || read.lines > 1) break;
      rows += 1;
      at = read.end;
    }
    return rows === TELLING_LINES || (rows > 0 && at >= text.length);
  }
}

interface CsvRecord {
  readonly fields: string[];
  readonly end: number;
  readonly lines: number;
  readonly hasEnd: boolean;
}

interface Reading {
  /** Nothing comes after the text. */
  readonly isAll: boolean;
  /** A quote with letters behind it does not close its field. */
  readonly isLenient: boolean;
}

function startOfNextLine(text: string, from: number): number {
  const end = /\r\n?|\n/g;
  end.lastIndex = from;
  const next = end.exec(text);
  return next === null ? text.length : next.index + next[0].length;
}

/** "more" when its end has not come yet; "open" when a quote cannot be what it seems. */
function readRecord(text: string, from: number, delimiter: string, reading: Reading): CsvRecord | "more" | "open" {
  const { isAll } = reading;
  const fields: string[] = [];
  let at = from;
  let lines = 1;
  for (;;) {
    const quoted = text[at] === '"' ? readQuoted(text, at, delimiter, reading) : null;
    if (typeof quoted === "string") return quoted;
    if (quoted !== null) {
      fields.push(quoted.value);
      lines += quoted.breaks;
      at = quoted.end;
    } else {
      const end = endOfPlain(text, at, delimiter);
      fields.push(text.slice(at, end));
      at = end;
    }
    if (fields.length > IMPORT_LIMITS.columns) fields.length = IMPORT_LIMITS.columns + 1;
    if (at >= text.length) return isAll ? { fields, end: at, lines, hasEnd: false } : "more";
    if (text[at] === delimiter) {
      at += 1;
      continue;
    }
    if (text[at] === "\r" && at + 1 >= text.length && !isAll) return "more";
    return { fields, end: at + (text.startsWith("\r\n", at) ? 2 : 1), lines, hasEnd: true };
  }
}

function readQuoted(
  text: string,
  from: number,
  delimiter: string,
  { isAll, isLenient }: Reading,
): { value: string; end: number; breaks: number } | "more" | "open" | null {
  let value = "";
  let at = from + 1;
  for (;;) {
    const quote = text.indexOf('"', at);
    if (quote < 0) return isAll ? "open" : "more";
    const after = text[quote + 1];
    if (after === undefined && !isAll) return "more";
    value += text.slice(at, quote);
    const isEnd = after === undefined || after === delimiter || after === "\n" || after === "\r";
    if (isEnd) return { value, end: quote + 1, breaks: breaksIn(value) };
    // Letters behind a closing quote: over several lines it may be another field's opening one, in one line both are letters.
    if (after !== '"' && !isLenient) return breaksIn(value) > 0 ? "open" : null;
    value += '"';
    at = quote + (after === '"' ? 2 : 1);
  }
}

const breaksIn = (value: string): number => value.match(/\r\n?|\n/g)?.length ?? 0;

function endOfPlain(text: string, from: number, delimiter: string): number {
  const code = delimiter.charCodeAt(0);
  let at = from;
  for (; at < text.length; at += 1) {
    const letter = text.charCodeAt(at);
    if (letter === code || letter === 10 || letter === 13) break;
  }
  return at;
}
