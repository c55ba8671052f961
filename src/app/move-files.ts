import { createHash } from "node:crypto";
import type { FileStore, StoredBytes } from "../core/ports/files.ts";
import { listWhole } from "../store/files.ts";
import type { Reader } from "../store/store.ts";

const ROWS_A_PAGE = 500;

export interface MovedFiles {
  readonly copied: number;
  readonly copiedBytes: number;
  /** Those that lay there already, with the right size and hash. */
  readonly skipped: number;
  /** Keys of files that the old place lacks, and of those that are not what was kept. Neither was copied. */
  readonly missing: readonly string[];
  readonly damaged: readonly string[];
}

/**
 * Copies every file that rows name to another place, hashing each on its way. Nothing is removed at the old place, and
 * what lies at the new one already is not sent again, so it may be broken off and begun anew.
 * @param onFile called after each file with the counts so far
 * @throws FilesUnavailable when a place cannot be used
 */
export async function moveFiles(
  reader: Reader,
  { from, to, onFile }: { from: FileStore; to: FileStore; onFile: (counts: MovedFiles) => void },
): Promise<MovedFiles> {
  const counts = { copied: 0, copiedBytes: 0, skipped: 0, missing: [] as string[], damaged: [] as string[] };
  for (let after: string | null = null; ; ) {
    const rows: Awaited<ReturnType<typeof listWhole>> = await listWhole(reader, { after, limit: ROWS_A_PAGE });
    for (const { store_key: key, bytes, sha256 } of rows) {
      const outcome = await copyFile(key, { bytes, sha256: sha256 ?? "" }, { from, to });
      if (outcome === "copied") {
        counts.copied++;
        counts.copiedBytes += bytes;
      } else if (outcome === "skipped") counts.skipped++;
      else counts[outcome].push(key);
      onFile(counts);
    }
    after = rows.at(-1)?.id ?? null;
    if (rows.length < ROWS_A_PAGE) return counts;
  }
}

async function copyFile(
  key: string,
  expected: StoredBytes,
  { from, to }: { from: FileStore; to: FileStore },
): Promise<"copied" | "skipped" | "missing" | "damaged"> {
  const standing = await to.stat(key);
  if (standing) {
    const sha256 = standing.sha256 ?? (await hashOf(to, key));
    if (standing.bytes === expected.bytes && sha256 === expected.sha256) return "skipped";
    await to.remove(key);
  }
  const source = await from.open(key);
  if (source === null) return "missing";
  try {
    await to.put(key, source, { maxBytes: Number.MAX_SAFE_INTEGER, expected });
    return "copied";
  } catch (error) {
    // One file that is not what it was must not keep all others from moving; a place that fails must.
    if ((await hashOf(from, key)) !== expected.sha256) return "damaged";
    throw error;
  }
}

async function hashOf(files: FileStore, key: string): Promise<string | null> {
  const stream = await files.open(key);
  if (stream === null) return null;
  const hash = createHash("sha256");
  for await (const chunk of stream as AsyncIterable<Buffer>) hash.update(chunk);
  return hash.digest("hex");
}
