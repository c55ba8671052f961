import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { lockFolder } from "../adapters/folder-lock.ts";
import type { Store } from "../store/store.ts";
import type { Tables } from "../store/tables.ts";
import type { MovePlace } from "./move-place.ts";
import { applicationName } from "./open-store.ts";

/** Moving is refused, by one sentence for the person who asked. */
export class MoveRefused extends Error {
  constructor(sentence: string) {
    super(sentence);
    this.name = "MoveRefused";
  }
}

const CONNECT_TIMEOUT_MS = 10_000;
/** A page, an emptied table, an index of all: nobody waits for an answer here. */
const STATEMENT_TIMEOUT_MS = 600_000;

/**
 * Opens one end of a move. On SQLite the folder is locked, so that no server runs there meanwhile.
 * @throws MoveRefused, FolderTaken, DatabaseUnavailable
 */
export async function openMoved(
  place: MovePlace,
  end: "from" | "to",
): Promise<{ store: Store; close(): Promise<void> }> {
  if (place.kind === "postgres") {
    const { openPostgres } = await import("../adapters/database-postgres.ts");
    const store = openPostgres<Tables>({
      url: place.url,
      poolSize: 2,
      connectTimeoutMs: CONNECT_TIMEOUT_MS,
      statementTimeoutMs: STATEMENT_TIMEOUT_MS,
      applicationName: applicationName("move-store"),
      clockOffsetMs: () => 0,
    });
    return { store, close: () => store.close() };
  }
  if (end === "from" && !existsSync(place.path)) throw new MoveRefused(`There is no database at ${place.path}.`);
  const folder = dirname(place.path);
  if (end === "to") await mkdir(folder, { recursive: true, mode: 0o700 });
  const lock = lockFolder(folder);
  try {
    const { openSqlite } = await import("../adapters/database-sqlite.ts");
    const store = openSqlite<Tables>(place.path);
    const close = async () => {
      await store.close();
      lock.release();
    };
    return { store, close };
  } catch (error) {
    lock.release();
    throw error;
  }
}
