import { createReadStream } from "node:fs";
import { copyFile, lstat, mkdir, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { openSqlite } from "../../adapters/database-sqlite.ts";
import { checkedKey } from "../../adapters/file-key.ts";
import type { Settings } from "../../config/settings.ts";
import type { FileStore } from "../../core/ports/files.ts";
import { listWhole } from "../../store/files.ts";
import { migrate } from "../../store/migrate.ts";
import type { Store } from "../../store/store.ts";
import type { Tables } from "../../store/tables.ts";
import type { MovePlace } from "../move-place.ts";
import { type MoveProgress, moveStore } from "../move-store.ts";
import { openFiles } from "../open-files.ts";
import { BackupRefused } from "./refused.ts";
import { verifyBackup } from "./verify-backup.ts";

const ROWS_A_PAGE = 500;

export interface RestoreProgress {
  readonly doing: MoveProgress["doing"] | "verify" | "files";
  readonly done: number;
  readonly total: number;
}

export interface RestoredBackup {
  readonly made_at: string;
  readonly rows: number;
  readonly items: number;
  /** Files put back, or, where the backup only refers to them, found where they lie. */
  readonly files: number;
  readonly bytes: number;
  readonly files_were: "included" | "referenced";
  /** Keys of files that are not there, or not what was kept. Their items were restored without them. */
  readonly missing: readonly string[];
  readonly resumed: boolean;
}

export interface RestoreAsked {
  readonly folder: string;
  readonly settings: Settings;
  /** Takes away what an interrupted restore left and begins with nothing. */
  readonly anew: boolean;
  readonly tell: (progress: RestoreProgress) => void;
}

/**
 * Restores a backup into a place that holds nothing: SQLite in DATA_DIR, or the PostgreSQL of DATABASE_URL, whichever the
 * backup came from. It is verified first. Until the last row and file is there and compared, nobody can start on the
 * target; interrupted, it goes on when it is run again.
 * @throws BackupRefused, MoveRefused, FolderTaken, DatabaseTooNew, DatabaseUnavailable
 */
export async function restoreBackup({ folder: named, settings, anew, tell }: RestoreAsked): Promise<RestoredBackup> {
  const folder = resolve(named);
  tell({ doing: "verify", done: 0, total: 1 });
  const manifest = await verifyBackup(folder);
  const staging = join(settings.dataDir, "restoring");
  await mkdir(settings.dataDir, { recursive: true, mode: 0o700 });
  await rm(staging, { recursive: true, force: true });
  await mkdir(staging, { mode: 0o700 });
  const target = await openFiles(settings.files);
  try {
    const from = await stage(folder, staging);
    const put: PutFiles = { count: 0, bytes: 0, missing: [] };
    const total = manifest.files.count;
    const isIncluded = manifest.files.kept === "included";
    const moved = await moveStore({
      from: { kind: "sqlite", path: from },
      to: targetOf(settings),
      anew,
      tell,
      beforeEnd: async ({ reader }) => {
        await putFiles(reader, isIncluded ? join(folder, "files") : null, target, put, () =>
          tell({ doing: "files", done: put.count, total }),
        );
      },
    });
    return {
      made_at: manifest.made_at,
      rows: moved.rows,
      items: moved.items,
      files: put.count,
      bytes: put.bytes,
      files_were: manifest.files.kept,
      missing: put.missing,
      resumed: moved.resumed,
    };
  } finally {
    await target.close();
    await rm(staging, { recursive: true, force: true });
  }
}

const targetOf = ({ databaseUrl, dataDir }: Settings): MovePlace =>
  databaseUrl === null ? { kind: "sqlite", path: join(dataDir, "wall.db") } : { kind: "postgres", url: databaseUrl };

/** A copy of the rows with the tables of this version: the backup itself is never changed. */
async function stage(folder: string, staging: string): Promise<string> {
  const path = join(staging, "wall.db");
  await copyFile(join(folder, "wall.db"), path);
  const store = openSqlite<Tables>(path);
  try {
    await migrate(store);
  } finally {
    await store.close();
  }
  return path;
}

interface PutFiles {
  count: number;
  bytes: number;
  readonly missing: string[];
}

/** One file that is lost must not keep all the rest from coming back; a place that cannot be written must. */
async function putFiles(
  rows: Store["reader"],
  from: string | null,
  target: FileStore,
  put: PutFiles,
  tell: () => void,
): Promise<void> {
  for (let after: string | null = null; ; ) {
    const page: Awaited<ReturnType<typeof listWhole>> = await listWhole(rows, { after, limit: ROWS_A_PAGE });
    for (const { store_key: key, bytes, sha256 } of page) {
      const isThere = await putFile(target, from, { key, bytes, sha256: sha256 ?? "" });
      if (isThere) {
        put.count += 1;
        put.bytes += bytes;
      } else put.missing.push(key);
      tell();
    }
    after = page.at(-1)?.id ?? null;
    if (page.length < ROWS_A_PAGE) return;
  }
}

async function putFile(
  target: FileStore,
  from: string | null,
  { key, bytes, sha256 }: { key: string; bytes: number; sha256: string },
): Promise<boolean> {
  const standing = await target.stat(checkedKey(key));
  if (from === null) return standing?.bytes === bytes;
  const path = join(from, checkedKey(key));
  // A link in the folder would lead out of it, and another length is another file.
  const known = await lstat(path).catch(() => null);
  if (!known?.isFile() || known.size !== bytes) return false;
  const expected = { bytes, sha256 };
  try {
    await target.put(key, createReadStream(path), { maxBytes: bytes, expected });
    return true;
  } catch (error) {
    if (error instanceof Error && error.name === "FilesUnavailable" && error.cause === null) return false;
    throw new BackupRefused("The place of the files cannot be written. Run this again when it can: it goes on.", error);
  }
}
