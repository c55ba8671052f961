import { mkdir } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import type { PostgresDatabase } from "../adapters/database-postgres.ts";
import { lockFolder } from "../adapters/folder-lock.ts";
import type { Settings } from "../config/settings.ts";
import { noteBackup } from "../store/backups.ts";
import { beginChangeRun } from "../store/change-numbers.ts";
import { voidLeases } from "../store/claims.ts";
import { migrate } from "../store/migrate.ts";
import { refuseHalfMoved } from "../store/moves.ts";
import { voidAllLeases } from "../store/step-queue.ts";
import type { Store } from "../store/store.ts";
import type { Tables } from "../store/tables.ts";
import { backUpBeforeMigration } from "./backup/before-migration.ts";
import { type CopyRows, copyFromPostgres, copyFromSqlite } from "./backup/copy-rows.ts";

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
  /** For backups. */
  readonly copyRows: CopyRows;
  close(): Promise<void>;
}

/** Held while a database is brought up to date, so that of several processes one takes the backup before. Ours, like the migrations' own. */
const UPDATE_LOCK = 7_302_020;
/** One holds the lock, one migrates, one is read for the backup. */
const UPDATE_POOL = 3;

/** Commands need one connection, and one more where they read while they write. */
const COMMAND_POOL = 2;

/**
 * Opens the database that the settings name and brings it up to date. With SQLite the folder is locked first; whoever
 * has the lock knows that all steps and imports held by others are held by nobody.
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
    const copyRows = copyFromSqlite(store);
    const applied = await bringUpToDate(store, copyRows, settings);
    await refuseHalfMoved(store);
    const freedSteps = await store.write(voidAllLeases);
    await store.write((unit) => voidLeases(unit, "imports"));
    await store.write((unit) => voidLeases(unit, "acts"));
    await beginChangeRun(store);
    const close = async () => {
      await store.close();
      lock.release();
    };
    return { store, applied, freedSteps, walBytes: () => store.walBytes(), connections: null, copyRows, close };
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
    if (role !== "command") await beginChangeRun(store);
    const connections = () => store.connections();
    const copyRows = copyFromPostgres(store);
    return { store, applied, freedSteps: 0, walBytes: null, connections, copyRows, close: () => store.close() };
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
    poolSize: UPDATE_POOL,
    connectTimeoutMs: settings.database.connectTimeoutMs,
    statementTimeoutMs: 0,
    applicationName: applicationName(role),
    clockOffsetMs: () => settings.clockOffsetMs,
  });
  try {
    return await patient.write(async (unit) => {
      await sql`select pg_advisory_xact_lock(${UPDATE_LOCK})`.execute(unit.db);
      return await bringUpToDate(patient, copyFromPostgres(patient), settings);
    });
  } finally {
    await patient.close();
  }
}

/** @returns the migrations that were applied */
async function bringUpToDate(store: Store, copyRows: CopyRows, settings: Settings): Promise<readonly string[]> {
  const taken = await backUpBeforeMigration(store, copyRows, settings);
  const { applied } = await migrate(store);
  if (taken) await store.write((unit) => noteBackup(unit, taken));
  return applied;
}

/** `digital-wall serve <host>:<pid>`, within the 63 characters that PostgreSQL shows. */
export function applicationName(role: ProcessRole | "move-store"): string {
  const [begin, end] = [`digital-wall ${role} `, `:${process.pid}`];
  return `${begin}${hostname().slice(0, 63 - begin.length - end.length)}${end}`;
}
