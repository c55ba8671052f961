import type { ItemFile } from "../../../src/contract/items.ts";
import { words } from "../words/words.ts";

/** So much of a text shows at first, and so much at most; a window full of more makes a phone stand still. */
export const FIRST_BYTES = 32_000;
export const MOST_BYTES = 2_000_000;

export interface ReadText {
  readonly text: string;
  /** Whether this is all there is. */
  readonly isWhole: boolean;
}

/**
 * The beginning of a stored text as words.
 * @throws Error whose message is a sentence for the person
 */
export async function readText(file: ItemFile, bytes: number, signal: AbortSignal): Promise<ReadText> {
  const wanted = Math.min(bytes, MOST_BYTES, file.bytes);
  const headers: HeadersInit = wanted < file.bytes ? { Range: `bytes=0-${wanted - 1}` } : {};
  let answer: Response;
  let read: Uint8Array;
  try {
    answer = await fetch(file.url, { headers, signal });
    read = new Uint8Array(await answer.arrayBuffer()).subarray(0, wanted);
  } catch (cause) {
    if (signal.aborted) throw cause;
    throw new Error(words.value.problems.unreachable, { cause });
  }
  if (!answer.ok) throw new Error(words.value.files.notReadable);
  const isWhole = wanted >= file.bytes;
  const text = decodeText(read, isWhole);
  if (text.includes("\0")) throw new Error(words.value.files.notText);
  return { text, isWhole };
}

/**
 * Bytes as text: by their mark (WHATWG Encoding, BOM sniff), else UTF-8, else Windows-1252, in which every byte is a letter.
 * @param isWhole false when the bytes may end within a letter
 */
function decodeText(bytes: Uint8Array, isWhole: boolean): string {
  const stream = !isWhole;
  const mark =
    bytes[0] === 0xff && bytes[1] === 0xfe ? "utf-16le" : bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : null;
  if (mark !== null) return new TextDecoder(mark).decode(bytes, { stream });
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream });
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}
