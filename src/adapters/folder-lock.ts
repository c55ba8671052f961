import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

/** Another process works on this folder. */
export class FolderTaken extends Error {
  readonly pid: string;
  constructor(folder: string, pid: string) {
    super(`Digital Wall runs on this folder already (process ${pid}): ${folder}`);
    this.name = "FolderTaken";
    this.pid = pid;
  }
}

/** What is held; a connection that nothing refers to would be closed by the garbage collector, and the folder be free. */
const held = new Set<DatabaseSync>();

/**
 * Takes the folder for this process alone. The lock is SQLite's own, held by an open transaction on `lock.db`: the
 * system lets it go when the process ends, however it ends, so there is nothing to clean up. The pid is for the message.
 * @throws FolderTaken
 */
export function lockFolder(folder: string): { release(): void } {
  const pidFile = join(folder, "lock.pid");
  const lock = new DatabaseSync(join(folder, "lock.db"), { timeout: 0 });
  try {
    lock.exec("pragma locking_mode=exclusive");
    lock.exec("begin exclusive");
  } catch (error) {
    lock.close();
    if (error instanceof Error && "errcode" in error && error.errcode === 5)
      throw new FolderTaken(folder, readPid(pidFile));
    throw error;
  }
  writeFileSync(pidFile, `${process.pid}\n`, { mode: 0o600 });
  held.add(lock);
  return {
    release() {
      if (held.delete(lock)) lock.close();
    },
  };
}

function readPid(path: string): string {
  try {
    return readFileSync(path, "utf8").trim();
  } catch {
    return "unknown";
  }
}
