import { isUtf8 } from "node:buffer";
import { getFileNameLowLevel, parseExtraFields } from "yauzl";
import { decodePage } from "../charset.ts";
import { guessCharset } from "../charset-guess.ts";
import type { Found, Readable } from "./found.ts";
import { Listing } from "./listing.ts";
import { entriesOf, isFolder, openZip } from "./zip-archive.ts";

const UTF8_NAMES = 0x800;

/** What lies in a ZIP archive, by its directory: nothing is unpacked, so nothing can burst. */
export async function readZip({ path }: Readable): Promise<Found> {
  const zip = await openZip(path);
  const listing = new Listing();
  let isEncrypted = false;
  let folders = 0;
  try {
    for await (const entry of entriesOf(zip)) {
      if (isFolder(entry)) {
        folders += 1;
        continue;
      }
      isEncrypted ||= entry.isEncrypted();
      listing.add(nameOf(entry), entry.uncompressedSize);
    }
  } finally {
    zip.close();
  }
  return { ...listing.found(zip.entryCount - folders), ...(isEncrypted ? { problem: "file-encrypted" as const } : {}) };
}

/** Many programs write UTF-8 without saying so; what is no UTF-8 is what DOS wrote, unless it clearly is something else. */
function nameOf(entry: { generalPurposeBitFlag: number; fileNameRaw: Buffer; extraFieldRaw: Buffer }): string {
  const { generalPurposeBitFlag: flags, fileNameRaw: raw } = entry;
  if ((flags & UTF8_NAMES) !== 0 || isUtf8(raw)) return raw.toString("utf8");
  if (guessCharset(raw).sure) return decodePage(raw, "").text;
  try {
    return getFileNameLowLevel(flags, raw, parseExtraFields(entry.extraFieldRaw), false);
  } catch {
    return raw.toString("latin1");
  }
}
