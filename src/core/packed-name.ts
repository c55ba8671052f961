import { isUtf8 } from "node:buffer";
import { getFileNameLowLevel, parseExtraFields } from "yauzl";
import { decodePage } from "./charset.ts";
import { guessCharset } from "./charset-guess.ts";

const UTF8_NAMES = 0x800;

/**
 * What a file in a ZIP archive is called, as its archive has it: it may lie about anything. Many programs write UTF-8
 * without saying so; what is no UTF-8 is what DOS wrote, unless it clearly is something else.
 */
export function packedName(entry: {
  generalPurposeBitFlag: number;
  fileNameRaw: Buffer;
  extraFieldRaw: Buffer;
}): string {
  const { generalPurposeBitFlag: flags, fileNameRaw: raw } = entry;
  if ((flags & UTF8_NAMES) !== 0 || isUtf8(raw)) return raw.toString("utf8");
  if (guessCharset(raw).sure) return decodePage(raw, "").text;
  try {
    return getFileNameLowLevel(flags, raw, parseExtraFields(entry.extraFieldRaw), false);
  } catch {
    return raw.toString("latin1");
  }
}
