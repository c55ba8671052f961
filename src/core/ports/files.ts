import type { Readable } from "node:stream";

/**
 * Where bytes lie: a folder, or a bucket. Keys are made by us, one per file row, never from content or names.
 * @see store/files.ts for the rows that say what a key means
 */
export interface FileStore {
  /**
   * Keeps all of `source` under `key`, synced, counting and hashing on the way; nothing remains when it fails.
   * @throws FileTooLarge when more than `maxBytes` come; FilesUnavailable when they cannot be written; whatever `source` throws
   */
  put(
    key: string,
    source: AsyncIterable<Uint8Array>,
    options: {
      maxBytes: number;
      /** What the bytes must turn out to be, where that is known: others are not kept and are FilesUnavailable. */
      expected?: StoredBytes;
    },
  ): Promise<StoredBytes>;
  /**
   * Adds `source` to what lies under `key` unfinished, at `offset`, which must be where that ends. Synced, and kept also
   * when `source` breaks off: that is what it is for.
   * @returns how many bytes lie there now, all of them on disk
   * @throws OffsetWrong; FileTooLarge when it would grow over `maxBytes` (it stays as it was); FilesUnavailable; whatever `source` throws
   */
  append(
    key: string,
    source: AsyncIterable<Uint8Array>,
    options: { offset: number; maxBytes: number },
  ): Promise<number>;
  /** How many bytes lie under `key` unfinished; 0 when there are none. */
  received(key: string): Promise<number>;
  /** What lies under `key` unfinished is whole: hashes it and keeps it, synced. Asked again, it answers the same. */
  finish(key: string): Promise<StoredBytes>;
  /**
   * The bytes from `start` to `end` inclusive (all without a range), null when there are none under this key. Where bytes
   * travel, a file of another length than `expected` is not opened, and a whole one of another hash breaks off with
   * FilesUnavailable before its last bytes.
   * @throws FilesUnavailable
   */
  open(key: string, range?: ByteRange | null, expected?: StoredBytes): Promise<Readable | null>;
  /** What lies there finished; the hash is null where nobody noted it. Null when there is nothing. */
  stat(key: string): Promise<{ readonly bytes: number; readonly sha256: string | null } | null>;
  /** Everything that lies there under keys of ours, finished or not, in no order. */
  list(): AsyncIterable<ListedFile>;
  /** Gives up what was begun before then and never ended, where a crash leaves such a thing. Tells how many. */
  abandon?(begunBeforeMs: number): Promise<number>;
  /** Addresses by which others reach the bytes without us; left out where there is no such thing. */
  readonly presigned?: PresignedFiles;
  /** Where the bytes lie on this machine, to be read and never changed; null, or left out, where they lie elsewhere. */
  localPath?(key: string): string | null;
  /** Does nothing when there are none. */
  remove(key: string): Promise<void>;
  /** Resolves when bytes can be written. @throws FilesUnavailable */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** Both inclusive. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

export interface ListedFile {
  readonly key: string;
  readonly bytes: number;
  readonly changedAtMs: number;
  /** A file, or a piece of one that is still being handed in. */
  readonly isFinished: boolean;
}

/** What a bucket offers to whoever holds an address that we signed. */
export interface PresignedFiles {
  /** The origin of those addresses, for policies of pages. */
  readonly origin: string;
  /** Where a file is read, with the type and the disposition that the answer will have. */
  addressOf(key: string, options: { type: string; disposition: string; forSeconds: number }): Promise<string>;
  /**
   * Where the parts of a file of so many bytes are put that are not there yet; asked again, those that are still missing.
   */
  partsOf(key: string, bytes: number): Promise<readonly PresignedPart[]>;
  /** Makes the file of its parts and reads it back once to hash it; null when not all of them are there. */
  complete(key: string, bytes: number): Promise<StoredBytes | null>;
}

export interface PresignedPart {
  readonly number: number;
  readonly url: string;
  /** Its first and its last byte in the file. */
  readonly from: number;
  readonly to: number;
}

export interface StoredBytes {
  readonly bytes: number;
  /** Lower-case hex. */
  readonly sha256: string;
}

/** Bytes were to be added elsewhere than at the end. */
export class OffsetWrong extends Error {
  /** Where the end is. */
  readonly offset: number;
  constructor(offset: number) {
    super(`the next byte is number ${offset}`);
    this.name = "OffsetWrong";
    this.offset = offset;
  }
}

export class FileTooLarge extends Error {
  readonly maxBytes: number;
  constructor(maxBytes: number) {
    super(`more than ${maxBytes} bytes`);
    this.name = "FileTooLarge";
    this.maxBytes = maxBytes;
  }
}

export class FilesUnavailable extends Error {
  readonly full: boolean;
  constructor(message: string, cause: unknown, full = false) {
    super(message, { cause });
    this.name = "FilesUnavailable";
    this.full = full;
  }
}
