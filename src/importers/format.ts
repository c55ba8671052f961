import type { ImportFolder, ImportMapping, ImportRow, ImportSource } from "../core/imported.ts";

export interface ImportContext {
  readonly nowMs: number;
  /** For tables of unknown services: what somebody said that the columns mean, in place of the guess. */
  readonly mapping?: ImportMapping;
}

/** What can be told of a file by its start. */
export interface FileSample {
  readonly name: string | null;
  /** Decoded; may end in the midst of anything. */
  readonly text: string;
  /** The names in its first line, if it is a table: trimmed and in small letters. */
  readonly columns: readonly string[];
  /** The ways in it, if it is JSON; see `outlineOf`. */
  readonly outline: ReadonlySet<string>;
  readonly isText: boolean;
}

/** What can be told of a folder by its first files. */
export interface FolderSample {
  readonly paths: readonly string[];
  /** The start of a file, null for one that cannot be opened. */
  peek(path: string): Promise<FileSample | null>;
}

/**
 * A format is one file that exports one of these, and its line in `formats.ts`. `sureness` is from 0 (it cannot be this)
 * to 1; above 0.9 it is only for what no other format looks like.
 */
export type ImportFormat = FileFormat | FolderFormat;

export interface FileFormat {
  readonly name: string;
  readonly reads: "file";
  sureness(sample: FileSample): number;
  /** Never throws for what is in the source. */
  read(source: ImportSource, context: ImportContext): AsyncIterable<ImportRow>;
}

/** Of folders, and of archives, which are read as the folder that is packed in them. */
export interface FolderFormat {
  readonly name: string;
  readonly reads: "folder";
  sureness(sample: FolderSample): number | Promise<number>;
  read(folder: ImportFolder, context: ImportContext): AsyncIterable<ImportRow>;
}
