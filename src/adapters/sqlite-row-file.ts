import { closeSync, fsyncSync, openSync } from "node:fs";
import { DatabaseSync, type StatementSync } from "node:sqlite";
import type { AnyRow } from "../core/row-digest.ts";

/** A file of SQLite that rows are written to, which has its tables already and is used by nobody else. */
export interface RowFile {
  /** Adds a page of rows of one table. */
  add(table: string, rows: readonly AnyRow[]): void;
  /** Synced when it returns. */
  close(): void;
}

/** Nothing is synced before the end: a crash leaves a file that nobody takes for a backup. */
export function openRowFile(path: string): RowFile {
  const database = new DatabaseSync(path, { enableForeignKeyConstraints: false });
  database.exec("pragma journal_mode=delete");
  database.exec("pragma synchronous=off");
  const inserts = new Map<string, StatementSync>();

  function insertOf(table: string, columns: readonly string[]): StatementSync {
    let insert = inserts.get(table);
    if (!insert) {
      const names = columns.map((name) => `"${name}"`).join(", ");
      insert = database.prepare(`insert into "${table}" (${names}) values (${columns.map(() => "?").join(", ")})`);
      inserts.set(table, insert);
    }
    return insert;
  }

  return {
    add(table, rows) {
      const [first] = rows;
      if (!first) return;
      const columns = Object.keys(first);
      const insert = insertOf(table, columns);
      database.exec("begin");
      for (const row of rows) insert.run(...columns.map((column) => row[column] ?? null));
      database.exec("commit");
    },
    close() {
      database.close();
      const file = openSync(path, "r+");
      fsyncSync(file);
      closeSync(file);
    },
  };
}
