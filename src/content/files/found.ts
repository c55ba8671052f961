import type { FileProblem } from "../../contract/reasons.ts";
import { cleanLine, cleanText, cutGraphemes } from "../../core/clean-text.ts";
import { FILE_TEXT_CHARACTERS, type FileFacts, type FileRead } from "../../core/file-read.ts";
import type { Previews } from "./image.ts";

/** What one reader found; what it leaves out is not known. */
export interface Found {
  readonly kind?: FileRead["kind"];
  readonly type?: string;
  readonly width?: number;
  readonly height?: number;
  readonly facts?: FileFacts;
  readonly text?: string;
  readonly pictures?: Previews;
  readonly problem?: FileProblem;
  readonly reason?: string;
}

/** What a reader is given: a file on the disk of which the first bytes are known. */
export interface Readable {
  readonly path: string;
  readonly sizeBytes: number;
  readonly name: string | null;
  readonly type: string;
  readonly start: Uint8Array;
}

/** Thrown by a reader when nothing can be said but this. */
export class Unreadable extends Error {
  readonly problem: FileProblem;
  constructor(problem: FileProblem, reason: string) {
    super(reason);
    this.problem = problem;
  }
}

const LINE_CHARACTERS = 300;

/** One line that a file says of itself; nothing when it says nothing. */
export function line<Key extends "title" | "author" | "album">(key: Key, value: unknown): { [K in Key]?: string } {
  if (typeof value !== "string") return {};
  const clean = cutGraphemes(cleanLine(value.slice(0, LINE_CHARACTERS * 4)), LINE_CHARACTERS);
  const worth = key !== "title" || isWorthy(clean);
  return (clean !== "" && worth ? { [key]: clean } : {}) as { [K in Key]?: string };
}

/** A positive whole number that a file says of itself. */
export function count<Key extends "pages" | "entries" | "rows" | "columns">(key: Key, value: unknown) {
  const number = Number(value);
  const isCount = Number.isInteger(number) && number > 0 && number < 1e9;
  return (isCount ? { [key]: number } : {}) as { [K in Key]?: number };
}

/** What programs write where nobody gave a title: their own name, the file's, or that there is none. */
const UNWORTHY = [
  /^(?:untitled|no title|title|unknown|document|presentation|workbook|book|slide|sheet|spreadsheet|dokument|präsentation|powerpoint presentation|unbenannt|ohne titel|sans titre|sin título)[ \d()-]*$/iu,
  /^(?:microsoft (?:word|excel|powerpoint)|adobe \w+) ?[-–] /iu,
  /^\S{1,80}\.(?:docx?|xlsx?|pptx?|pdf|odt|ods|odp|rtf|tex|dvi|indd|pages|html?|md|txt|ps|eps|jpe?g|png|tiff?)$/iu,
];

function isWorthy(title: string): boolean {
  return /[\p{L}\p{N}]/u.test(title) && !UNWORTHY.some((pattern) => pattern.test(title));
}

/** A text as it is kept: clean, with no more than one empty line in a row, cut. Null when nothing is left. */
export function fileText(text: string): string | null {
  const clean = cleanText(text.slice(0, FILE_TEXT_CHARACTERS * 2))
    .replace(/[ \t]+$/gm, "")
    .replace(/\n{3,}/g, "\n\n")
    .replace(/^\n+/, "")
    .slice(0, FILE_TEXT_CHARACTERS)
    .toWellFormed()
    .trimEnd();
  return clean === "" ? null : clean;
}

/** A text that grows until it is as long as one is kept. */
export class GrowingText {
  readonly #parts: string[] = [];
  #length = 0;

  add(part: string): void {
    if (this.isFull) return;
    this.#parts.push(part);
    this.#length += part.length;
  }

  /** Starts a new line unless one was just started. */
  newLine(): void {
    if (this.#length > 0 && !this.#parts.at(-1)?.endsWith("\n")) this.add("\n");
  }

  get isFull(): boolean {
    return this.#length >= FILE_TEXT_CHARACTERS;
  }

  toString(): string {
    return this.#parts.join("");
  }
}
