import type { COLUMN_FIELDS, IMPORT_LOSSES, IMPORT_PROBLEMS } from "../contract/import-names.ts";
import type { Category, Sentiment } from "./analysis.ts";

/**
 * What importers make of other services' exports. Everything in it came from outside and has been made clean and
 * bounded (`importers/limits.ts`), but nothing has been checked against walls, rights or what is kept already.
 */

/** A file that somebody brought: on a disk, in a bucket or in memory. It can be read as often as it takes. */
export interface ImportSource {
  /** As the person's machine calls it; null when nobody said. Never trusted to tell what the bytes are. */
  readonly name: string | null;
  readonly bytes: number;
  /** The bytes from `from` up to and without `to`; without a range all of them. */
  read(range?: ImportRange): AsyncIterable<Uint8Array>;
}

export interface ImportRange {
  readonly from: number;
  /** Exclusive; left out, the end of the file. */
  readonly to?: number;
}

/** Many files at once: a folder that somebody chose, or what is packed in an archive. */
export interface ImportFolder {
  readonly name: string | null;
  /** In one order, however often it is asked. */
  entries(): AsyncIterable<ImportEntry>;
}

export interface ImportEntry {
  /** Parts divided by `/`, none of them leading elsewhere; ends in `/` for a folder. */
  readonly path: string;
  readonly bytes: number;
  readonly changedAtMs?: number;
  /** Why it cannot be opened. */
  readonly refused?: ImportProblem;
  /** @throws ImportRefused when the bytes cannot be had or are more than they were said to be */
  open(): AsyncIterable<Uint8Array>;
}

/** Something that a person kept elsewhere. What its service did not know is left out; lists are empty then. */
export interface ImportedThing {
  /** What its service called it. */
  readonly sourceId?: string;
  /** Absolute http(s), fit to be fetched; may lead to a private network. */
  readonly url?: string;
  /** Others that its source knew to be the same page. */
  readonly addresses?: readonly ImportedAddress[];
  readonly title?: string;
  /** What it was called where nobody had given it a title: it stands until something better is known. */
  readonly firstTitle?: string;
  /** A note's own words. */
  readonly text?: string;
  /** What the person remarked on it. */
  readonly note?: string;
  /** What somebody else said of it: the page's description, the service's summary. */
  readonly summary?: string;
  readonly author?: string;
  readonly siteName?: string;
  /** As BCP 47 has it, unchecked. */
  readonly language?: string;
  readonly publishedAtMs?: number;
  /** As the person said, over what an analysis says. */
  readonly category?: Category;
  readonly sentiment?: Sentiment;
  /** Clean (`cleanTag`), each once. */
  readonly tags: readonly string[];
  /** Where it lay: ways of folders or lists, the outermost first. */
  readonly walls: readonly (readonly string[])[];
  /** It lay in the inbox as well as on those. */
  readonly isInInbox?: boolean;
  readonly createdAtMs?: number;
  readonly isPinned?: boolean;
  readonly isArchived?: boolean;
  readonly isRead?: boolean;
  readonly highlights: readonly ImportedHighlight[];
  /** The page as the service kept it; not sanitised. */
  readonly html?: string;
  /** The same as a file, in UTF-8, which is opened only when the thing is taken. */
  readonly page?: ImportedFile;
  readonly files: readonly ImportedFile[];
}

export interface ImportedAddress {
  /** Absolute http(s). Nobody fetches it. */
  readonly address: string;
  readonly via: "shared" | "redirect" | "canonical";
}

export interface ImportedHighlight {
  readonly text: string;
  readonly note?: string;
  /** As its service called it: a name or a hex value. */
  readonly colour?: string;
  readonly createdAtMs?: number;
}

export interface ImportedFile {
  readonly name: string;
  /** As the source says, a MIME type. */
  readonly type?: string;
  readonly bytes?: number;
  /** As the source says, in hex: enough for a forecast. What is kept goes by its own. */
  readonly sha256?: string;
  /** Can be asked for as long as the source can be read. @throws ImportRefused as `ImportEntry.open` */
  open(): AsyncIterable<Uint8Array>;
}

/** A saved search, with its query in the words of its service. */
export interface ImportedSmartList {
  readonly name: string;
  readonly query: string;
  /** The same in the search language here; null where that cannot say it. */
  readonly asked: string | null;
}

/** A folder or list that the source names, whether anything lies in it or not. */
export interface ImportedWall {
  readonly path: readonly string[];
  readonly description?: string;
}

/** Where in the source a row stands, for people: a line, the name of a packed file, the how many-th of its list from 1. */
export interface ImportPlace {
  readonly line?: number;
  readonly entry?: string;
  readonly index?: number;
}

/** Why a row or the rest of a source could not be read. */
export type ImportProblemCode = (typeof IMPORT_PROBLEMS)[number];

export interface ImportProblem {
  readonly code: ImportProblemCode;
  /** A sentence in English for whoever has only that. */
  readonly reason: string;
}

/** Part of a thing that was left behind while the rest of it is kept. */
export interface ImportLoss {
  readonly code: (typeof IMPORT_LOSSES)[number];
  readonly reason: string;
}

/**
 * One after another, in the same order whenever the same source is read: whoever was interrupted may skip as many as
 * were taken. A broken row never ends the reading unless it says that of the whole source.
 */
export type ImportRow =
  | {
      readonly kind: "thing";
      readonly at: ImportPlace;
      readonly thing: ImportedThing;
      readonly lost: readonly ImportLoss[];
    }
  | {
      readonly kind: "broken";
      readonly at: ImportPlace;
      readonly broken: ImportProblem;
      /** As it stands in the source, cut to be shown, so that a person finds it there. */
      readonly title?: string;
      readonly url?: string;
    }
  | { readonly kind: "wall"; readonly at: ImportPlace; readonly wall: ImportedWall }
  | { readonly kind: "smart-list"; readonly at: ImportPlace; readonly smartList: ImportedSmartList };

/** What a column of somebody else's table may mean. */
export type ImportField = (typeof COLUMN_FIELDS)[number];

/** Columns (keys of JSON as ways with dots) to fields; a column that is not in it is left out. */
export type ImportMapping = Readonly<Record<string, ImportField>>;

/** How a table was understood, to be shown and overridden. */
export interface ImportColumnGuess {
  readonly column: string;
  /** Null when nothing in it is taken. */
  readonly field: ImportField | null;
  /** From 0 to 1. */
  readonly sureness: number;
  /** A few values as they stand, cut to be shown. */
  readonly examples: readonly string[];
}

/** Expected of files from outside: they cannot be read, and why. */
export class ImportRefused extends Error {
  readonly problem: ImportProblem;
  constructor(problem: ImportProblem, options?: { cause?: unknown }) {
    super(problem.reason, options);
    this.name = "ImportRefused";
    this.problem = problem;
  }
}
