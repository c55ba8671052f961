import { rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { openSqlite } from "../../adapters/database-sqlite.ts";
import { lookThrough } from "../../adapters/sqlite-rows.ts";
import type { BackupSettings } from "../../config/backup-settings.ts";
import { visitFailpoint } from "../../core/failpoint.ts";
import type { FileStore } from "../../core/ports/files.ts";
import type { BackupRow } from "../../store/backup-row.ts";
import { appliedMigrations, migrate } from "../../store/migrate.ts";
import { BACKED_UP_TABLES, type MovedTable } from "../../store/moved-tables.ts";
import type { Store } from "../../store/store.ts";
import type { Tables } from "../../store/tables.ts";
import { programVersion } from "../version.ts";
import { type BackedUpFiles, backUpFiles } from "./back-up-files.ts";
import { beginFolder, listBackups, removeOldBackups, syncFolder } from "./backup-folders.ts";
import type { CopyRows, TableDigests } from "./copy-rows.ts";
import { manifestOf, writeManifest } from "./manifest.ts";
import { BackupRefused, reasonOf } from "./refused.ts";

/** How far it is: rows copied (not counted on SQLite, which copies a table at a time), files, the copy looked through. */
export interface BackupProgress {
  readonly doing: "rows" | "files" | "verify";
  readonly done: number;
}

export interface BackupAsked {
  readonly store: Store;
  readonly copyRows: CopyRows;
  /** Null: files are referenced, whatever is set. */
  readonly files: FileStore | null;
  readonly settings: BackupSettings;
  readonly cause: BackupRow["cause"];
  readonly signal: AbortSignal;
  readonly tell: (progress: BackupProgress) => void;
}

export interface TakenBackup {
  readonly folder: string;
  /** Of the rows; linked files take no room of their own. */
  readonly bytes: number;
  readonly rows: number;
  readonly files: BackedUpFiles & { readonly kept: "included" | "referenced" };
  /** Folders of older backups that need not be kept any more. */
  readonly removed: readonly string[];
}

/**
 * Takes a backup and reads it again before it gets its name: every backup that has one was verified. Whoever calls this
 * knows that nobody else takes one of this database meanwhile. Nothing of it remains when it fails.
 * @throws BackupRefused
 */
export async function takeBackup(asked: BackupAsked): Promise<TakenBackup> {
  const { store, settings, signal } = asked;
  const migrations = await appliedMigrations(store);
  const owner = migrations.length > 0 ? await ownerOf(store) : null;
  if (owner === null) throw new BackupRefused("Nobody has started this wall yet, so there is nothing to back up.");
  const made = { owner, migrations, madeAtMs: await store.nowMs() };
  let path: string | null = null;
  try {
    const folder = await beginFolder(settings.dir, made);
    path = folder.path;
    const taken = await fill(asked, { ...made, path });
    visitFailpoint("in-backup");
    await rename(path, folder.wholePath);
    await syncFolder(settings.dir);
    const removed = await removeOldBackups(settings.dir, owner, settings.keep);
    return { ...taken, folder: folder.wholePath, removed };
  } catch (error) {
    if (path !== null) await rm(path, { recursive: true, force: true });
    if (signal.aborted) throw new BackupRefused("The backup was broken off.", error);
    throw new BackupRefused(`No backup could be taken in ${settings.dir}: ${reasonOf(error)}.`, error);
  }
}

async function fill(
  { store, copyRows, files, settings, cause, signal, tell }: BackupAsked,
  { owner, migrations, madeAtMs, path }: { owner: string; migrations: string[]; madeAtMs: number; path: string },
): Promise<Omit<TakenBackup, "folder" | "removed">> {
  const rowsAt = join(path, "wall.db");
  const tables = await prepareTables(rowsAt, migrations);
  const held = await copyRows({ to: rowsAt, tables, signal, tell: (done) => tell({ doing: "rows", done }) });
  const isIncluded = files !== null && settings.withFiles;
  const backedUp = isIncluded
    ? await includeFiles(files, { owner, path, rowsAt, settings, signal, tell })
    : { ...(await countFiles(rowsAt)), missing: [] };
  tell({ doing: "verify", done: 0 });
  const found = await lookThrough({ path: rowsAt, tables, like: null }, signal);
  if (found.fault !== null) throw new Error(`the copy is damaged (${found.fault})`);
  refuseOtherRows(held, found.tables);
  const kept = isIncluded ? "included" : "referenced";
  const madeAt = new Date(madeAtMs).toISOString();
  await writeManifest(
    path,
    manifestOf({
      version: programVersion,
      made_at: madeAt,
      cause,
      database: store.dialect,
      owner,
      migrations,
      wall_db: { bytes: found.bytes, sha256: found.sha256 },
      tables: { ...found.tables },
      files: { kept, ...backedUp, missing: [...backedUp.missing] },
      verified_at: new Date(await store.nowMs()).toISOString(),
    }),
  );
  await syncFolder(path);
  const rows = Object.values(found.tables).reduce((sum, table) => sum + table.rows, 0);
  return { bytes: found.bytes, rows, files: { kept, ...backedUp } };
}

async function ownerOf({ reader }: Store): Promise<string | null> {
  const owner = await reader.selectFrom("persons").select("id").where("role", "=", "owner").executeTakeFirst();
  return owner?.id ?? null;
}

/** Makes the tables as the source has them, which before a migration is as an older program made them. @returns those to fill */
async function prepareTables(path: string, migrations: readonly string[]): Promise<MovedTable[]> {
  const store = openSqlite<Tables>(path);
  try {
    await migrate(store, migrations);
    const there = new Set((await store.reader.introspection.getTables()).map(({ name }) => name));
    return BACKED_UP_TABLES.filter((table) => there.has(table));
  } finally {
    await store.close();
  }
}

async function includeFiles(
  files: FileStore,
  asked: {
    readonly owner: string;
    readonly path: string;
    readonly rowsAt: string;
    readonly settings: BackupSettings;
    readonly signal: AbortSignal;
    readonly tell: BackupAsked["tell"];
  },
): Promise<BackedUpFiles> {
  const { owner, path, rowsAt, settings, signal, tell } = asked;
  const before = (await listBackups(settings.dir, owner)).find(({ manifest }) => manifest.files.kept === "included");
  return await readingRows(rowsAt, (reader) =>
    backUpFiles(reader, {
      files,
      to: join(path, "files"),
      before: before ? join(before.path, "files") : null,
      signal,
      tell: (done) => tell({ doing: "files", done }),
    }),
  );
}

async function countFiles(rowsAt: string): Promise<{ count: number; bytes: number }> {
  return await readingRows(rowsAt, async (reader) => {
    const { count, bytes } = await reader
      .selectFrom("files")
      .select(({ fn }) => [fn.countAll<number>().as("count"), fn.sum<number | null>("bytes").as("bytes")])
      .where("sha256", "is not", null)
      .where("state", "in", ["kept", "staged"])
      .executeTakeFirstOrThrow();
    return { count, bytes: bytes ?? 0 };
  });
}

/** Reads the copy, which says of one moment what files there were. It stays one file, without a log beside it. */
async function readingRows<Result>(
  rowsAt: string,
  work: (reader: Store["reader"]) => Promise<Result>,
): Promise<Result> {
  const { openRows } = await import("../../adapters/sqlite-read-rows.ts");
  const rows = openRows<Tables>(rowsAt);
  try {
    return await work(rows.reader);
  } finally {
    rows.close();
  }
}

function refuseOtherRows(held: TableDigests, found: TableDigests): void {
  for (const [table, { rows, sum }] of Object.entries(held))
    if (found[table]?.rows !== rows || found[table].sum !== sum)
      throw new Error(`the rows of ${table} are not what the database held`);
}
