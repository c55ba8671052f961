/** The thread of sqlite-reads.ts: runs one plain read after another on a connection of its own. */
import { DatabaseSync, type StatementSync } from "node:sqlite";
import { parentPort, workerData } from "node:worker_threads";
import { addFunctions } from "./sqlite-functions.ts";
import type { ReadAnswered, ReadAsked } from "./sqlite-reads.ts";

const CACHE_KIB = 16_384;
const BUSY_TIMEOUT_MS = 5_000;
const MOST_STATEMENTS = 100;

const database = new DatabaseSync(String(workerData), { timeout: BUSY_TIMEOUT_MS, readOnly: true });
database.exec(`pragma cache_size=-${CACHE_KIB}`);
addFunctions(database);
const statements = new Map<string, StatementSync>();

function prepared(sql: string): StatementSync {
  const known = statements.get(sql);
  if (known) return known;
  const statement = database.prepare(sql);
  if (statements.size >= MOST_STATEMENTS) statements.clear();
  statements.set(sql, statement);
  return statement;
}

parentPort?.on("message", ({ n, sql, parameters }: ReadAsked) => {
  let answer: ReadAnswered;
  try {
    answer = { n, rows: prepared(sql).all(...parameters) };
  } catch (error) {
    const errcode = error instanceof Error && "errcode" in error ? Number(error.errcode) : null;
    answer = { n, message: error instanceof Error ? error.message : String(error), errcode };
  }
  parentPort?.postMessage(answer);
});
