import { type ImportEntry, ImportRefused, type ImportRow, type ImportSource } from "../core/imported.ts";
import { endingOf, isLeftBehind } from "./folder-path.ts";
import type { FileFormat, FolderFormat, ImportContext } from "./format.ts";
import { refusedRow } from "./refusals.ts";
import { sampleFile } from "./sample.ts";
import { SURE, surestOf } from "./surest.ts";

/** With more files it is somebody's folder, in which an export may lie as a file like others. */
const MOST_FILES = 60;
const ENDINGS = new Set(["csv", "json", "html", "htm", "txt"]);

/**
 * Exports that services pack into an archive, Pocket's in parts: each file in it is read as what it is. Files that are in
 * no known format are told.
 */
export function bundleOf(formats: readonly FileFormat[]): FolderFormat {
  return {
    name: "bundle",
    reads: "folder",
    async sureness({ paths, peek }) {
      const kept = paths.filter((path) => !isLeftBehind(path) && !path.endsWith("/"));
      if (kept.length > MOST_FILES || !kept.every((path) => ENDINGS.has(endingOf(path)))) return 0;
      for (const path of kept) {
        const sample = await peek(path);
        if (sample !== null && surestOf(formats, sample).sureness >= SURE) return 0.9;
      }
      return 0;
    },
    async *read(folder, context) {
      for await (const entry of folder.entries()) {
        if (!isLeftBehind(entry.path) && !entry.path.endsWith("/")) yield* readEntry(entry, formats, context);
      }
    },
  };
}

async function* readEntry(
  entry: ImportEntry,
  formats: readonly FileFormat[],
  context: ImportContext,
): AsyncGenerator<ImportRow> {
  const at = { entry: entry.path };
  try {
    const source = sourceOf(entry);
    const { format, sureness } = surestOf(formats, await sampleFile(source));
    if (format === null || sureness < SURE) yield refusedRow(at, "format-unknown");
    else for await (const row of format.read(source, context)) yield { ...row, at: { ...row.at, ...at } };
  } catch (error) {
    if (!(error instanceof ImportRefused)) throw error;
    yield { kind: "broken", at, broken: error.problem };
  }
}

/** A file in a folder as a source of its own; what stands before `from` is read past. */
export function sourceOf(entry: ImportEntry): ImportSource {
  return {
    name: entry.path.slice(entry.path.lastIndexOf("/") + 1),
    bytes: entry.bytes,
    async *read({ from = 0, to = Number.POSITIVE_INFINITY } = { from: 0 }) {
      let at = 0;
      for await (const chunk of entry.open()) {
        const part = chunk.subarray(Math.max(0, from - at), Math.max(0, to - at));
        at += chunk.length;
        if (part.length > 0) yield part;
        if (at >= to) return;
      }
    },
  };
}
