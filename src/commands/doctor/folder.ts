import { existsSync } from "node:fs";
import { access, constants, rm, stat, statfs, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { FolderTaken, lockFolder } from "../../adapters/folder-lock.ts";
import { keyFileOf, serverFileOf } from "../../app/local-files.ts";
import type { Settings } from "../../config/settings.ts";
import { bytesInWords } from "../times.ts";
import { type Finding, failure, ok, warning, wordsOf } from "./finding.ts";

const SCARCE_BYTES = 1_000_000_000;
const FULL_BYTES = 100_000_000;
const OTHERS_BITS = 0o077;
const hasModes = process.platform !== "win32";

/** The folder and its files are there, and can be written. */
export async function checkFolder({ dataDir, files }: Settings): Promise<Finding> {
  if (!existsSync(dataDir)) {
    const above = nearestFolder(dataDir);
    const canMake = await access(above, constants.W_OK).then(
      () => true,
      () => false,
    );
    return canMake
      ? ok("Folder", `${dataDir} is not there yet; the first start makes it`)
      : failure("Folder", `${dataDir} cannot be made in ${above}`, "Set DATA_DIR to a folder this user may write.");
  }
  const folders = [dataDir, ...(files.kind === "folder" ? [files.folder] : [])];
  for (const folder of folders.filter((folder) => existsSync(folder))) {
    const probe = join(folder, `.doctor-${process.pid}`);
    try {
      await writeFile(probe, "", { flag: "wx" });
      await rm(probe);
    } catch (error) {
      return failure(
        "Folder",
        `${folder} cannot be written (${wordsOf(error)})`,
        "Give this user the right to, or set DATA_DIR to another folder.",
      );
    }
  }
  const { mode } = await stat(dataDir);
  return hasModes && (mode & OTHERS_BITS) !== 0
    ? warning("Folder", `${dataDir} is open to other users of this machine`, `chmod 700 ${dataDir}`)
    : ok("Folder", `${dataDir} can be written`);
}

export async function checkDisk({ dataDir }: Settings): Promise<Finding> {
  const { bavail, bsize } = await statfs(nearestFolder(dataDir));
  const freeBytes = bavail * bsize;
  const found = `${bytesInWords(freeBytes)} free`;
  if (freeBytes < FULL_BYTES) return failure("Disk", found, "Make room: shares are refused when the disk is full.");
  return freeBytes < SCARCE_BYTES ? warning("Disk", found, "Make room before it is full.") : ok("Disk", found);
}

/** Who holds the folder. Only the embedded database needs it for itself. */
export function checkLock({ dataDir, databaseUrl }: Settings): Finding {
  const isNoted = existsSync(serverFileOf(dataDir));
  if (databaseUrl !== null) return ok("Lock", "not needed with PostgreSQL");
  if (!existsSync(join(dataDir, "lock.db"))) return ok("Lock", "free");
  try {
    lockFolder(dataDir).release();
  } catch (error) {
    if (!(error instanceof FolderTaken))
      return failure("Lock", wordsOf(error), `Look at ${join(dataDir, "lock.db")} and its rights.`);
    return isNoted
      ? ok("Lock", `held by process ${error.pid}, which runs Digital Wall`)
      : warning(
          "Lock",
          `held by process ${error.pid}, which serves nothing`,
          "If it is not just starting or stopping, end it.",
        );
  }
  return isNoted
    ? warning(
        "Lock",
        "free, though a server was noted here: it was killed",
        "Start it again with `digital-wall serve`; nothing is lost.",
      )
    : ok("Lock", "free: nothing runs here");
}

/** The owner's key opens everything, so nobody else may read it. */
export async function checkKeyFile({ dataDir }: Settings): Promise<Finding> {
  const file = keyFileOf(dataDir);
  const found = await stat(file).catch(() => null);
  if (!found)
    return existsSync(join(dataDir, "wall.db"))
      ? warning("Owner's key", `${file} is missing`, "Restart the server: it makes a new one.")
      : ok("Owner's key", "the first start makes it");
  if (found.size === 0)
    return failure("Owner's key", `${file} is empty`, `Remove ${file} and restart the server: it makes a new one.`);
  return hasModes && (found.mode & OTHERS_BITS) !== 0
    ? failure("Owner's key", `${file} can be read by other users`, `chmod 600 ${file}`)
    : ok("Owner's key", "only this user can read it");
}

function nearestFolder(path: string): string {
  return existsSync(path) || dirname(path) === path ? path : nearestFolder(dirname(path));
}
