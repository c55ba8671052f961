import { IMPORT_LIMITS } from "./limits.ts";

/** What was found at one of the ways that are looked for, or why the text ended before its end. */
export type JsonFound =
  | { readonly kind: "value"; readonly way: string; readonly indexes: readonly number[]; readonly value: unknown }
  | {
      readonly kind: "broken";
      readonly way: string;
      readonly indexes: readonly number[];
      readonly code: "row-too-large" | "row-too-deep" | "row-not-readable";
    }
  | { readonly kind: "cut" }
  | { readonly kind: "not-json" };

/** A step of the ways: by key of an object or, as `*`, to every element of an array. */
interface Node {
  readonly next: Map<string, Node>;
  way: string | null;
}

interface Frame {
  readonly node: Node;
  readonly isArray: boolean;
  /** Of the array's element that comes next. */
  index: number;
  /** The object's key whose value comes next. */
  key: string | null;
}

/** A value that is read past, or kept when it has a node. */
interface Passing {
  readonly node: Node | null;
  readonly isString: boolean;
  /** A number or a word. */
  readonly isPlain: boolean;
  depth: number;
}

const MAX_KEY_CHARACTERS = 1_000;

/**
 * The values of a JSON text at some ways (`collections.*.links.*`), as it streams by: a value is kept until it is whole
 * and handed to `JSON.parse`, everything else is only counted through. So one element that is broken, too large or too deep
 * is told and the next one read, and memory is bounded by the largest element that is taken. A way may not lead through
 * another. Several texts one after another are read as each of its own.
 */
export async function* pickJson(pieces: AsyncIterable<string>, ways: readonly string[]): AsyncGenerator<JsonFound> {
  const scanner = new JsonScanner(ways);
  for await (const piece of pieces) {
    yield* scanner.take(piece);
    if (scanner.isDone) return;
  }
  yield* scanner.end();
}

class JsonScanner {
  readonly #root: Node = { next: new Map(), way: null };
  readonly #frames: Frame[] = [];
  #found: JsonFound[] = [];
  #isWrong = false;
  #hasBegun = false;

  /** Of the key that is being read, with its quotes. */
  #keyText: string | null = null;
  #value: Passing | null = null;
  #kept: string[] = [];
  #keptCharacters = 0;
  #refused: "row-too-large" | "row-too-deep" | null = null;
  #inString = false;
  #isEscaped = false;

  constructor(ways: readonly string[]) {
    for (const way of ways) {
      let node = this.#root;
      for (const step of way === "" ? [] : way.split(".")) {
        const next: Node = node.next.get(step) ?? { next: new Map(), way: null };
        node.next.set(step, next);
        node = next;
      }
      node.way = way;
    }
  }

  get isDone(): boolean {
    return this.#isWrong;
  }

