import { setImmediate as nextTurn } from "node:timers/promises";
import { ImportRefused, type ImportRow, type ImportSource } from "../../core/imported.ts";
import type { FileStore } from "../../core/ports/files.ts";
import type { ReadImport } from "../../importers/read-import.ts";
import type { ImportsRow } from "../../store/import-tables.ts";
import { sourceOf, wantedOf } from "../../store/imports.ts";

/** Reading goes on for so long before whoever else waits in this process has their turn. */
const TURN_MS = 5;

/** Opens the source of an import, in the same order however often: its own time, format and mapping are noted. */
export async function openSource(files: FileStore, row: ImportsRow, storeKey: string): Promise<ReadImport> {
  const { name, bytes } = sourceOf(row);
  const { format, mapping } = wantedOf(row);
  // The formats are many and only imports need them.
  const { readImport } = await import("../../importers/read-import.ts");
  return await readImport(fileSource(files, { name, bytes, storeKey }), {
    nowMs: row.created_at,
    ...(format === null ? {} : { format }),
    ...(mapping === null ? {} : { mapping }),
  });
}

/** A file of the store as importers read one. @throws FilesUnavailable as it is read */
export function fileSource(
  files: FileStore,
  { name, bytes, storeKey }: { name: string | null; bytes: number; storeKey: string },
): ImportSource {
  return {
    name,
    bytes,
    async *read(range) {
      const { from = 0, to = bytes } = range ?? {};
      if (from >= Math.min(to, bytes)) return;
      const stream = await files.open(storeKey, { start: from, end: Math.min(to, bytes) - 1 });
      if (stream === null)
        throw new ImportRefused({ code: "source-not-readable", reason: "The file is not here any more." });
      for await (const chunk of stream) yield chunk as Uint8Array;
    },
  };
}

/** The rows with their numbers from 1, without holding this process up for long. */
export async function* rowsInTurns(rows: AsyncIterable<ImportRow>): AsyncGenerator<ImportRow & { readonly n: number }> {
  let n = 0;
  let since = performance.now();
  for await (const row of rows) {
    n += 1;
    yield { ...row, n };
    if (performance.now() - since < TURN_MS) continue;
    await nextTurn();
    since = performance.now();
  }
}
