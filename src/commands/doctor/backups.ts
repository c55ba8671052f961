import { existsSync } from "node:fs";
import { join } from "node:path";
import { listBackups } from "../../app/backup/backup-folders.ts";
import type { Settings } from "../../config/settings.ts";
import { bytesInWords, timeInWords } from "../times.ts";
import { type Finding, ok, warning } from "./finding.ts";

const CHECK = "Backup";
const DAY_MS = 86_400_000;
const HINT = "`digital-wall backup` takes one now.";

/** When the last verified backup in BACKUP_DIR was taken: only verified ones have their name. */
export async function checkBackups({ dataDir, databaseUrl, backups: { dir, everyMs } }: Settings): Promise<Finding> {
  const [newest] = await listBackups(dir);
  if (!newest) {
    if (databaseUrl === null && !existsSync(join(dataDir, "wall.db"))) return ok(CHECK, "nothing to back up yet");
    return everyMs === null
      ? warning(CHECK, `none in ${dir}, and BACKUP_EVERY_HOURS is off`, HINT)
      : ok(CHECK, `none in ${dir} yet; the server takes the first one a while after the start`);
  }
  const { made_at: madeAt, wall_db, files } = newest.manifest;
  const kept = files.kept === "included" ? `${files.count} files` : "files referred to";
  const found = `the last verified one was taken ${timeInWords(madeAt)} (${bytesInWords(wall_db.bytes)} of rows, ${kept})`;
  const lateMs = (everyMs ?? 0) + 2 * DAY_MS;
  if (Date.now() - newest.madeAtMs > lateMs) return warning(CHECK, found, `Is it long ago? ${HINT}`);
  return files.missing.length > 0
    ? warning(CHECK, `${found}; ${files.missing.length} files were missing`, "`digital-wall doctor --deep` names them.")
    : ok(CHECK, found);
}
