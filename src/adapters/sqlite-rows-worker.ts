/** The thread of sqlite-rows.ts. */
import { createHash } from "node:crypto";
import { closeSync, fsyncSync, openSync, readSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { pathToFileURL } from "node:url";
import { parentPort, workerData } from "node:worker_threads";
import { type AnyRow, RowDigest, type TableDigest } from "../core/row-digest.ts";
import type { LookedThrough, RowsTask } from "./sqlite-rows.ts";

const READ_AT_ONCE_BYTES = 1024 * 1024;
/** A checkpoint may be under way when we begin to read. */
const TIMEOUT_MS = 5_000;

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

function copy({ from, to, tables }: Extract<RowsTask, { kind: "copy" }>): Record<string, TableDigest> {
  const target = new DatabaseSync(to, { timeout: TIMEOUT_MS, enableForeignKeyConstraints: false });
  try {
    // One file and no log beside it. A crash leaves a file that nobody takes for a backup, so nothing is synced before the end.
    target.exec("pragma journal_mode=delete");
    target.exec("pragma synchronous=off");
    target.prepare("attach ? as source").run(`${pathToFileURL(from).href}?mode=ro`);
    // The first read fixes the moment; writers of the source go on, and all below sees the same.
    target.exec("begin");
    const digests: Record<string, TableDigest> = {};
    for (const table of tables) {
      const columns = columnsOf(target, table).map(quoted).join(", ");
      target.exec(`insert into main.${quoted(table)} (${columns}) select ${columns} from source.${quoted(table)}`);
      digests[table] = digestOf(target, "source", table);
    }
    target.exec("commit");
    target.exec("detach source");
    return digests;
  } finally {
    target.close();
    syncFile(to);
  }
}

function look({ path, tables, like }: Extract<RowsTask, { kind: "look" }>): LookedThrough {
  const { bytes, sha256 } = hashOf(path);
  // What is not sound may not be read any further, and what has other tables than ours is not ours.
  const database = new DatabaseSync(path, { readOnly: true, timeout: TIMEOUT_MS });
  try {
    database.exec("pragma trusted_schema=off");
    const fault = faultOf(database, like);
    const digests = fault === null ? tables.map((table) => [table, digestOf(database, "main", table)] as const) : [];
    return { fault, tables: Object.fromEntries(digests), bytes, sha256 };
  } finally {
    database.close();
  }
}

function faultOf(database: DatabaseSync, like: string | null): string | null {
  const said = String(database.prepare("pragma integrity_check(1)").get()?.["integrity_check"]);
  if (said !== "ok") return said;
  if (like !== null && schemaOf(database) !== schemaAt(like)) return "its tables are not those of Digital Wall";
  const [dangling] = database.prepare("pragma foreign_key_check").all();
  return dangling ? `a row of ${String(dangling["table"])} names one that is not there` : null;
}

function schemaAt(path: string): string {
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    return schemaOf(database);
  } finally {
    database.close();
  }
}

function schemaOf(database: DatabaseSync): string {
  return JSON.stringify(
    database
      .prepare("select type, name, tbl_name, sql from sqlite_schema where name <> 'sqlite_stat1' order by 1, 2")
      .all(),
  );
}

const columnsOf = (database: DatabaseSync, table: string): string[] =>
  database
    .prepare(`select name from pragma_table_info(?, 'main')`)
    .all(table)
    .map(({ name }) => String(name));

function digestOf(database: DatabaseSync, schema: "main" | "source", table: string): TableDigest {
  const digest = new RowDigest();
  for (const row of database.prepare(`select * from ${schema}.${quoted(table)}`).iterate()) digest.add(row as AnyRow);
  return digest.value;
}

function hashOf(path: string): { bytes: number; sha256: string } {
  const file = openSync(path, "r");
  const hash = createHash("sha256");
  const chunk = Buffer.alloc(READ_AT_ONCE_BYTES);
  let bytes = 0;
  for (;;) {
    const read = readSync(file, chunk);
    if (read === 0) break;
    hash.update(chunk.subarray(0, read));
    bytes += read;
  }
  closeSync(file);
  return { bytes, sha256: hash.digest("hex") };
}

function syncFile(path: string): void {
  const file = openSync(path, "r+");
  fsyncSync(file);
  closeSync(file);
}

const task = workerData as RowsTask;
parentPort?.postMessage(task.kind === "copy" ? copy(task) : look(task));
