import { decodePage } from "../../core/charset.ts";
import { FILE_TEXT_CHARACTERS } from "../../core/file-read.ts";
import { firstBytes } from "./first-bytes.ts";
import type { Found, Readable } from "./found.ts";

/** No charset needs more than four bytes a character. */
const READ_BYTES = FILE_TEXT_CHARACTERS * 4;

/** Plain text, code, logs, JSON: its first characters, whatever it is written in. */
export async function readText(file: Readable): Promise<Found> {
  return { text: await textOf(file) };
}

export async function textOf({ path, sizeBytes }: Readable): Promise<string> {
  const { text } = decodePage(await firstBytes(path, Math.min(sizeBytes, READ_BYTES)), "");
  // A cut may fall into the middle of a character.
  return sizeBytes > READ_BYTES ? text.replace(/\ufffd$/, "") : text;
}