  take(piece: string): JsonFound[] {
    this.#found = [];
    let at = 0;
    while (at < piece.length && !this.#isWrong) {
      if (this.#value !== null) at = this.#readValue(piece, at, this.#value);
      else if (this.#keyText !== null) at = this.#readKey(piece, at);
      else at = this.#readBetween(piece, at);
    }
    return this.#found;
  }

  end(): JsonFound[] {
    if (this.#isWrong) return [];
    const isOpen = this.#frames.length > 0 || this.#keyText !== null || (this.#value !== null && !this.#value.isPlain);
    return isOpen || !this.#hasBegun ? [{ kind: "cut" }] : [];
  }

  /** Commas and colons are taken for granted: what matters is where values begin and end. */
  #readBetween(piece: string, at: number): number {
    const letter = piece[at] as string;
    if (letter <= " " || letter === "," || letter === ":" || letter === "\ufeff") return at + 1;
    this.#hasBegun = true;
    const frame = this.#frames.at(-1);
    if (letter === "}" || letter === "]") {
      if (frame === undefined || frame.isArray !== (letter === "]")) return this.#giveUp(at);
      this.#frames.pop();
      this.#valueEnds();
      return at + 1;
    }
    if (frame !== undefined && !frame.isArray && frame.key === null) {
      if (letter !== '"') return this.#giveUp(at);
      this.#keyText = '"';
      return at + 1;
    }
    return this.#begin(letter, at, this.#nodeOf(frame));
  }

  #nodeOf(frame: Frame | undefined): Node | null {
    if (frame === undefined) return this.#root;
    return frame.node.next.get(frame.isArray ? "*" : (frame.key as string)) ?? null;
  }

  #begin(letter: string, at: number, node: Node | null): number {
    const opens = letter === "{" || letter === "[";
    if (opens && node !== null && node.way === null && node.next.size > 0) {
      this.#frames.push({ node, isArray: letter === "[", index: 0, key: null });
      return at + 1;
    }
    this.#value = {
      node: node?.way == null ? null : node,
      depth: 0,
      isString: letter === '"',
      isPlain: !opens && letter !== '"',
    };
    this.#inString = false;
    return at;
  }

  #readKey(piece: string, from: number): number {
    const end = this.#endOfString(piece, from);
    if ((this.#keyText as string).length < MAX_KEY_CHARACTERS) this.#keyText += piece.slice(from, end);
    if (this.#inString) return end;
    const frame = this.#frames.at(-1) as Frame;
    frame.key = (parsed(this.#keyText as string) as string | undefined) ?? "";
    this.#keyText = null;
    return end;
  }

  #readValue(piece: string, from: number, value: Passing): number {
    let at = from;
    let isWhole = false;
    while (at < piece.length && !isWhole) {
      if (this.#inString) {
        at = this.#endOfString(piece, at);
        isWhole = !this.#inString && value.isString;
        continue;
      }
      const code = piece.charCodeAt(at);
      if (value.isPlain) {
        // A number or a word ends before what follows it.
        if (code === 0x2c || code === 0x5d || code === 0x7d || code <= 0x20) break;
      } else if (code === 0x22) this.#inString = true;
      else if (code === 0x7b || code === 0x5b) {
        value.depth += 1;
        if (value.depth > IMPORT_LIMITS.rowDepth) this.#refuse("row-too-deep");
      } else if (code === 0x7d || code === 0x5d) {
        value.depth -= 1;
        isWhole = value.depth === 0;
      }
      at += 1;
    }
    if (value.node !== null) this.#keep(piece.slice(from, at));
    if (isWhole || (value.isPlain && at < piece.length)) this.#finish(value.node);
    return at;
  }

  /** Where the string that is open ends, behind its quote; the piece's end when it goes on. */
  #endOfString(piece: string, from: number): number {
    this.#inString = true;
    for (let at = from; at < piece.length; at += 1) {
      const code = piece.charCodeAt(at);
      if (this.#isEscaped) this.#isEscaped = false;
      else if (code === 0x5c) this.#isEscaped = true;
      else if (code === 0x22) {
        this.#inString = false;
        return at + 1;
      }
    }
    return piece.length;
  }

  #keep(text: string): void {
    if (this.#refused !== null) return;
    this.#keptCharacters += text.length;
    if (this.#keptCharacters > IMPORT_LIMITS.rowCharacters) this.#refuse("row-too-large");
    else this.#kept.push(text);
  }

  #refuse(code: "row-too-large" | "row-too-deep"): void {
    this.#refused ??= code;
    this.#kept = [];
  }

  #finish(node: Node | null): void {
    const text = this.#kept.join("");
    const refused = this.#refused;
    this.#value = null;
    this.#kept = [];
    this.#keptCharacters = 0;
    this.#refused = null;
    if (node?.way != null) {
      const where = { way: node.way, indexes: this.#frames.filter((frame) => frame.isArray).map(({ index }) => index) };
      const value = refused === null ? parsed(text) : undefined;
      if (value === undefined) this.#found.push({ kind: "broken", ...where, code: refused ?? "row-not-readable" });
      else this.#found.push({ kind: "value", ...where, value });
    }
    this.#valueEnds();
  }

  #valueEnds(): void {
    const frame = this.#frames.at(-1);
    if (frame === undefined) return;
    frame.key = null;
    frame.index += 1;
  }

  #giveUp(at: number): number {
    this.#isWrong = true;
    this.#found.push({ kind: "not-json" });
    return at;
  }
}

/** Undefined when it is no JSON, which has no such value. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
