import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { openFiles } from "../../src/app/open-files.ts";
import { openStore } from "../../src/app/open-store.ts";
import type { FileSettings } from "../../src/config/file-settings.ts";
import { readSettings } from "../../src/config/settings.ts";
import { Ranks } from "../../src/pipeline/ranks.ts";
import { Sweeper, UNKEPT_AFTER_MS } from "../../src/pipeline/sweeper.ts";
import type { FileRow } from "../../src/store/tables.ts";
import type { Violation } from "./oracle.ts";
import type { Snapshot } from "./rows.ts";

/** A pass of the sweep takes a few hundred files; no run leaves more than so many passes. */
const MOST_PASSES = 20;

/** What lies where files are kept, by names as the rows have them; `.part` at the end of one that is unfinished. */
export interface StoredObjects {
  names(): Promise<string[]>;
  sha256Of(name: string): Promise<string>;
}

/** A folder is looked at past the program. */
export function folderObjects(filesDir: string): StoredObjects {
  return {
    async names() {
      const entries = await readdir(filesDir, { recursive: true, withFileTypes: true }).catch(() => []);
      // Two letters, a slash, an id.
      return entries
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name).slice(filesDir.length + 1));
    },
    sha256Of: (name) => sha256Of(createReadStream(join(filesDir, name))),
  };
}

/** Wherever the files of these settings lie. A bucket is looked at by the way that the program has to it. */
export async function openObjects(settings: FileSettings): Promise<StoredObjects & { close(): Promise<void> }> {
  if (settings.kind === "folder") return { ...folderObjects(settings.folder), close: () => Promise.resolve() };
  const files = await openFiles(settings);
  return {
    async names() {
      const names: string[] = [];
      for await (const { key, isFinished } of files.list()) names.push(isFinished ? key : `${key}.part`);
      return names;
    },
    async sha256Of(name) {
      const stream = await files.open(name);
      return stream === null ? "" : await sha256Of(stream);
    },
    close: () => files.close(),
  };
}

/** Judges the bytes against the rows: I3 for every kept file, I4 in both directions. Read the rows before and after. */
export async function judgeFiles(
  stored: StoredObjects,
  { files }: Pick<Snapshot, "files">,
  nowMs: number,
): Promise<Violation[]> {
  const faults: Violation[] = [];
  const byKey = new Map(files.map((file) => [file.store_key, file]));
  const objects = await stored.names();
  for (const object of objects) {
    const row = byKey.get(object.replace(/\.part$/, ""));
    const what = row ? strayOf(object, row, nowMs) : "has no row";
    if (what !== null) faults.push({ invariant: "I4", what: `the object ${object} ${what}` });
  }
  const there = new Set(objects);
  for (const row of files.filter((file) => file.state === "kept")) {
    if (row.item === null) faults.push({ invariant: "I4", what: `file ${row.id} is kept for no item` });
    if (!there.has(row.store_key))
      faults.push({ invariant: "I4", what: `the bytes of ${row.role} ${row.id} are gone` });
    else if ((await stored.sha256Of(row.store_key)) !== row.sha256)
      faults.push({ invariant: "I3", what: `the bytes of ${row.role} ${row.id} are not those that were stored` });
  }
  return faults;
}

function strayOf(object: string, row: FileRow, nowMs: number): string | null {
  if (row.state === "kept") return object.endsWith(".part") ? "was left beside a file that is kept" : null;
  if (row.state === "leaving") return null;
  return nowMs - row.created_at > UNKEPT_AFTER_MS ? "is staged for longer than the sweep allows" : null;
}

async function sha256Of(bytes: Readable): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(bytes, hash);
  return hash.digest("hex");
}

/**
 * Sweeps the stopped program's files as if a day and a bit had passed: afterwards there is an object for every kept row
 * and nothing else.
 */
export async function judgeSweep(settings: Readonly<Record<string, string>>): Promise<Violation[]> {
  const later = readSettings({ ...settings, DW_CLOCK_OFFSET_MS: String(UNKEPT_AFTER_MS + 3_600_000) });
  const { store, close } = await openStore(later);
  const files = await openFiles(later.files);
  const stored = await openObjects(later.files);
  try {
    const sweeper = new Sweeper({ store, files, ranks: new Ranks(), log: () => {}, worker: "a day later" });
    const unkept = () => store.reader.selectFrom("files").selectAll().where("state", "<>", "kept").execute();
    for (let pass = 0; pass < MOST_PASSES && (await unkept()).length > 0; pass++) await sweeper.removeUnkeptFiles();
    const left = await unkept();
    const kept = await store.reader.selectFrom("files").selectAll().where("state", "=", "kept").execute();
    const keys = new Set(kept.map((row) => row.store_key));
    const objects = await stored.names();
    return [
      ...left.map((row) => ({ invariant: "I4" as const, what: `file ${row.id} is ${row.state} after the sweep` })),
      ...objects
        .filter((object) => !keys.has(object))
        .map((object) => ({ invariant: "I4" as const, what: `the object ${object} outlived the sweep` })),
      ...(objects.length < keys.size ? [{ invariant: "I4" as const, what: "the sweep took bytes of kept files" }] : []),
    ];
  } finally {
    await stored.close();
    await files.close();
    await close();
  }
}
