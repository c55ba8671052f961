import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, open, readdir, rename, stat, unlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Readable } from "node:stream";
import {
  type FileStore,
  FilesUnavailable,
  FileTooLarge,
  type ListedFile,
  OffsetWrong,
  type StoredBytes,
} from "../core/ports/files.ts";
import { checkedKey, isKey } from "./file-key.ts";

const TEMPORARY = ".part";
/** A quarter of a millisecond of hashing: nobody else waits longer. */
const HASHED_AT_ONCE_BYTES = 256 * 1024;

/**
 * Files in a folder. Bytes are written beside their place, synced, renamed into it, and the folder is synced: after
 * `put` has answered, a power cut leaves all of them or, before, nothing under that name.
 */
export async function openDiskFiles(folder: string): Promise<FileStore> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const madeFolders = new Set<string>();

  async function folderOf(path: string): Promise<string> {
    const parent = dirname(path);
    if (!madeFolders.has(parent)) {
      await mkdir(parent, { recursive: true, mode: 0o700 });
      await syncFolder(dirname(parent));
      madeFolders.add(parent);
    }
    return parent;
  }

  return {
    async put(key, source, { maxBytes, expected }) {
      const path = pathOf(folder, key);
      const temporary = `${path}${TEMPORARY}`;
      try {
        const parent = await folderOf(path);
        const stored = await writeWhole(temporary, source, maxBytes);
        if (expected && (stored.bytes !== expected.bytes || stored.sha256 !== expected.sha256))
          throw new FilesUnavailable(`${key} is not what was kept`, null);
        await rename(temporary, path);
        await syncFolder(parent);
        return stored;
      } catch (error) {
        await unlink(temporary).catch(() => {});
        throw described(error);
      }
    },
    async append(key, source, { offset, maxBytes }) {
      const path = pathOf(folder, key);
      try {
        await folderOf(path);
        return await appendTo(`${path}${TEMPORARY}`, source, { offset, maxBytes });
      } catch (error) {
        throw described(error);
      }
    },
    async received(key) {
      const known = await stat(`${pathOf(folder, key)}${TEMPORARY}`).catch(() => null);
      return known?.size ?? 0;
    },
    async finish(key) {
      const path = pathOf(folder, key);
      const temporary = `${path}${TEMPORARY}`;
      try {
        // A crash between the rename and the row is asked again; then there is nothing left to rename.
        const isThere = await stat(path).then(
          () => true,
          () => false,
        );
        if (!isThere) {
          const parent = await folderOf(path);
          // An upload of nothing has had no piece.
          await (await open(temporary, "a", 0o600)).close();
          await rename(temporary, path);
          await syncFolder(parent);
        }
        return await hashOf(path);
      } catch (error) {
        throw described(error);
      }
    },
    async open(key, range) {
      const path = pathOf(folder, key);
      const known = await stat(path).catch(() => null);
      if (!known) return null;
      return createReadStream(path, range ?? {}) as Readable;
    },
    async stat(key) {
      const known = await stat(pathOf(folder, key)).catch(() => null);
      return known && { bytes: known.size, sha256: null };
    },
    list: () => listFolder(folder),
    localPath: (key) => pathOf(folder, key),
    async remove(key) {
      const path = pathOf(folder, key);
      for (const name of [path, `${path}${TEMPORARY}`])
        await unlink(name).catch((error: NodeJS.ErrnoException) => {
          if (error.code !== "ENOENT") throw described(error);
        });
    },
    async ping() {
      const probe = join(folder, ".probe");
      try {
        await writeFile(probe, "");
        await unlink(probe);
      } catch (error) {
        throw described(error);
      }
    },
    close: () => Promise.resolve(),
  };
}

async function writeWhole(path: string, source: AsyncIterable<Uint8Array>, maxBytes: number): Promise<StoredBytes> {
  const hash = createHash("sha256");
  let bytes = 0;
  const file = await open(path, "w", 0o600);
  try {
    for await (const chunk of source) {
      bytes += chunk.byteLength;
      if (bytes > maxBytes) throw new FileTooLarge(maxBytes);
      hash.update(chunk);
      await file.writeFile(chunk);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return { bytes, sha256: hash.digest("hex") };
}

async function appendTo(
  path: string,
  source: AsyncIterable<Uint8Array>,
  { offset, maxBytes }: { offset: number; maxBytes: number },
): Promise<number> {
  const file = await open(path, offset === 0 ? "a+" : "r+", 0o600).catch((error: NodeJS.ErrnoException) => {
    throw error.code === "ENOENT" ? new OffsetWrong(0) : error;
  });
  try {
    const { size } = await file.stat();
    if (size !== offset) throw new OffsetWrong(size);
    let end = offset;
    try {
      for await (const chunk of source) {
        if (end + chunk.byteLength > maxBytes) {
          await file.truncate(offset);
          throw new FileTooLarge(maxBytes);
        }
        await file.write(chunk, 0, chunk.byteLength, end);
        end += chunk.byteLength;
      }
      return end;
    } finally {
      await file.sync();
    }
  } finally {
    await file.close();
  }
}

async function hashOf(path: string): Promise<StoredBytes> {
  const hash = createHash("sha256");
  let bytes = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: HASHED_AT_ONCE_BYTES }) as AsyncIterable<Buffer>) {
    hash.update(chunk);
    bytes += chunk.byteLength;
  }
  return { bytes, sha256: hash.digest("hex") };
}

async function* listFolder(folder: string): AsyncGenerator<ListedFile> {
  for (const letters of await readdir(folder)) {
    if (!/^[0-9a-f]{2}$/.test(letters)) continue;
    for (const name of await readdir(join(folder, letters))) {
      const isFinished = !name.endsWith(TEMPORARY);
      const key = `${letters}/${isFinished ? name : name.slice(0, -TEMPORARY.length)}`;
      const known = isKey(key) ? await stat(join(folder, letters, name)).catch(() => null) : null;
      if (known) yield { key, bytes: known.size, changedAtMs: known.mtimeMs, isFinished };
    }
  }
}

/** A rename is on disk only when its folder is. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const pathOf = (folder: string, key: string): string => join(folder, checkedKey(key));

const FULL = new Set(["ENOSPC", "EDQUOT"]);
const BROKEN = new Set(["EIO", "EROFS", "EACCES", "EPERM", "ENOENT", "EMFILE", "ENFILE", "ENOTDIR"]);

function described(error: unknown): unknown {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (FULL.has(code)) return new FilesUnavailable("the disk is full", error, true);
  if (BROKEN.has(code)) return new FilesUnavailable("the folder of files cannot be used", error);
  return error;
}
