import { globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { ImportedThing, ImportFolder, ImportRow, ImportSource } from "../../src/core/imported.ts";
import { type ImportOptions, readImport } from "../../src/importers/read-import.ts";
import { zipOf } from "./made-files.ts";

/** When every import of these tests happens. */
export const NOW_MS = Date.UTC(2026, 0, 15);

const FOLDER = join(import.meta.dirname, "..", "fixtures", "imports");

/** Something in memory as a source, handed out in pieces of `pieceBytes`, which counts what is read of it. */
export function sourceOf(
  content: string | Uint8Array,
  { name = "export", pieceBytes = 1_000 }: { name?: string; pieceBytes?: number } = {},
): ImportSource & { reads: { from: number; to: number }[] } {
  const bytes = typeof content === "string" ? Buffer.from(content) : Buffer.from(content);
  const reads: { from: number; to: number }[] = [];
  return {
    name,
    bytes: bytes.length,
    reads,
    async *read({ from = 0, to = bytes.length } = { from: 0 }) {
      reads.push({ from, to });
      for (let at = from; at < Math.min(to, bytes.length); at += pieceBytes)
        yield bytes.subarray(at, Math.min(at + pieceBytes, to));
    },
  };
}

export const fixtureBytes = (name: string): Buffer => readFileSync(join(FOLDER, name));

export const fixture = (name: string): ImportSource => sourceOf(fixtureBytes(name), { name });

/** The files of a folder of fixtures, paths beginning below it. */
export function fixtureFiles(folder: string): { name: string; data: Buffer }[] {
  return globSync("**/*", { cwd: join(FOLDER, folder), withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(join(FOLDER, folder).length + 1))
    .toSorted()
    .map((name) => ({ name, data: readFileSync(join(FOLDER, folder, name)) }));
}

export const zipped = (
  files: readonly { name: string; data: Uint8Array | string }[],
  name = "export.zip",
): ImportSource => sourceOf(zipOf(files), { name });

export function folderOf(files: readonly { name: string; data: Uint8Array | string }[]): ImportFolder {
  return {
    name: basename(FOLDER),
    async *entries() {
      for (const { name, data } of files) {
        const source = sourceOf(data);
        yield { path: name, bytes: source.bytes, changedAtMs: Date.UTC(2020, 5, 1), open: () => source.read() };
      }
    },
  };
}

/** A thing without its empty lists, to be compared at a glance. */
export function told(thing: ImportedThing | undefined): object {
  return Object.fromEntries(
    Object.entries(thing ?? {}).filter(([, value]) => !Array.isArray(value) || value.length > 0),
  );
}

export interface ReadRows {
  readonly format: string | null;
  readonly rows: readonly ImportRow[];
  readonly things: readonly ImportedThing[];
  /** Code, place and, for losses, what they were lost from. */
  readonly broken: readonly string[];
  readonly lost: readonly string[];
  readonly walls: readonly string[];
}

/** All rows of a source, sorted out. */
export async function readAll(
  source: ImportSource | ImportFolder,
  options: Omit<ImportOptions, "nowMs"> = {},
): Promise<ReadRows> {
  const { format, rows } = await readImport(source, { nowMs: NOW_MS, ...options });
  const all: ImportRow[] = [];
  for await (const row of rows) all.push(row);
  return {
    format,
    rows: all,
    things: all.flatMap((row) => (row.kind === "thing" ? [row.thing] : [])),
    broken: all.flatMap((row) => (row.kind === "broken" ? [`${placeOf(row)}${row.broken.code}`] : [])),
    lost: all.flatMap((row) => (row.kind === "thing" ? row.lost.map(({ code }) => `${placeOf(row)}${code}`) : [])),
    walls: all.flatMap((row) => (row.kind === "wall" ? [row.wall.path.join(" / ")] : [])),
  };
}

function placeOf({ at }: ImportRow): string {
  return [at.entry, at.line, at.index]
    .filter((part) => part !== undefined)
    .map((part) => `${part} `)
    .join("");
}

export async function bytesOf(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all);
}
