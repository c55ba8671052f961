import { statSync } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import type { DatabaseSync, StatementSync } from "node:sqlite";
import { CheckpointThread } from "./sqlite-checkpoint.ts";

/** With so many pages (16 MB) the log is moved into the database, as SQLite would do it by itself in a commit. */
const CHECKPOINT_PAGES = 4_000;
/** So many, while they are being moved, and writers wait: who writes faster than a disk takes it would fill the disk. */
const MOST_PAGES = 5_000;

/** Waits until what was written to this file is on the disk. A test may hold it up, or let it fail. */
export type SyncFile = (file: FileHandle) => Promise<void>;
const syncData: SyncFile = (file) => file.datasync();

/**
 * The write-ahead log of a writing connection, synced and started anew by us and not within a commit. With
 * `synchronous=NORMAL` SQLite still syncs the head of a log that starts anew, and with it the folder when the file is new;
 * the log before it is copied from; and the database before the log may start anew. What is left to us is the sync after
 * each commit. See docs/decisions/0029.
 */
export class WriteAheadLog {
  readonly #path: string;
  readonly #syncFile: SyncFile;
  readonly #look: StatementSync;
  readonly #thread: CheckpointThread;
  #file: FileHandle | null = null;
  /** Pages are being moved while others write; null when they are not. */
  #moving: Promise<void> | null = null;
  /** Most was moved; the rest is for `startAnew`. */
  #isMoved = false;
  #pagesLeft = 0;
  /** So many could not be moved the last time; it is tried again when as many as make a checkpoint have joined them. */
  #stuckPages = 0;

  constructor(path: string, writer: DatabaseSync, syncFile: SyncFile = syncData) {
    this.#path = path;
    this.#syncFile = syncFile;
    writer.exec("pragma synchronous=normal");
    writer.exec("pragma wal_autocheckpoint=0");
    // Tells and moves nothing. Not to be asked within a transaction.
    this.#look = writer.prepare("pragma wal_checkpoint(noop)");
    this.#thread = new CheckpointThread(path);
  }

  /**
   * Resolves when all that was committed before is on the disk. The file is opened once: it stays as long as a connection is
   * open, and unlike the database and its index it has no locks of SQLite's, which closing a file would lift.
   */
  async sync(): Promise<void> {
    this.#file ??= await open(`${this.#path}-wal`, "r+");
    await this.#syncFile(this.#file);
  }

  bytes(): number {
    try {
      return statSync(`${this.#path}-wal`).size;
    } catch {
      return 0;
    }
  }

  /** To be asked when no transaction is open: whether the next one has to wait for `startAnew`. */
  isLong(): boolean {
    if (this.#isMoved) return true;
    const pages = this.#countLeft() - this.#stuckPages;
    if (pages >= CHECKPOINT_PAGES) this.#moving ??= this.#move();
    return this.#moving !== null && pages >= MOST_PAGES;
  }

  /**
   * Moves what was written while the most was being moved; nobody may write meanwhile. When all of the log is in the database
   * and nobody reads from it, the next who writes starts it anew.
   */
  async startAnew(): Promise<void> {
    await this.#moving;
    if (this.#countLeft() > 0) await this.#move();
    this.#isMoved = false;
    this.#stuckPages = this.#countLeft();
  }

  async close(): Promise<void> {
    await this.#moving;
    await this.#thread.end();
    await this.#file?.close();
    this.#file = null;
  }

  async #move(): Promise<void> {
    const { left } = await this.#thread.run();
    // The disk may be full: the log grows, nothing is lost, and it is tried again later.
    if (left === null) this.#stuckPages = this.#pagesLeft;
    else this.#isMoved = true;
    this.#moving = null;
  }

  #countLeft(): number {
    const { log, checkpointed } = this.#look.get() as { log: number; checkpointed: number };
    this.#pagesLeft = log - checkpointed;
    return this.#pagesLeft;
  }
}
