import { isAscii } from "node:buffer";
import { charsetOf, newDecoder, type StreamDecoder } from "../core/charset.ts";
import { declaredInMarkup } from "../core/charset-declared.ts";
import { guessCharset } from "../core/charset-guess.ts";

/** So much from the first foreign letter on tells what a text is written in. */
const TELLING_BYTES = 64_000;
const LATIN = new Set(["windows-1252", "windows-1250", "windows-1254", "windows-1257", "iso-8859-2"]);
/** Where markup declares it. */
const HEAD_BYTES = 4_096;
/** Bytes are decoded in pieces of at most this, so that a source in memory is no longer string than needed. */
const PIECE_BYTES = 256_000;

/**
 * The text of a source, in pieces: UTF-8 and UTF-16 with or without a mark, else what its letters look like
 * (windows-1252 when nothing fits better). ASCII is passed on at once; what a text is written in is decided when the
 * first other letter comes, by what follows it. Bytes that make no sense become U+FFFD; nothing is thrown but what
 * `chunks` throws.
 */
export async function* decodeText(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoding = new Decoding();
  for await (const chunk of chunks) {
    for (let from = 0; from < chunk.length; from += PIECE_BYTES) {
      const text = decoding.take(chunk.subarray(from, from + PIECE_BYTES));
      if (text !== "") yield text;
    }
  }
  const rest = decoding.end();
  if (rest !== "") yield rest;
}

/** The start of a file as text. */
export function decodeSample(bytes: Uint8Array): string {
  const decoding = new Decoding();
  return decoding.take(bytes) + decoding.end();
}

class Decoding {
  #decoder: StreamDecoder | null = null;
  #undecided: Uint8Array[] = [];
  #undecidedBytes = 0;
  /** What was passed on first, which may declare what comes much later. */
  #head: Uint8Array | null = null;

  take(bytes: Uint8Array): string {
    if (this.#decoder !== null) return this.#decoder.decode(bytes, { stream: true });
    if (this.#undecidedBytes === 0 && this.#head !== null && isPlain(bytes)) return latin(bytes);
    this.#undecided.push(bytes.slice());
    this.#undecidedBytes += bytes.length;
    return this.#undecidedBytes < TELLING_BYTES ? "" : this.#decide();
  }

  end(): string {
    const text = this.#undecidedBytes === 0 ? "" : this.#decide({ isAll: true });
    return text + (this.#decoder?.decode() ?? "");
  }

  #decide({ isAll } = { isAll: false }): string {
    const bytes = Buffer.concat(this.#undecided);
    const head = this.#head ?? bytes.subarray(0, HEAD_BYTES);
    this.#head = head;
    this.#undecided = [];
    this.#undecidedBytes = 0;
    if (isPlain(bytes)) return latin(bytes);
    const start = bytes.findIndex((byte) => byte >= 0x80 || byte === 0 || byte === 0x1b);
    if (!isAll && start > TELLING_BYTES / 2) {
      this.#undecided = [bytes.subarray(start)];
      this.#undecidedBytes = bytes.length - start;
      return latin(bytes.subarray(0, start));
    }
    const told = isPlain(head) ? Buffer.concat([head, bytes.subarray(start)]) : bytes;
    this.#decoder = newDecoder(writtenIn(told));
    return this.#decoder.decode(bytes, { stream: true });
  }
}

/** A few foreign letters fit many alphabets; of an export they are rather those of Western Europe. */
function writtenIn(bytes: Uint8Array): string {
  const charset = charsetOf(bytes, "");
  const isGuessed = !/^(?:utf|iso-2022)/.test(charset) && !LATIN.has(charset) && declaredInMarkup(bytes) === null;
  return isGuessed && !guessCharset(bytes).sure ? "windows-1252" : charset;
}

/** ISO-2022-JP and UTF-16 may be ASCII all through; they show themselves by escapes and zeros. */
const isPlain = (bytes: Uint8Array): boolean => isAscii(bytes) && !bytes.includes(0x1b) && !bytes.includes(0);

const latin = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
