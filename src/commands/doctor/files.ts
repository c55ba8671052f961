import { existsSync } from "node:fs";
import { join } from "node:path";
import { openFiles } from "../../app/open-files.ts";
import { placeInWords } from "../../config/file-settings.ts";
import type { Settings } from "../../config/settings.ts";
import type { FileStore } from "../../core/ports/files.ts";
import { UNKEPT_AFTER_MS } from "../../pipeline/sweeper.ts";
import type { Tables } from "../../store/tables.ts";
import { type Finding, failure, ok, warning, wordsOf } from "./finding.ts";

const CHECK = "Files";
const TIMEOUT_MS = 60_000;
const NAMED = 3;

interface NamedFile {
  readonly key: string;
  readonly state: string;
  readonly bytes: number;
  readonly isWhole: boolean;
}

/** The bucket answers. A folder is looked at by `checkFolder`. */
export async function checkBucket(settings: Settings): Promise<Finding[]> {
  if (settings.files.kind === "folder") return [];
  const place = placeInWords(settings.files);
  const files = await openFiles(settings.files);
  try {
    await files.ping();
    return [ok(CHECK, `${place} answers`)];
  } catch (error) {
    const todo = "Look at FILES_URL, the AWS_* settings, and what the keys may do.";
    return [failure(CHECK, `${place} cannot be used (${wordsOf(error)})`, todo)];
  } finally {
    await files.close();
  }
}

/** Every file against its row: missing, of another size, or named by no row for longer than the sweep takes. */
export async function checkEveryFile(settings: Settings): Promise<Finding[]> {
  if (settings.databaseUrl === null && !existsSync(join(settings.dataDir, "wall.db"))) return [];
  if (settings.files.kind === "folder" && !existsSync(settings.files.folder)) return [];
  const files = await openFiles(settings.files);
  try {
    return await compare(files, settings);
  } catch (error) {
    return [failure(CHECK, `could not be looked through (${wordsOf(error)})`, "Look at the place of the files.")];
  } finally {
    await files.close();
  }
}

async function compare(files: FileStore, settings: Settings): Promise<Finding[]> {
  const there = new Map<string, { bytes: number; changedAtMs: number }>();
  const unfinished = new Map<string, number>();
  for await (const { key, bytes, changedAtMs, isFinished } of files.list())
    if (isFinished) there.set(key, { bytes, changedAtMs });
    else unfinished.set(key, Math.max(unfinished.get(key) ?? 0, changedAtMs));
  // The rows are read last, so that a file that was put meanwhile is at worst looked for once more below.
  const rows = await rowsOf(settings);
  const missing: string[] = [];
  const wrong: string[] = [];
  for (const { key, state, bytes, isWhole } of rows.values()) {
    if (!isWhole || state === "leaving") continue;
    const found = there.get(key) ?? (await files.stat(key));
    if (!found) missing.push(key);
    else if (found.bytes !== bytes) wrong.push(key);
  }
  const beforeMs = Date.now() - UNKEPT_AFTER_MS;
  const stray = [
    ...[...there].flatMap(([key, { changedAtMs }]) => (!rows.has(key) && changedAtMs < beforeMs ? [key] : [])),
    ...[...unfinished].flatMap(([key, changedAtMs]) => (!rows.has(key) && changedAtMs < beforeMs ? [key] : [])),
  ];
  const findings = [
    ...(missing.length > 0 ? [failure(CHECK, named(missing, "missing"), "Restore them from a backup.")] : []),
    ...(wrong.length > 0 ? [failure(CHECK, named(wrong, "of another size"), "Restore them from a backup.")] : []),
    ...(stray.length > 0
      ? [warning(CHECK, named(stray, "of no row"), "They may be removed; look whether the database is the right one.")]
      : []),
  ];
  return findings.length > 0 ? findings : [ok(CHECK, `all ${there.size} are as the rows say`)];
}

const named = (keys: readonly string[], what: string): string =>
  `${keys.length} ${what}: ${keys.slice(0, NAMED).join(", ")}${keys.length > NAMED ? ", …" : ""}`;

async function rowsOf({ dataDir, databaseUrl, clockOffsetMs }: Settings): Promise<Map<string, NamedFile>> {
  const byKey = (rows: readonly NamedFile[]) => new Map(rows.map((row) => [row.key, row]));
  if (databaseUrl === null) {
    const { readFileRows } = await import("../../adapters/sqlite-inspect.ts");
    return byKey(readFileRows(join(dataDir, "wall.db")));
  }
  const { openPostgres } = await import("../../adapters/database-postgres.ts");
  const database = openPostgres<Tables>({
    url: databaseUrl,
    poolSize: 1,
    statementTimeoutMs: TIMEOUT_MS,
    connectTimeoutMs: TIMEOUT_MS,
    clockOffsetMs: () => clockOffsetMs,
  });
  try {
    const rows = await database.reader.selectFrom("files").select(["store_key", "state", "bytes", "sha256"]).execute();
    return byKey(
      rows.map(({ store_key: key, state, bytes, sha256 }) => ({ key, state, bytes, isWhole: sha256 !== null })),
    );
  } finally {
    await database.close();
  }
}
