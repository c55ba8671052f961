import { DatabaseSync } from "node:sqlite";
import { Kysely } from "kysely";
import type { Database } from "../core/ports/database.ts";
import type { TableDigest } from "../core/row-digest.ts";
import { GroupCommit } from "./sqlite-group-commit.ts";
import { describeSqliteError, sqliteDialect } from "./sqlite-kysely.ts";
import { copySqliteRows } from "./sqlite-rows.ts";
import { ReadSnapshot } from "./sqlite-snapshot.ts";

/** How long a statement waits for a lock; only our own backup or a person's `sqlite3` could hold one. */
const BUSY_TIMEOUT_MS = 5_000;
const WAL_CHECKPOINT_PAGES = 4_000;
const CACHE_KIB = 16_384;

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
 * WAL with `synchronous=FULL`: a commit that was answered survives a power cut.
 * @param clock ms since 1970; a test may move it.
 */
export function openSqlite<Tables>(path: string, clock: () => number = Date.now): SqliteDatabase<Tables> {
  const writerConnection = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS, enableForeignKeyConstraints: true });
  writerConnection.exec(`pragma journal_mode=wal`);
  writerConnection.exec(`pragma synchronous=full`);
  writerConnection.exec(`pragma wal_autocheckpoint=${WAL_CHECKPOINT_PAGES}`);
  writerConnection.exec(`pragma cache_size=-${CACHE_KIB}`);
  writerConnection.exec(`pragma temp_store=memory`);
  const readerConnection = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS, readOnly: true });
  readerConnection.exec(`pragma cache_size=-${CACHE_KIB}`);

  const snapshot = new ReadSnapshot(readerConnection);
  const reader = new Kysely<Tables>({ dialect: sqliteDialect(readerConnection, () => snapshot.hold()) });
  const group = new GroupCommit<Tables>(writerConnection, clock, () => snapshot.release());
  let closed = false;

  return {
    dialect: "sqlite",
    reader,
    write: (work) => group.run(work),
    nowMs: () => Promise.resolve(clock()),
    ping() {
      try {
        readerConnection.prepare("select 1").get();
        return Promise.resolve();
      } catch (error) {
        return Promise.reject(describeSqliteError(error));
      }
    },
    copyRows: (to, tables, signal) => copySqliteRows({ from: path, to, tables }, signal),
    walBytes: () => group.walBytes(path),
    async close() {
      if (closed) return;
      closed = true;
      await group.idle();
      snapshot.release();
      readerConnection.close();
      writerConnection.close();
    },
  };
}
