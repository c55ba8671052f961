import { statSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { Kysely } from "kysely";
import type { Database } from "../core/ports/database.ts";
import type { TableDigest } from "../core/row-digest.ts";
import { addFunctions } from "./sqlite-functions.ts";
import { GroupCommit } from "./sqlite-group-commit.ts";
import { describeSqliteError, sqliteDialect } from "./sqlite-kysely.ts";
import { type SyncFile, WriteAheadLog } from "./sqlite-log.ts";
import { ReadThread } from "./sqlite-reads.ts";
import { copySqliteRows } from "./sqlite-rows.ts";
import { ReadSnapshot } from "./sqlite-snapshot.ts";

/** How long opening the file and reading from it wait for a lock, and hold up all else meanwhile; who writes waits in turns. */
const BUSY_TIMEOUT_MS = 5_000;
const CACHE_KIB = 16_384;
/** Some 20,000 items: what a search reads of a smaller database takes less time than the way to a thread and back. */
const LARGE_BYTES = 64 * 1_048_576;

export interface SqliteDatabase<Tables> extends Database<Tables> {
  readonly dialect: "sqlite";
  /**
   * Copies the rows of tables into another file, which has those tables already, as they are at one moment, while people
   * write on; synced when it resolves. See docs/decisions/0008.
   * @returns what the tables held at that moment
   */
  copyRows(to: string, tables: readonly string[], signal?: AbortSignal): Promise<Readonly<Record<string, TableDigest>>>;
  /** Bytes in the write-ahead log, for the metrics. */
  walBytes(): number;
}

/**
 * The embedded database: one file, one writing connection with group commit, one reading connection.
 * In WAL with a sync after each commit: what was answered survives a power cut.
 * @param clock ms since 1970; a test may move it.
 * @param syncFile syncs the log; a test may hold it up.
 * @param largeBytes from this size on searches are read in a thread.
 */
export function openSqlite<Tables>(
  path: string,
  clock: () => number = Date.now,
  syncFile?: SyncFile,
  largeBytes = LARGE_BYTES,
): SqliteDatabase<Tables> {
  const writerConnection = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS, enableForeignKeyConstraints: true });
  writerConnection.exec(`pragma journal_mode=wal`);
  writerConnection.exec(`pragma cache_size=-${CACHE_KIB}`);
  writerConnection.exec(`pragma temp_store=memory`);
  writerConnection.exec(`pragma busy_timeout=0`);
  const readerConnection = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS, readOnly: true });
  readerConnection.exec(`pragma cache_size=-${CACHE_KIB}`);
  addFunctions(readerConnection);

  const snapshot = new ReadSnapshot(readerConnection);
  const reader = new Kysely<Tables>({ dialect: sqliteDialect(readerConnection, () => snapshot.hold()) });
  const log = new WriteAheadLog(path, writerConnection, syncFile);
  const group = new GroupCommit<Tables>(writerConnection, { clock, log, snapshot });
  const thread = new ReadThread(path);
  const byThread = new Kysely<Tables>({ dialect: thread.dialect() });
  let closed = false;

  return {
    dialect: "sqlite",
    reader,
    readByIndex: (work) => work(statSync(path).size >= largeBytes ? byThread : reader),
    patiently: null,
    write: (work) => (closed ? Promise.reject(new Error("the database is closed")) : group.run(work)),
    nowMs: () => Promise.resolve(clock()),
    ping() {
      try {
        readerConnection.prepare("select 1").get();
        return group.fault ? Promise.reject(group.fault) : Promise.resolve();
      } catch (error) {
        return Promise.reject(describeSqliteError(error));
      }
    },
    copyRows: (to, tables, signal) => copySqliteRows({ from: path, to, tables }, signal),
    walBytes: () => log.bytes(),
    async close() {
      if (closed) return;
      closed = true;
      await thread.end();
      await group.idle();
      await log.close();
      snapshot.release();
      // Whoever closes last copies the log into the database, unless it only reads; of a log that could not be synced nobody may.
      const [first, last] = group.fault ? [writerConnection, readerConnection] : [readerConnection, writerConnection];
      first.close();
      last.close();
    },
  };
}
