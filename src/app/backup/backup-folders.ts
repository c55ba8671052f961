import { mkdir, open, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { backupsToRemove, type KeptBackups } from "../../core/kept-backups.ts";
import { type Manifest, readManifest } from "./manifest.ts";

const UNFINISHED = ".part";
const NAME = /^\d{8}T\d{9}Z-[0-9a-f]{8}$/;

/** What a killed backup leaves: whole or not, nobody has verified it. */
export const isUnfinished = (path: string): boolean => path.endsWith(UNFINISHED);

export interface BackupFolder {
  readonly path: string;
  readonly madeAtMs: number;
  readonly cause: Manifest["cause"];
  readonly manifest: Manifest;
}

/** `20261126T220501123Z-1f0c22d4`: when it was made (UTC), and the end of the owner's id, since walls may share a folder. */
export const backupName = (madeAtMs: number, owner: string): string =>
  `${new Date(madeAtMs).toISOString().replace(/[-:.]/g, "")}-${markOf(owner)}`;

const markOf = (owner: string): string => owner.slice(-8);

/** The backups of one wall, or of all, the newest first. A folder that cannot be read is none. */
export async function listBackups(dir: string, owner: string | null = null): Promise<BackupFolder[]> {
  const found: BackupFolder[] = [];
  for (const name of await readdir(dir).catch(() => [])) {
    if (!NAME.test(name) || (owner !== null && !name.endsWith(markOf(owner)))) continue;
    const path = join(dir, name);
    const manifest = await readManifest(path).catch(() => null);
    if (!manifest || (owner !== null && manifest.owner !== owner)) continue;
    found.push({ path, manifest, cause: manifest.cause, madeAtMs: Date.parse(manifest.made_at) });
  }
  return found.toSorted((one, other) => other.madeAtMs - one.madeAtMs);
}

/**
 * Where a backup is made until it is whole and verified; only then does it get a name that says so. What a killed one of
 * this wall left is taken away: whoever calls this is the only one who takes backups of it.
 */
export async function beginFolder(
  dir: string,
  { madeAtMs, owner }: { madeAtMs: number; owner: string },
): Promise<{ path: string; wholePath: string }> {
  await mkdir(dir, { recursive: true, mode: 0o700 });
  for (const name of await readdir(dir))
    if (name.endsWith(`-${markOf(owner)}${UNFINISHED}`)) await rm(join(dir, name), { recursive: true, force: true });
  const wholePath = join(dir, backupName(madeAtMs, owner));
  const path = `${wholePath}${UNFINISHED}`;
  await mkdir(path, { mode: 0o700 });
  return { path, wholePath };
}

/** Takes away what need not be kept any more. @returns the folders that went */
export async function removeOldBackups(dir: string, owner: string, keep: KeptBackups): Promise<string[]> {
  const gone: string[] = [];
  for (const { path } of backupsToRemove(await listBackups(dir, owner), keep)) {
    await rm(path, { recursive: true, force: true });
    gone.push(path);
  }
  return gone;
}

/** A rename, and what was made in a folder, is on disk only when the folder is. */
export async function syncFolder(path: string): Promise<void> {
  const handle = await open(path, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
