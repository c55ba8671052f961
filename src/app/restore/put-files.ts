import { createHash } from "node:crypto";
import { ArchiveRefused } from "../../core/archive-refused.ts";
import type { FileStore } from "../../core/ports/files.ts";
import type { RestoredRow } from "../../store/restored-row.ts";
import type { ArchiveFile } from "./archive-file.ts";

/** A file that could not be restored. Its item was, without it. */
export interface LostFile {
  readonly file: string;
  readonly item: string;
  readonly name: string | null;
  /** The archive itself says so: it was lost before. */
  readonly wasKnown: boolean;
}

/**
 * Puts the bytes of a file into the store; false when the archive has other bytes than it says, or none. What lies there
 * already from an interrupted restore is not sent again.
 * @throws FilesUnavailable
 */
export async function putFile(archive: ArchiveFile, files: FileStore, row: RestoredRow): Promise<boolean> {
  const [key, bytes, sha256] = [String(row["store_key"]), Number(row["bytes"]), row["sha256"]];
  const packed = archive.file(String(row["id"]));
  if (packed?.bytes !== bytes) return false;
  const standing = await files.stat(key);
  if (standing?.bytes === bytes && standing.sha256 !== null && standing.sha256 === sha256) return true;
  try {
    await files.put(key, verified(await packed.open(), { bytes, sha256 }), { maxBytes: bytes });
    return true;
  } catch (error) {
    if (error instanceof ArchiveRefused) return false;
    throw error;
  }
}

/** The bytes, which break off at their end when they are not those that were kept: the store then keeps nothing. */
async function* verified(
  source: AsyncIterable<Buffer>,
  { bytes, sha256 }: { bytes: number; sha256: RestoredRow[string] | undefined },
): AsyncGenerator<Buffer> {
  const hash = createHash("sha256");
  let count = 0;
  for await (const chunk of source) {
    hash.update(chunk);
    count += chunk.length;
    yield chunk;
  }
  if (count !== bytes || (typeof sha256 === "string" && hash.digest("hex") !== sha256))
    throw new ArchiveRefused("A file is not what the archive says it is.");
}
