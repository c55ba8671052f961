import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { promisify } from "node:util";
import { openPromise } from "yauzl";
import { exportOffline } from "../../src/app/export-offline.ts";
import { type Restored, restoreArchive } from "../../src/app/restore/restore.ts";
import { startServer } from "../../src/app.ts";
import { readSettings, type Settings } from "../../src/config/settings.ts";
import { freshPostgres, type TestDialect } from "./databases.ts";
import { type ZipEntry, zipOf } from "./made-files.ts";
import type { TestWall } from "./new-wall.ts";

/** What stands before a name in an archive. */
const LOCAL_HEADER_BYTES = 30;

/** An archive as it came, with what is in it by name, in its order. */
export interface Unpacked {
  readonly bytes: Buffer;
  readonly entries: ReadonlyMap<string, Buffer>;
}

export async function unpack(bytes: Buffer): Promise<Unpacked> {
  const folder = await mkdtemp(join(tmpdir(), "dw-unpack-"));
  const path = join(folder, "archive.zip");
  await writeFile(path, bytes);
  const zip = await openPromise(path, { lazyEntries: true, autoClose: false });
  const entries = new Map<string, Buffer>();
  for await (const entry of zip.eachEntry()) {
    const chunks: Buffer[] = [];
    for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk as Buffer);
    assert.equal(entries.has(entry.fileName), false, `${entry.fileName} is there twice`);
    entries.set(entry.fileName, Buffer.concat(chunks));
  }
  zip.close();
  await rm(folder, { recursive: true });
  return { bytes, entries };
}

/** The lines of one of its files. */
export const linesOf = <Line = Record<string, unknown>>({ entries }: Unpacked, name: string): Line[] =>
  (entries.get(name)?.toString("utf8") ?? "")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Line);

/** Everything but the one stated time, which stands in the manifest at the end: the names, their order, the bytes. */
export function assertSameArchive(one: Unpacked, other: Unpacked): void {
  assert.deepEqual([...other.entries.keys()], [...one.entries.keys()]);
  for (const [name, bytes] of one.entries) {
    if (name === "digital-wall.json") assert.deepEqual(manifestOf(other), manifestOf(one));
    else assert.equal(other.entries.get(name)?.toString("utf8"), bytes.toString("utf8"), name);
  }
  const before = ({ bytes }: Unpacked) => bytes.subarray(0, bytes.indexOf("digital-wall.json") - LOCAL_HEADER_BYTES);
  assert.ok(before(one).length > 1_000);
  assert.ok(before(one).equals(before(other)), "the bytes before the manifest are the same, the headers among them");
}

function manifestOf({ entries }: Unpacked): unknown {
  const { made_at, ...others } = JSON.parse(entries.get("digital-wall.json")?.toString("utf8") ?? "{}") as {
    made_at: string;
  };
  assert.match(made_at, /^\d{4}-\d\d-\d\dT/);
  return others;
}

/** A system with nothing in it; it is taken away when the test ends. */
export interface EmptySystem {
  readonly settings: Settings;
  /** By their names in the environment. */
  readonly environment: Record<string, string>;
  readonly folder: string;
}

export async function emptySystem(t: TestContext, dialect: TestDialect): Promise<EmptySystem> {
  const folder = await mkdtemp(join(tmpdir(), "dw-restored-"));
  const database = dialect === "postgres" ? await freshPostgres() : null;
  t.after(async () => {
    await database?.drop();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  });
  const environment = {
    DATA_DIR: join(folder, "data"),
    PORT: "0",
    LOG_LEVEL: "silent",
    ...(database ? { DATABASE_URL: database.url } : {}),
  };
  return { settings: readSettings(environment), environment, folder };
}

/** An export by the API. */
export async function exported(wall: TestWall, query = "format=zip"): Promise<Buffer> {
  const { status, body } = await wall.ask<Uint8Array>("GET", `/export?${query}`);
  assert.equal(status, 200);
  return Buffer.from(body);
}

/** An export of a system that nothing runs on. */
export async function exportedOffline(settings: Settings): Promise<Buffer> {
  const { bytes, close } = await exportOffline(settings, { format: "zip", wall: null });
  try {
    return Buffer.concat(await Array.fromAsync(bytes));
  } finally {
    await close();
  }
}

/** Lays an archive down and restores it. */
export async function restored({ settings, folder }: EmptySystem, archive: Buffer, anew = false): Promise<Restored> {
  const path = join(folder, "archive.zip");
  await writeFile(path, archive);
  return await restoreArchive({ path, settings, anew, tell: () => {} });
}

/** A server on a system that was restored, and the key that it wrote. */
export async function startOn(t: TestContext, { settings }: EmptySystem): Promise<{ url: string; key: string }> {
  const server = await startServer(settings, { workers: false });
  t.after(() => server.stop());
  return { url: server.url, key: (await readFile(join(settings.dataDir, "owner.key"), "utf8")).trim() };
}

/** Whether the program that everybody has says that it is whole; null where there is none. */
export async function testedByUnzip(archive: Buffer): Promise<string | null> {
  const folder = await mkdtemp(join(tmpdir(), "dw-unzip-"));
  try {
    await writeFile(join(folder, "archive.zip"), archive);
    const { stdout } = await promisify(execFile)("unzip", ["-tq", join(folder, "archive.zip")]);
    return stdout;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** An archive packed anew, with what is in it changed on the way; null leaves an entry out. */
export function packed(
  entries: ReadonlyMap<string, Buffer>,
  change: (name: string, bytes: Buffer) => Buffer | null = (_, bytes) => bytes,
  more: readonly ZipEntry[] = [],
): Buffer {
  const kept = [...entries].flatMap(([name, bytes]) => {
    const data = change(name, bytes);
    return data === null ? [] : [{ name, data }];
  });
  return zipOf([...kept, ...more]);
}
