import { lstat, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openSqlite } from "../../adapters/database-sqlite.ts";
import { lookThrough } from "../../adapters/sqlite-rows.ts";
import { DatabaseTooNew, MIGRATION_NAMES, migrate } from "../../store/migrate.ts";
import { BACKED_UP_TABLES } from "../../store/moved-tables.ts";
import type { Tables } from "../../store/tables.ts";
import { isUnfinished } from "./backup-folders.ts";
import { type Manifest, readManifest } from "./manifest.ts";
import { BackupRefused } from "./refused.ts";

/**
 * Reads a backup's rows to the end: they are what its manifest says, SQLite finds them whole, they have the tables that
 * our migrations make and no others (a trigger in them would run when they are read), and what refers to something finds
 * it. Files are compared when they are put back.
 * @throws BackupRefused, DatabaseTooNew
 */
export async function verifyBackup(folder: string): Promise<Manifest> {
  if (isUnfinished(folder)) throw new BackupRefused(`${folder} is a backup that was never finished and verified.`);
  const manifest = await readManifest(folder);
  const newer = manifest.migrations.find((name) => !MIGRATION_NAMES.includes(name));
  if (newer !== undefined) throw new DatabaseTooNew(newer);
  const path = join(folder, "wall.db");
  const known = await lstat(path).catch(() => null);
  if (!known?.isFile()) throw new BackupRefused(`There is no wall.db in ${folder}.`);
  const damaged = (why: string) => new BackupRefused(`The backup ${folder} is damaged and was not restored: ${why}.`);
  if (known.size !== manifest.wall_db.bytes) throw damaged("wall.db has another size than when it was made");
  const tables = Object.keys(manifest.tables);
  const unknown = tables.find((table) => !(BACKED_UP_TABLES as readonly string[]).includes(table));
  if (unknown !== undefined) throw damaged(`it names a table ${unknown} that backups do not have`);
  const found = await lookInto(path, { tables, migrations: manifest.migrations }).catch((error: unknown) => {
    throw damaged(error instanceof Error ? error.message : String(error));
  });
  if (found.sha256 !== manifest.wall_db.sha256) throw damaged("wall.db is not what was made");
  if (found.fault !== null) throw damaged(found.fault);
  for (const [table, { rows, sum }] of Object.entries(manifest.tables))
    if (found.tables[table]?.rows !== rows || found.tables[table].sum !== sum)
      throw damaged(`the rows of ${table} are not those that were counted`);
  return manifest;
}

async function lookInto(path: string, { tables, migrations }: { tables: string[]; migrations: readonly string[] }) {
  const folder = await mkdtemp(join(tmpdir(), "digital-wall-"));
  try {
    const like = join(folder, "empty.db");
    const empty = openSqlite<Tables>(like);
    try {
      await migrate(empty, migrations);
    } finally {
      await empty.close();
    }
    return await lookThrough({ path, tables, like });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
