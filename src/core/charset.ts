import { TextDecoder as ExactDecoder, normalizeEncoding } from "@exodus/bytes/encoding.js";
import { declaredInMarkup } from "./charset-declared.ts";
import { guessCharset } from "./charset-guess.ts";

/** The runtime decodes these wrongly (Node 24.21: 13,427 of 32,768 pairs of euc-kr); a WHATWG table does it right. */
const WRONG_IN_RUNTIME = new Set(["euc-kr", "euc-jp", "big5", "shift_jis"]);

/** So many well-formed sequences for each broken byte, and a page is UTF-8 with a scratch, not something else. */
const SCRATCHED_UTF8_RATIO = 10;

/** Two characters of a legacy encoding can look like UTF-8 by chance; this many in a row do not. */
const SURE_UTF8_SEQUENCES = 4;

/** How far escapes of ISO-2022-JP are looked for; the title has some. */
const ESCAPES_BYTES = 20_000;

/**
 * Decodes a page as a reader would see it: byte order mark, `Content-Type`, `<meta>` (WHATWG prescan), then what the
 * bytes look like. A declaration that the bytes contradict is not believed. Never throws; `charset` is a WHATWG name.
 */
export function decodePage(bytes: Uint8Array, contentType: string): { text: string; charset: string } {
  const charset = charsetOf(bytes, contentType);
  return { text: decodeAs(bytes, charset), charset };
}

function decodeAs(bytes: Uint8Array, charset: string): string {
  return newDecoder(charset).decode(bytes);
}

export interface StreamDecoder {
  decode(bytes?: Uint8Array, options?: { stream: boolean }): string;
}

/**
 * A decoder by a WHATWG name, which may be fed in pieces (`stream: true`); a byte order mark is taken off, and bytes
 * that make no sense become U+FFFD.
 */
export function newDecoder(charset: string): StreamDecoder {
  return WRONG_IN_RUNTIME.has(charset) ? new ExactDecoder(charset) : new TextDecoder(charset, { fatal: false });
}

/** The charset that a page is really in, by WHATWG name. */
export function charsetOf(bytes: Uint8Array, contentType: string): string {
  const marked = byteOrderMark(bytes);
  if (marked !== null) return marked;
  const declared = knownCharset(declaredInHeader(contentType)) ?? knownCharset(declaredInMarkup(bytes));
  const wide = wideByStart(bytes) ?? wideByZeros(bytes);
  if (wide !== null) return wide;
  if (declared !== "iso-2022-jp" && hasJapaneseEscapes(bytes)) return "iso-2022-jp";
  const utf8 = inspectUtf8(bytes);
  if (utf8.broken === 0 && utf8.sequences === 0) return isAsciiCompatible(declared) ? (declared ?? "utf-8") : declared!;
  if (utf8.broken === 0 && (declared === null || declared === "utf-8" || utf8.sequences >= SURE_UTF8_SEQUENCES)) {
    return "utf-8";
  }
  if (utf8.broken === 0 && isSingleByte(declared)) return "utf-8";
  const guess = guessCharset(bytes);
  if (declared === null || declared === "utf-8" || declared.startsWith("utf-16")) {
    return utf8.sequences > utf8.broken * SCRATCHED_UTF8_RATIO ? "utf-8" : guess.charset;
  }
  // Servers send Latin-1 for everything by default, so a clear look of something else outweighs it.
  return declared === "windows-1252" && guess.sure ? guess.charset : declared;
}

function byteOrderMark(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return "utf-8";
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  return null;
}

function declaredInHeader(contentType: string): string | null {
  return /;\s*charset\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s;]+))/i.exec(contentType)?.slice(1).find(Boolean) ?? null;
}

/** A label's encoding, or null when the label is unknown or its encoding is forbidden ("replacement"). */
function knownCharset(label: string | null): string | null {
  const name = label === null ? null : normalizeEncoding(label);
  return name === "replacement" || name === "x-user-defined" ? null : name;
}

/** A page begins with `<`, and no other encoding writes a zero beside it. */
function wideByStart(bytes: Uint8Array): string | null {
  let at = 0;
  while (at + 1 < bytes.length && bytes[at + 1] === 0 && isSpace(bytes[at])) at += 2;
  if (bytes[at] === 0x3c && bytes[at + 1] === 0) return "utf-16le";
  at = 0;
  while (at + 1 < bytes.length && bytes[at] === 0 && isSpace(bytes[at + 1])) at += 2;
  return bytes[at] === 0 && bytes[at + 1] === 0x3c ? "utf-16be" : null;
}

function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

/** ISO-2022-JP is ASCII all through, with escapes (ESC $ B, ESC $ @) that nothing else has. */
function hasJapaneseEscapes(bytes: Uint8Array): boolean {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, ESCAPES_BYTES)).toString("latin1");
  return /\x1b\$[@B]/.test(text) && !/[\x80-\xff]/.test(text);
}

/** UTF-16 without a mark shows itself by zeros at every other place, since markup is ASCII. */
function wideByZeros(bytes: Uint8Array): string | null {
  const size = Math.min(bytes.length, 2_048) & ~1;
  let evenZeros = 0;
  let oddZeros = 0;
  for (let i = 0; i < size; i += 2) {
    if (bytes[i] === 0) evenZeros++;
    if (bytes[i + 1] === 0) oddZeros++;
  }
  if (size < 4 || Math.max(evenZeros, oddZeros) < size / 5) return null;
  return evenZeros > oddZeros ? "utf-16be" : "utf-16le";
}

function isAsciiCompatible(charset: string | null): boolean {
  return charset !== "iso-2022-jp";
}

function isSingleByte(charset: string | null): boolean {
  return charset !== null && /^(windows-|iso-8859|koi8|macintosh|x-mac|ibm866)/.test(charset);
}

/** Counts well-formed sequences of two bytes or more, and bytes that fit nowhere; an end cut short is no fault. */
function inspectUtf8(bytes: Uint8Array): { sequences: number; broken: number } {
  let sequences = 0;
  let broken = 0;
  for (let i = 0; i < bytes.length; ) {
    const lead = bytes[i]!;
    if (lead < 0x80) {
      i++;
      continue;
    }
    const size = lead >= 0xc2 && lead <= 0xdf ? 2 : (lead & 0xf0) === 0xe0 ? 3 : lead >= 0xf0 && lead <= 0xf4 ? 4 : 0;
    const second = bytes[i + 1] ?? 0x80;
    const odd =
      size === 0 ||
      (lead === 0xe0 && second < 0xa0) ||
      (lead === 0xed && second > 0x9f) ||
      (lead === 0xf0 && second < 0x90) ||
      (lead === 0xf4 && second > 0x8f);
    let tail = 1;
    while (tail < size && i + tail < bytes.length && (bytes[i + tail]! & 0xc0) === 0x80) tail++;
    if (!odd && tail === size) sequences++;
    else if (odd || i + tail < bytes.length) broken++;
    i += odd ? 1 : tail;
  }
  return { sequences, broken };
}
