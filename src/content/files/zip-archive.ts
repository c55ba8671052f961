import { type Entry, openPromise, type ZipFile } from "yauzl";
import { Unreadable } from "./found.ts";

/** More entries than this are counted by the archive's own word: reading the directory takes 70 µs each. */
const MOST_ENTRIES = 20_000;
/** Of one part of a document, unpacked: no text that is kept needs more. */
const MOST_PART_BYTES = 64_000_000;

/** A document that is a ZIP archive of parts. */
export interface PackedParts {
  has(name: string): boolean;
  names(): readonly string[];
  /** The chunks of a part as they unpack, none when there is no such part. @throws Unreadable when it is too large */
  chunks(name: string): AsyncGenerator<Buffer>;
  /** A small part whole, null when there is none. @throws Unreadable */
  whole(name: string, mostBytes: number): Promise<Buffer | null>;
}

export const isFolder = (entry: Entry): boolean => entry.fileNameRaw.at(-1) === 0x2f;

/** The entries of an archive, with their names undecoded; the names may lie about anything. @throws Unreadable */
export async function openZip(path: string): Promise<ZipFile> {
  return await openPromise(path, { decodeStrings: false, autoClose: false, lazyEntries: true }).catch(broken);
}

/** The central directory, up to a bound. @throws Unreadable */
export async function* entriesOf(zip: ZipFile): AsyncGenerator<Entry> {
  let seen = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      yield entry;
      seen += 1;
      if (seen >= MOST_ENTRIES) return;
    }
  } catch (error) {
    broken(error);
  }
}

/** Opens a packed document for as long as `read` takes. @throws Unreadable and what `read` throws */
export async function withParts<Result>(path: string, read: (parts: PackedParts) => Promise<Result>): Promise<Result> {
  const zip = await openZip(path);
  try {
    const byName = new Map<string, Entry>();
    for await (const entry of entriesOf(zip))
      byName.set(entry.fileNameRaw.toString("utf8").replaceAll("\\", "/"), entry);
    return await read({
      has: (name) => byName.has(name),
      names: () => [...byName.keys()],
      async *chunks(name) {
        const entry = byName.get(name);
        if (entry) yield* unpack(zip, entry, MOST_PART_BYTES);
      },
      async whole(name, mostBytes) {
        const entry = byName.get(name);
        if (!entry) return null;
        const chunks: Buffer[] = [];
        for await (const chunk of unpack(zip, entry, mostBytes)) chunks.push(chunk);
        return Buffer.concat(chunks);
      },
    });
  } finally {
    zip.close();
  }
}

/** Bytes are counted as they come, whatever the directory says they will be. */
async function* unpack(zip: ZipFile, entry: Entry, mostBytes: number): AsyncGenerator<Buffer> {
  if (entry.isEncrypted()) throw new Unreadable("file-encrypted", "an encrypted part");
  const stream = await zip.openReadStreamPromise(entry).catch(broken);
  let bytes = 0;
  try {
    for await (const chunk of stream) {
      bytes += (chunk as Buffer).length;
      if (bytes > mostBytes) throw new Unreadable("file-too-large-to-look", `a part of more than ${mostBytes} bytes`);
      yield chunk as Buffer;
    }
  } catch (error) {
    broken(error);
  } finally {
    stream.destroy();
  }
}

function broken(error: unknown): never {
  if (error instanceof Unreadable) throw error;
  throw new Unreadable("file-broken", error instanceof Error ? error.message : String(error));
}
