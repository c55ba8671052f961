import { packedName } from "../../core/packed-name.ts";
import type { Found, Readable } from "./found.ts";
import { Listing } from "./listing.ts";
import { entriesOf, isFolder, openZip } from "./zip-archive.ts";

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
      listing.add(packedName(entry), entry.uncompressedSize);
    }
  } finally {
    zip.close();
  }
  return { ...listing.found(zip.entryCount - folders), ...(isEncrypted ? { problem: "file-encrypted" as const } : {}) };
}
