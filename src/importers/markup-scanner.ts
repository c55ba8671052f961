import { decodeEntities } from "./entities.ts";
import { HeldBack } from "./held-back.ts";
import { IMPORT_LIMITS } from "./limits.ts";

export type Markup =
  | { readonly kind: "text"; readonly text: string }
  | {
      readonly kind: "open";
      readonly name: string;
      readonly line: number;
      readonly attributes: ReadonlyMap<string, string>;
    }
  | { readonly kind: "close"; readonly name: string }
  | { readonly kind: "too-large"; readonly line: number };

/** Longer ones are pictures that bookmarks carry about; nothing in a bookmark file that is wanted is longer. */
const MAX_ATTRIBUTE_CHARACTERS = 100_000;
/** An entity is cut apart by the end of a piece unless so much is held back. */
const MAX_ENTITY_CHARACTERS = 40;

/**
 * The tags and texts of an HTML file as it streams by, without a tree: bookmark files close almost nothing, nest without
 * end and may be larger than memory. Names are in small letters, entities are resolved, comments and doctypes left out. A tag that is
 * never closed is text to its end; one larger than a row may be is told and read past.
 */
export async function* scanMarkup(pieces: AsyncIterable<string>): AsyncGenerator<Markup> {
  const scanner = new MarkupScanner();
  for await (const piece of pieces) yield* scanner.take(piece, false);
  yield* scanner.take("", true);
}

class MarkupScanner {
  readonly #heldBack = new HeldBack();
  #line = 1;

  take(piece: string, isAll: boolean): Markup[] {
    const text = this.#heldBack.join(piece, isAll);
    if (text === null) return [];
    const found: Markup[] = [];
    let at = 0;
    while (at < text.length) {
      const read = text[at] === "<" ? readTag(text, at) : readText(text, at, isAll);
      if (read === null) {
        if (text.length - at <= IMPORT_LIMITS.recordCharacters && !isAll) break;
        // At the end of a file that was cut, a tag without its end says nothing.
        if (!isAll) found.push({ kind: "too-large", line: this.#line });
        at = text.length;
        break;
      }
      if (read.markup?.kind === "open") found.push({ ...read.markup, line: this.#line });
      else if (read.markup !== null) found.push(read.markup);
      this.#line += breaksIn(text, at, read.end);
      at = read.end;
    }
    this.#heldBack.keep(text.slice(at), IMPORT_LIMITS.recordCharacters);
    return found;
  }
}

interface Read {
  readonly markup: Markup | null;
  readonly end: number;
}

function readText(text: string, from: number, isAll: boolean): Read | null {
  const next = text.indexOf("<", from);
  let end = next < 0 ? text.length : next;
  if (next < 0 && !isAll) {
    const entity = text.lastIndexOf("&");
    if (entity >= from && text.length - entity < MAX_ENTITY_CHARACTERS) end = entity;
  }
  return end === from ? null : { markup: { kind: "text", text: decodeEntities(text.slice(from, end)) }, end };
}

/** Null when its end has not come. */
function readTag(text: string, from: number): Read | null {
  if (text.startsWith("<!--", from)) {
    const end = text.indexOf("-->", from + 4);
    return end < 0 ? null : { markup: null, end: end + 3 };
  }
  const start = /<(\/?)([a-zA-Z][^\s/>]*)|<[!?]/y;
  start.lastIndex = from;
  const begun = start.exec(text);
  if (begun === null) return text.length - from < 3 ? null : { markup: { kind: "text", text: "<" }, end: from + 1 };
  const [all, slash, name] = begun;
  if (name === undefined || slash === "/") {
    const end = text.indexOf(">", from + all.length);
    if (end < 0) return null;
    return { markup: name === undefined ? null : { kind: "close", name: name.toLowerCase() }, end: end + 1 };
  }
  return readAttributes(text, from + all.length, name.toLowerCase());
}

/** A quote opens a value only behind `=`, so that a stray one swallows no more than the name it stands in. */
function readAttributes(text: string, from: number, name: string): Read | null {
  const attributes = new Map<string, string>();
  const part = /[\s/]*(?:(>)|([^\s=>/][^\s=>/]*)(?:\s*=\s*(?:"([^"]*)("?)|'([^']*)('?)|([^\s>"'][^\s>]*)?))?|=)/y;
  part.lastIndex = from;
  for (;;) {
    const read = part.exec(text);
    if (read === null || (part.lastIndex >= text.length && read[1] === undefined)) return null;
    const [, closing, key, double, doubleEnd, single, singleEnd, bare] = read;
    if (closing !== undefined) return { markup: { kind: "open", name, line: 0, attributes }, end: part.lastIndex };
    if (doubleEnd === "" || singleEnd === "") return null;
    const value = double ?? single ?? bare ?? "";
    if (key === undefined || value.length > MAX_ATTRIBUTE_CHARACTERS) continue;
    const small = key.toLowerCase();
    if (!attributes.has(small)) attributes.set(small, decodeEntities(value));
  }
}

function breaksIn(text: string, from: number, to: number): number {
  let breaks = 0;
  for (let at = from; at < to; at += 1) if (text.charCodeAt(at) === 10) breaks += 1;
  return breaks;
}
