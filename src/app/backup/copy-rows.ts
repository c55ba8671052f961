import type { PostgresDatabase } from "../../adapters/database-postgres.ts";
import type { SqliteDatabase } from "../../adapters/database-sqlite.ts";
import { visitFailpoint } from "../../core/failpoint.ts";
import { RowDigest, type TableDigest } from "../../core/row-digest.ts";
import { type MovedRow, readPage } from "../../store/move-rows.ts";
import type { MovedTable } from "../../store/moved-tables.ts";
import type { Tables } from "../../store/tables.ts";

export type TableDigests = Readonly<Record<string, TableDigest>>;

interface CopyAsked {
  /** A file with those tables, all of them empty. */
  readonly to: string;
  readonly tables: readonly MovedTable[];
  readonly signal: AbortSignal;
  readonly tell: (done: number) => void;
}

/** Copies the rows of tables into a file of SQLite, all as they are at one moment. @returns what the tables held then */
export type CopyRows = (asked: CopyAsked) => Promise<TableDigests>;

/** Longer than this nobody may keep PostgreSQL from cleaning up. At 20,000 rows a second it is a hundred million. */
const LONGEST_MOMENT_MS = 2 * 3_600_000;

export const copyFromSqlite =
  (store: SqliteDatabase<Tables>): CopyRows =>
  ({ to, tables, signal }) =>
    store.copyRows(to, tables, signal);

/**
 * Reads page by page, by key, in one transaction that only reads. It sees one moment and locks nothing; rows that others
 * change or delete meanwhile stay on disk until it ends, which is why it may not last for ever.
 */
export const copyFromPostgres =
  (store: PostgresDatabase<Tables>): CopyRows =>
  async ({ to, tables, signal, tell }) => {
    const { openRowFile } = await import("../../adapters/sqlite-row-file.ts");
    const file = openRowFile(to);
    const endsAtMs = performance.now() + LONGEST_MOMENT_MS;
    const digests: Record<string, TableDigest> = {};
    let rows = 0;
    try {
      await store.atOneMoment(async (reader) => {
        for (const table of tables) {
          const digest = new RowDigest();
          for (let after: MovedRow | undefined; ; ) {
            signal.throwIfAborted();
            if (performance.now() > endsAtMs) throw new Error("reading the database took too long");
            const page = await readPage(reader, table, after);
            visitFailpoint("in-backup");
            file.add(table, page);
            for (const row of page) digest.add(row);
            rows += page.length;
            tell(rows);
            after = page.at(-1);
            if (after === undefined) break;
          }
          digests[table] = digest.value;
        }
      });
    } finally {
      file.close();
    }
    return digests;
  };
