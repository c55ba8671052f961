import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { lockFolder } from "../adapters/folder-lock.ts";
import type { Settings } from "../config/settings.ts";
import { migrate } from "../store/migrate.ts";
import { voidAllLeases } from "../store/step-queue.ts";
import type { Store } from "../store/store.ts";
import type { Tables } from "../store/tables.ts";

export interface OpenStore {
  readonly store: Store;
  readonly applied: readonly string[];
  /** Steps that a predecessor left held; SQLite only. */
  readonly freedSteps: number;
  /** Bytes in SQLite's write-ahead log; null on PostgreSQL. */
  readonly walBytes: (() => number) | null;
  close(): Promise<void>;
}

const STATEMENT_TIMEOUT_MS = 5_000;
const CONNECT_TIMEOUT_MS = 4_000;

/**
 * Opens the database that the settings name and brings it up to date. With SQLite the folder is locked first; whoever
 * has the lock knows that all steps held by others are held by nobody.
 * @throws FolderTaken, DatabaseTooNew, DatabaseUnavailable
 */
export async function openStore(settings: Settings): Promise<OpenStore> {
  await mkdir(settings.dataDir, { recursive: true, mode: 0o700 });
  return settings.databaseUrl === null
    ? await openEmbedded(settings)
    : await openShared(settings, settings.databaseUrl);
}

async function openEmbedded(settings: Settings): Promise<OpenStore> {
  const lock = lockFolder(settings.dataDir);
  try {
    const { openSqlite } = await import("../adapters/database-sqlite.ts");
    const store = openSqlite<Tables>(join(settings.dataDir, "wall.db"), () => Date.now() + settings.clockOffsetMs);
    const { applied } = await migrate(store);
    const freedSteps = await store.write(voidAllLeases);
    const close = async () => {
      await store.close();
      lock.release();
    };
    return { store, applied, freedSteps, walBytes: () => store.walBytes(), close };
  } catch (error) {
    lock.release();
    throw error;
  }
}

async function openShared(settings: Settings, url: string): Promise<OpenStore> {
  const { openPostgres } = await import("../adapters/database-postgres.ts");
  const store = openPostgres<Tables>({
    url,
    poolSize: settings.databasePool,
    statementTimeoutMs: STATEMENT_TIMEOUT_MS,
    connectTimeoutMs: CONNECT_TIMEOUT_MS,
    clockOffsetMs: () => settings.clockOffsetMs,
  });
  try {
    const { applied } = await migrate(store);
    return { store, applied, freedSteps: 0, walBytes: null, close: () => store.close() };
  } catch (error) {
    await store.close();
    throw error;
  }
}
