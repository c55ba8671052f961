import { lstat, open, readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Static, Type } from "typebox";
import { Compile } from "typebox/compile";
import { closed, oneOf, orNull, Time } from "../../contract/parts.ts";
import { BackupRefused } from "./refused.ts";

export const BACKUP_FORMAT = "digital-wall-backup";
/** Rises when an older program could not read what a newer one writes. */
const FORMAT_VERSION = 1;
const MANIFEST_BYTES = 1_000_000;
const MISSING_NAMED = 1_000;

const Count = Type.Integer({ minimum: 0 });
const Sha256 = Type.String({ pattern: "^[0-9a-f]{64}$" });
const FileKey = Type.String({ pattern: "^[0-9a-f]{2}/[0-9a-f-]{36}$" });

/** What lies in a backup's folder beside `wall.db` and, if it has any, `files/`. It names no path. */
const Manifest = closed({
  format: Type.Literal(BACKUP_FORMAT),
  format_version: Type.Integer({ minimum: 1 }),
  /** Of the program that made it. */
  version: Type.String({ maxLength: 100 }),
  made_at: Time,
  cause: oneOf(["asked", "schedule", "migration"]),
  database: oneOf(["sqlite", "postgres"]),
  /** Whose wall it is. */
  owner: Type.String({ maxLength: 36 }),
  migrations: Type.Array(Type.String({ maxLength: 100 }), { maxItems: 10_000 }),
  wall_db: closed({ bytes: Count, sha256: Sha256 }),
  tables: Type.Record(
    Type.String({ pattern: "^[a-z_]{1,60}$" }),
    closed({ rows: Count, sum: Type.String({ pattern: "^[0-9a-f]{32}$" }) }),
  ),
  /** Each file's size and SHA-256 stand in the table `files`, which the sums above cover. */
  files: closed({
    kept: oneOf(["included", "referenced"]),
    count: Count,
    bytes: Count,
    /** Those that rows name and that were nowhere to be found, the first of them. */
    missing: Type.Array(FileKey, { maxItems: MISSING_NAMED }),
  }),
  verified_at: orNull(Time),
});
export type Manifest = Static<typeof Manifest>;

const manifests = Compile(Manifest);

export const manifestOf = (said: Omit<Manifest, "format" | "format_version">): Manifest => ({
  format: BACKUP_FORMAT,
  format_version: FORMAT_VERSION,
  ...said,
  files: { ...said.files, missing: said.files.missing.slice(0, MISSING_NAMED) },
});

const pathOf = (folder: string): string => join(folder, "manifest.json");

/** Synced when it resolves. */
export async function writeManifest(folder: string, manifest: Manifest): Promise<void> {
  const file = await open(pathOf(folder), "wx", 0o600);
  try {
    await file.writeFile(`${JSON.stringify(manifest, null, 2)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** What a folder says it is. @throws BackupRefused */
export async function readManifest(folder: string): Promise<Manifest> {
  const path = pathOf(folder);
  const known = await lstat(path).catch(() => null);
  if (!known?.isFile()) throw new BackupRefused(`${folder} is no backup of Digital Wall: it has no manifest.json.`);
  if (known.size > MANIFEST_BYTES) throw new BackupRefused(`The manifest of ${folder} is larger than any of ours.`);
  const said = parsed(await readFile(path, "utf8"));
  const { format, format_version: version } = (said ?? {}) as { format?: unknown; format_version?: unknown };
  if (format === BACKUP_FORMAT && typeof version === "number" && version > FORMAT_VERSION)
    throw new BackupRefused("This backup was made by a newer Digital Wall. Restore it with that version.");
  if (!manifests.Check(said))
    throw new BackupRefused(`The manifest of ${folder} cannot be read: it was changed or cut.`);
  return said;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
