import type { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import { isLocked } from "./sqlite-kysely.ts";

/** How long a unit waits for somebody else who writes to the file: only our own backup or a person's `sqlite3` could. */
const LOCKED_MS = 5_000;
const LOCKED_EVERY_MS = 5;

/**
 * Begins a transaction that writes, on a connection that does not wait for locks by itself. Whoever else writes to the file is
 * waited for in turns of the event loop: in those people read, and the other may be of this process.
 * @throws SQLite's own error after 5 seconds, or when it is not about a lock.
 */
export async function beginToWrite(connection: DatabaseSync): Promise<void> {
  const startedAt = performance.now();
  for (;;) {
    try {
      return connection.exec("begin immediate");
    } catch (error) {
      if (!isLocked(error) || performance.now() - startedAt > LOCKED_MS) throw error;
      await sleep(LOCKED_EVERY_MS);
    }
  }
}
