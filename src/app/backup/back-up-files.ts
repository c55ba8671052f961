import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { constants, copyFile, link, lstat, mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { checkedKey } from "../../adapters/file-key.ts";
import { openDiskFiles } from "../../adapters/files-disk.ts";
import { visitFailpoint } from "../../core/failpoint.ts";
import type { FileStore } from "../../core/ports/files.ts";
import { listWhole } from "../../store/files.ts";
import type { Reader } from "../../store/store.ts";
import { syncFolder } from "./backup-folders.ts";

const ROWS_A_PAGE = 500;
/** So many of the files that were linked, not copied, are read to the end and hashed, another choice each time. */
const READ_OF_LINKED = 25;
const NOT_SUPPORTED = new Set(["EXDEV", "EPERM", "ENOTSUP", "EOPNOTSUPP", "EMLINK", "ENOSYS"]);

export interface BackedUpFiles {
  readonly count: number;
  readonly bytes: number;
  readonly missing: readonly string[];
}

interface Named {
  readonly store_key: string;
  readonly bytes: number;
  readonly sha256: string | null;
}

/**
 * Puts every file that rows name into a folder of the same keys: linked from the backup before where it lies there, else
 * linked from where it is kept, else copied. Files are never changed where they are kept, so a link is a copy that takes
 * no room. Those that were copied are hashed on their way; of those that were linked, some.
 * @throws when a file is not what was kept
 */
export async function backUpFiles(
  rows: Reader,
  asked: {
    readonly files: FileStore;
    /** Where they go. */
    readonly to: string;
    /** The same folder of the backup before. */
    readonly before: string | null;
    readonly signal: AbortSignal;
    readonly tell: (done: number) => void;
  },
): Promise<BackedUpFiles> {
  const { files, to, before, signal, tell } = asked;
  const target = await openDiskFiles(to);
  const folders = new Set<string>();
  const sample: Named[] = [];
  const missing: string[] = [];
  let linked = 0;
  let [count, bytes] = [0, 0];
  for (let after: string | null = null; ; ) {
    const page: Awaited<ReturnType<typeof listWhole>> = await listWhole(rows, { after, limit: ROWS_A_PAGE });
    for (const row of page) {
      signal.throwIfAborted();
      visitFailpoint("in-backup");
      const outcome = await backUpFile(row);
      if (outcome === "missing") missing.push(row.store_key);
      else [count, bytes] = [count + 1, bytes + row.bytes];
      if (outcome === "linked") choose(row);
      tell(count);
    }
    after = page.at(-1)?.id ?? null;
    if (page.length < ROWS_A_PAGE) break;
  }
  for (const row of sample) {
    signal.throwIfAborted();
    await refuseOther(join(to, checkedKey(row.store_key)), row);
  }
  for (const folder of folders) await syncFolder(folder);
  return { count, bytes, missing };

  /** Each of those that were linked is as likely to be among the chosen as any other (Vitter's algorithm R). */
  function choose(row: Named): void {
    linked += 1;
    if (sample.length < READ_OF_LINKED) sample.push(row);
    else {
      const at = Math.floor(Math.random() * linked);
      if (at < READ_OF_LINKED) sample[at] = row;
    }
  }

  async function backUpFile(row: Named): Promise<"linked" | "copied" | "missing"> {
    const path = join(to, checkedKey(row.store_key));
    for (const from of [before && join(before, row.store_key), files.localPath?.(row.store_key)]) {
      const known = from ? await lstat(from).catch(() => null) : null;
      if (!from || !known?.isFile() || known.size !== row.bytes) continue;
      await folderOf(path);
      if (await linkFile(from, path)) return "linked";
    }
    const source = await files.open(row.store_key);
    if (source === null) return "missing";
    const expected = { bytes: row.bytes, sha256: row.sha256 ?? "" };
    await target.put(row.store_key, source, { maxBytes: Number.MAX_SAFE_INTEGER, expected });
    return "copied";
  }

  async function folderOf(path: string): Promise<void> {
    const folder = dirname(path);
    if (folders.has(folder)) return;
    await mkdir(folder, { recursive: true, mode: 0o700 });
    folders.add(folder);
  }
}

/** Whether it could be linked: another disk, or one that knows no links, needs a copy. */
async function linkFile(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if (NOT_SUPPORTED.has(String((error as NodeJS.ErrnoException).code))) return await cloneFile(from, to);
    throw error;
  }
}

/** Some disks share the bytes of two files until one is changed; as good as a link. */
async function cloneFile(from: string, to: string): Promise<boolean> {
  return await copyFile(from, to, constants.COPYFILE_FICLONE_FORCE).then(
    () => true,
    () => false,
  );
}

async function refuseOther(path: string, { bytes, sha256, store_key: key }: Named): Promise<void> {
  const hash = createHash("sha256");
  let read = 0;
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    hash.update(chunk);
    read += chunk.byteLength;
  }
  if (read !== bytes || hash.digest("hex") !== sha256) throw new Error(`the file ${key} is not what was kept`);
}
