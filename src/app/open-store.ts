import { mkdir } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import type { PostgresDatabase } from "../adapters/database-postgres.ts";
import { lockFolder } from "../adapters/folder-lock.ts";
import type { Settings } from "../config/settings.ts";
import { migrate } from "../store/migrate.ts";
import { refuseHalfMoved } from "../store/moves.ts";
import { voidAllLeases } from "../store/step-queue.ts";
import type { Store } from "../store/store.ts";
import type { Tables } from "../store/tables.ts";

/** What a process is for, as the administrator of a shared database sees it. */
export type ProcessRole = "serve" | "worker" | "command";

export interface OpenStore {
  readonly store: Store;
  readonly applied: readonly string[];
  /** Steps that a predecessor left held; SQLite only. */
  readonly freedSteps: number;
  /** Bytes in SQLite's write-ahead log; null on PostgreSQL. */
  readonly walBytes: (() => number) | null;
  /** How the pool of connections stands; null on SQLite. */
  readonly connections: PostgresDatabase<Tables>["connections"] | null;
  close(): Promise<void>;
}

/** Commands need one connection, and one more where they read while they write. */
const COMMAND_POOL = 2;

/**
 * Opens the database that the settings name and brings it up to date. With SQLite the folder is locked first; whoever
 * has the lock knows that all steps held by others are held by nobody.
 * @throws FolderTaken, DatabaseTooNew, HalfMoved, DatabaseUnavailable
 */
export async function openStore(settings: Settings, role: ProcessRole = "command"): Promise<OpenStore> {
  await mkdir(settings.dataDir, { recursive: true, mode: 0o700 });
  return settings.databaseUrl === null
    ? await openEmbedded(settings)
    : await openShared(settings, settings.databaseUrl, role);
}

async function openEmbedded(settings: Settings): Promise<OpenStore> {
  const lock = lockFolder(settings.dataDir);
  try {
    const { openSqlite } = await import("../adapters/database-sqlite.ts");
    const store = openSqlite<Tables>(join(settings.dataDir, "wall.db"), () => Date.now() + settings.clockOffsetMs);
    const { applied } = await migrate(store);
    await refuseHalfMoved(store);
    const freedSteps = await store.write(voidAllLeases);
    const close = async () => {
      await store.close();
      lock.release();
    };
    return { store, applied, freedSteps, walBytes: () => store.walBytes(), connections: null, close };
  } catch (error) {
    lock.release();
    throw error;
  }
}

async function openShared(settings: Settings, url: string, role: ProcessRole): Promise<OpenStore> {
  const applied = await migrateShared(settings, url, role);
  const { openPostgres } = await import("../adapters/database-postgres.ts");
  const { database } = settings;
  const store = openPostgres<Tables>({
    ...database,
    url,
    poolSize: role === "command" ? Math.min(COMMAND_POOL, database.poolSize) : database.poolSize,
    applicationName: applicationName(role),
    clockOffsetMs: () => settings.clockOffsetMs,
  });
  try {
    await refuseHalfMoved(store);
    const connections = () => store.connections();
    return { store, applied, freedSteps: 0, walBytes: null, connections, close: () => store.close() };
  } catch (error) {
    await store.close();
    throw error;
  }
}

/**
 * Migrates on a connection of its own without limits of time: a large table may take minutes to change, and whoever else
 * starts meanwhile waits for the lock as long.
 */
async function migrateShared(settings: Settings, url: string, role: ProcessRole): Promise<readonly string[]> {
  const { openPostgres } = await import("../adapters/database-postgres.ts");
  const patient = openPostgres<Tables>({
    url,
    poolSize: 1,
    connectTimeoutMs: settings.database.connectTimeoutMs,
    statementTimeoutMs: 0,
    applicationName: applicationName(role),
    clockOffsetMs: () => settings.clockOffsetMs,
  });
  try {
    return (await migrate(patient)).applied;
  } finally {
    await patient.close();
  }
}

/** `digital-wall serve <host>:<pid>`, within the 63 characters that PostgreSQL shows. */
export function applicationName(role: ProcessRole | "move-store"): string {
  const [begin, end] = [`digital-wall ${role} `, `:${process.pid}`];
  return `${begin}${hostname().slice(0, 63 - begin.length - end.length)}${end}`;
}
