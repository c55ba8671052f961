/** The thread of sqlite-checkpoint.ts: moves what the log holds into the database, and says how much of it is there. */
import { DatabaseSync } from "node:sqlite";
import { parentPort, workerData } from "node:worker_threads";
import type { Checkpointed } from "./sqlite-checkpoint.ts";

const database = new DatabaseSync(String(workerData));
// SQLite syncs the log before it copies from it, and the database before it counts a page as copied.
database.exec("pragma synchronous=normal");
const checkpoint = database.prepare("pragma wal_checkpoint(passive)");

parentPort?.on("message", () => {
  let answer: Checkpointed;
  try {
    const { log, checkpointed } = checkpoint.get() as { log: number; checkpointed: number };
    answer = { left: log - checkpointed, error: null };
  } catch (error) {
    answer = { left: null, error: String(error) };
  }
  parentPort?.postMessage(answer);
});
