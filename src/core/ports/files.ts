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
  put(key: string, source: AsyncIterable<Uint8Array>, options: { maxBytes: number }): Promise<StoredBytes>;
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
  /** The bytes from `start` to `end` inclusive (all without a range), null when there are none under this key. */
  open(key: string, range?: { start: number; end: number }): Promise<Readable | null>;
  /** Where the bytes lie on this machine, to be read and never changed; null, or left out, where they lie elsewhere. */
  localPath?(key: string): string | null;
  /** Does nothing when there are none. */
  remove(key: string): Promise<void>;
  /** Resolves when bytes can be written. @throws FilesUnavailable */
  ping(): Promise<void>;
  close(): Promise<void>;
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
