import {
  type ImportColumnGuess,
  type ImportEntry,
  type ImportFolder,
  type ImportMapping,
  ImportRefused,
  type ImportRow,
  type ImportSource,
} from "../core/imported.ts";
import { sourceOf } from "./bundle.ts";
import type { FolderSample, ImportContext, ImportFormat } from "./format.ts";
import { files } from "./formats/files.ts";
import { guessTable } from "./formats/table.ts";
import { FILE_FORMATS, FOLDER_FORMATS, formatNamed } from "./formats.ts";
import { IMPORT_LIMITS } from "./limits.ts";
import { isZip, openPacked } from "./packed-folder.ts";
import { refusal } from "./refusals.ts";
import { sampleFile, startOf } from "./sample.ts";
import { surestOf } from "./surest.ts";

/** What tells a folder's format stands among its first files. */
const FILES_LOOKED_AT = 200;
const LONE_FILE = 0.1;

export interface ImportOptions {
  /** By its name, instead of what the content looks like. */
  readonly format?: string;
  /** For `table`: what its columns mean, instead of what they seem to. */
  readonly mapping?: ImportMapping;
  readonly nowMs: number;
}

export interface Recognised {
  /** The name of the format; null when it is none that is known. */
  readonly format: string | null;
  /** From 0 to 1; above 0.8 there is no doubt, and 1 for one that was asked for. */
  readonly sureness: number;
  /** What the columns of a table seem to mean; none for other formats. */
  readonly columns: readonly ImportColumnGuess[];
}

export interface ReadImport extends Recognised {
  /**
   * In one order however often it is read; never more in memory than one of them and the names of folders. What is in the
   * source never throws: the worst is one broken row that says why there are no more. What the source itself throws (a
   * bucket that does not answer) is passed on.
   */
  readonly rows: AsyncIterable<ImportRow>;
}

/**
 * What a file or folder is, by its content alone, or the format that was asked for; and what is in it. An archive is
 * read as the folder that is packed in it.
 * @throws whatever the source throws
 */
export async function readImport(brought: ImportSource | ImportFolder, options: ImportOptions): Promise<ReadImport> {
  try {
    const opened = await openBrought(brought);
    const { format, sureness } = await formatOf(opened, options.format);
    const rows = format === null ? null : rowsOf(format, opened, options);
    if (format === null || rows === null) throw new ImportRefused(refusal("format-unknown"));
    const isTable = format.name === "table" && !("entries" in opened);
    const columns = isTable ? asSaid(await guessTable(opened, options.nowMs), options.mapping) : [];
    return { format: format.name, sureness, columns, rows: guarded(rows) };
  } catch (error) {
    if (!(error instanceof ImportRefused)) throw error;
    return { format: null, sureness: 0, columns: [], rows: refused(error) };
  }
}

/** What somebody said of columns stands over what was guessed; a column they did not name is left out. */
function asSaid(guesses: ImportColumnGuess[], mapping: ImportMapping | undefined): ImportColumnGuess[] {
  if (mapping === undefined) return guesses;
  return guesses.map((guess) => ({ ...guess, field: mapping[guess.column] ?? null, sureness: 1 }));
}

async function formatOf(
  opened: ImportSource | ImportFolder,
  name: string | undefined,
): Promise<{ format: ImportFormat | null; sureness: number }> {
  if (name !== undefined) return { format: formatNamed(name) ?? null, sureness: 1 };
  if ("entries" in opened) return surestFolder(opened);
  const surest = surestOf(FILE_FORMATS, await sampleFile(opened));
  // A lone file that is no list of anything is a thing itself.
  return surest.format === null && opened.bytes > 0 ? { format: files, sureness: LONE_FILE } : surest;
}

/** Null when a file is asked of a folder. */
function rowsOf(
  format: ImportFormat,
  opened: ImportSource | ImportFolder,
  { nowMs, mapping }: ImportOptions,
): AsyncIterable<ImportRow> | null {
  const context: ImportContext = { nowMs, ...(mapping === undefined ? {} : { mapping }) };
  if (format.reads === "folder") return format.read("entries" in opened ? opened : folderOfOne(opened), context);
  return "entries" in opened ? null : format.read(opened, context);
}

/** Rows as they are promised: what cannot be read ends them with a broken one. */
export async function* guarded(rows: AsyncIterable<ImportRow>): AsyncGenerator<ImportRow> {
  let read = 0;
  try {
    for await (const row of rows) {
      if (++read > IMPORT_LIMITS.rows) throw new ImportRefused(refusal("too-many-rows"));
      yield row;
    }
  } catch (error) {
    if (!(error instanceof ImportRefused)) throw error;
    yield* refused(error);
  }
}

async function* refused({ problem }: ImportRefused): AsyncGenerator<ImportRow> {
  yield { kind: "broken", at: {}, broken: problem };
}

async function openBrought(brought: ImportSource | ImportFolder): Promise<ImportSource | ImportFolder> {
  if ("entries" in brought) return brought;
  return isZip(await startOf(brought, 4)) ? await openPacked(brought) : brought;
}

function folderOfOne(source: ImportSource): ImportFolder {
  return {
    name: null,
    async *entries() {
      yield { path: source.name ?? "file", bytes: source.bytes, open: () => source.read() };
    },
  };
}

async function surestFolder(folder: ImportFolder) {
  const entries = new Map<string, ImportEntry>();
  for await (const entry of folder.entries()) {
    entries.set(entry.path, entry);
    if (entries.size >= FILES_LOOKED_AT) break;
  }
  const sample: FolderSample = { paths: [...entries.keys()], peek: async (path) => peekInto(entries.get(path)) };
  let surest = { format: FOLDER_FORMATS[0] as (typeof FOLDER_FORMATS)[number], sureness: -1 };
  for (const format of FOLDER_FORMATS) {
    const sureness = await format.sureness(sample);
    if (sureness > surest.sureness) surest = { format, sureness };
  }
  return surest;
}

async function peekInto(entry: ImportEntry | undefined) {
  if (entry === undefined || entry.refused !== undefined) return null;
  try {
    return await sampleFile(sourceOf(entry));
  } catch (error) {
    if (error instanceof ImportRefused) return null;
    throw error;
  }
}
