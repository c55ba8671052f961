import { cleanLine, graphemes } from "./clean-text.ts";

/** What common file systems hold, in bytes of UTF-8. */
export const MAX_FILE_NAME_BYTES = 255;
/** A header parameter longer than this is no file name. */
const MAX_HEADER_CHARACTERS = 16_384;
/** Names longer than this are cut before they are cleaned; no file system can have made them. */
const MAX_GIVEN_CHARACTERS = 4_096;

/** Device names of Windows, with any ending (Microsoft, "Naming Files, Paths, and Namespaces"). */
const DEVICE_NAME = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(?=$|[. ])/i;
const ENDING = /(?:\.tar)?\.[\p{L}\p{N}_+-]{1,16}$/u;

/**
 * A name fit to show and to download by: the last part of a path, one line, no controls, no bidi controls, no leading
 * dots, no trailing dots or spaces, no device name of Windows, NFC, at most 255 bytes with its ending kept. `fallback`
 * is ours and is taken when nothing is left.
 */
export function cleanFileName(name: string | null, fallback: string): string {
  const given = (name ?? "").slice(-MAX_GIVEN_CHARACTERS).replace(/[/\\]+$/, "");
  const base = trimEnds(cleanLine(given.slice(Math.max(given.lastIndexOf("/"), given.lastIndexOf("\\")) + 1)));
  if (base === "") return fallback;
  const safe = DEVICE_NAME.test(base) ? `_${base}` : base;
  return Buffer.byteLength(safe) <= MAX_FILE_NAME_BYTES ? safe : cutStem(safe, fallback);
}

/**
 * The value of a `Content-Disposition` header (RFC 6266): the name in ASCII for old readers and, when that is not the
 * name itself, `filename*` in UTF-8 (RFC 8187). Safe as a header whatever the name holds.
 */
export function contentDisposition(kind: "inline" | "attachment", name: string): string {
  const shown = name.toWellFormed().replace(/\p{Cc}/gu, "");
  // Percent signs and backslashes are read in two ways by browsers (RFC 6266, appendix D), so the fallback has none.
  const ascii = shown
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[^\x20-\x7e]|["\\%]/gu, "_");
  const plain = `${kind}; filename="${ascii}"`;
  return ascii === shown ? plain : `${plain}; filename*=UTF-8''${extendedValue(shown)}`;
}

/**
 * The file name in a `Content-Disposition` header as it was sent, still to be cleaned, or null. `filename*` wins over
 * `filename`. Tolerates what senders really write: UTF-8 read as Latin-1, percent-encoding in a plain parameter, encoded
 * words (RFC 2047), unescaped backslashes of Windows paths, names without quotes, a missing disposition type.
 */
export function parseContentDispositionName(header: string): string | null {
  if (header.length > MAX_HEADER_CHARACTERS) return null;
  let plain: string | null = null;
  for (const [, name, quoted, bare] of header.matchAll(
    /(?:^|[;\s])(filename\*?)\s*=\s*(?:"((?:\\["\\]|\\(?!["\\])|[^"\\])*)"|([^;"]*))/gi,
  )) {
    const value = quoted === undefined ? (bare ?? "").trim() : quoted.replace(/\\(["\\])/g, "$1");
    if (name?.endsWith("*")) {
      const extended = decodeExtended(value);
      if (extended) return extended;
    } else if (value !== "") {
      plain ??= decodePlain(value);
    }
  }
  return plain;
}

/** By hand, since a pattern for the end takes time by the square of what it may match. */
function trimEnds(name: string): string {
  let start = 0;
  let end = name.length;
  while (start < end && isDotOrSpace(name[start])) start += 1;
  while (end > start && isDotOrSpace(name[end - 1])) end -= 1;
  return name.slice(start, end);
}

function isDotOrSpace(character: string | undefined): boolean {
  return character === "." || character === " ";
}

function cutStem(name: string, fallback: string): string {
  const ending = ENDING.exec(name)?.[0] ?? "";
  let left = MAX_FILE_NAME_BYTES - Buffer.byteLength(ending);
  let stem = "";
  for (const { segment } of graphemes(name.slice(0, name.length - ending.length))) {
    left -= Buffer.byteLength(segment);
    if (left < 0) break;
    stem += segment;
  }
  return (trimEnds(stem) || fallback) + ending;
}

/** RFC 8187 `value-chars`: `attr-char` as they are, all else percent-encoded UTF-8. */
function extendedValue(value: string): string {
  return encodeURIComponent(value).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function decodeExtended(value: string): string | null {
  const [, charset, encoded] = /^([\w-]+)'[^']*'(.*)$/s.exec(value) ?? [];
  if (charset === undefined || encoded === undefined) return null;
  return decodeBytes(percentBytes(encoded), charset);
}

function decodePlain(value: string): string {
  const words = decodeEncodedWords(value);
  if (words !== value) return words;
  if (/[\x80-\xff]/.test(value) && !/[^\x00-\xff]/.test(value)) {
    return decodeBytes(Buffer.from(value, "latin1"), "utf-8") ?? value;
  }
  return /%[0-9a-f]{2}/i.test(value) ? (decodeBytes(percentBytes(value), "utf-8") ?? value) : value;
}

function decodeEncodedWords(value: string): string {
  return value
    .replace(/\?=\s+=\?/g, "?==?")
    .replace(/=\?([\w-]+)\?([bq])\?([^?]*)\?=/gi, (word, charset: string, encoding: string, text: string) => {
      const bytes =
        encoding.toLowerCase() === "b"
          ? Buffer.from(text, "base64")
          : percentBytes(text.replace(/_/g, " ").replace(/=/g, "%"));
      return decodeBytes(bytes, charset) ?? word;
    });
}

function percentBytes(value: string): Uint8Array {
  const bytes: number[] = [];
  for (const piece of value.split(/(%[0-9a-f]{2})/i)) {
    if (/^%[0-9a-f]{2}$/i.test(piece)) bytes.push(Number.parseInt(piece.slice(1), 16));
    else bytes.push(...Buffer.from(piece));
  }
  return Uint8Array.from(bytes);
}

/** Null when the charset is unknown or the bytes are not of it. */
function decodeBytes(bytes: Uint8Array, charset: string): string | null {
  try {
    return new TextDecoder(charset, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
