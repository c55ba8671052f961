import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { setImmediate as nextTurn } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { openArchive } from "../../src/app/restore/archive-file.ts";
import { checkArchive } from "../../src/app/restore/check-archive.ts";
import { RESTORE_LIMITS } from "../../src/app/restore/limits.ts";
import { INBOX, idOf, itemLine, ownArchive, ownFile } from "../harness/own-archives.ts";

const ITEMS = 4_000;
const FILES_AN_ITEM = 4;
const AT = "2024-05-06T07:08:09.000Z";
/** As src/app/restore/limits.ts says. */
const BYTES_A_FILE = 200;

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

/** What is left when all is collected; buffers are given back a turn later. */
async function held(): Promise<number> {
  for (let times = 0; times < 5; times += 1) {
    collect();
    await nextTurn();
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

test(`what a restore remembers of an archive is at most ${BYTES_A_FILE} bytes a file, its item included`, async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "dw-restore-"));
  t.after(() => rm(folder, { recursive: true }));
  const lay = async (name: string, items: number): Promise<string> => {
    const files = Array.from({ length: items * FILES_AN_ITEM }, (_, n) => {
      const { line, bytes } = ownFile(10_000_000 + n, "");
      return { line: { ...line, made_from: null, placeholder: null, facts: null, created_at: AT }, bytes };
    });
    const lines = Array.from({ length: items }, (_, n) => {
      const own = files.slice(n * FILES_AN_ITEM, (n + 1) * FILES_AN_ITEM).map(({ line }) => line);
      return itemLine(n, { files: own });
    });
    const inbox = { ...INBOX, visibility: "private", description: null, sorting: "newest", created_at: AT };
    const path = join(folder, name);
    await writeFile(path, await ownArchive(lines, { walls: [inbox], files }));
    return path;
  };
  const [few, many] = [await lay("few.zip", 10), await lay("many.zip", ITEMS)];
  const open = async (path: string) => {
    const archive = await openArchive(path);
    return { archive, checked: await checkArchive(archive) };
  };
  // What is loaded and compiled when it is first needed is no part of it.
  (await open(few)).archive.close();
  const before = await held();
  const { archive, checked } = await open(many);
  const after = await held();
  assert.deepEqual([checked.counts.items, archive.file(idOf(99))], [ITEMS, null]);
  const each = (after - before) / (ITEMS * FILES_AN_ITEM);
  t.diagnostic(`${Math.round(each)} bytes a file; ${RESTORE_LIMITS.entries} entries are the limit`);
  archive.close();
  assert.ok(each < BYTES_A_FILE, `${Math.round(each)} bytes`);
});
