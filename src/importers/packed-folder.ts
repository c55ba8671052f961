import { pipeline, Readable } from "node:stream";
import { crc32, createInflateRaw } from "node:zlib";
import { type Entry, fromRandomAccessReaderPromise } from "yauzl";
import {
  type ImportEntry,
  type ImportFolder,
  type ImportProblem,
  ImportRefused,
  type ImportSource,
} from "../core/imported.ts";
import { packedName } from "../core/packed-name.ts";
import { DirectoryReader, readWhole } from "./directory-reader.ts";
import { folderPath } from "./folder-path.ts";
import { IMPORT_LIMITS } from "./limits.ts";
import { refusal } from "./refusals.ts";

const LOCAL_HEADER_BYTES = 30;
const LOCAL_HEADER_SIGNATURE = 0x04034b50;
const STORED = 0;
const DEFLATED = 8;

/** What is remembered of a packed file. */
interface Packed {
  readonly path: string;
  readonly offset: number;
  readonly packedBytes: number;
  readonly bytes: number;
  readonly method: number;
  readonly crc: number;
  readonly changedAtMs: number;
  readonly refused: ImportProblem | null;
}

/** Whether a source begins like a ZIP archive, an empty one included. */
export const isZip = (start: Uint8Array): boolean =>
  start[0] === 0x50 && start[1] === 0x4b && ((start[2] === 3 && start[3] === 4) || (start[2] === 5 && start[3] === 6));

/**
 * A ZIP archive as the folder that is packed in it. Its directory alone is held in memory; a file is unpacked when it is
 * opened, however often, and bytes that are more or others than the directory said break off.
 * @throws ImportRefused when it is broken, holds too many files, would burst, or has files that share bytes
 */
export async function openPacked(source: ImportSource): Promise<ImportFolder> {
  const packed = await readDirectory(source);
  return {
    name: source.name,
    async *entries() {
      for (const file of packed) yield entryOf(source, file);
    },
  };
}

async function readDirectory(source: ImportSource): Promise<Packed[]> {
  const reader = new DirectoryReader(source);
  const packed: Packed[] = [];
  const spans: { from: number; to: number }[] = [];
  let allBytes = 0;
  try {
    const zip = await fromRandomAccessReaderPromise(reader, source.bytes, { decodeStrings: false, autoClose: false });
    for await (const entry of zip.eachEntry()) {
      if (packed.length >= IMPORT_LIMITS.archiveEntries) throw new ImportRefused(refusal("archive-too-many-entries"));
      const from = entry.relativeOffsetOfLocalHeader;
      spans.push({ from, to: from + LOCAL_HEADER_BYTES + entry.fileNameRaw.length + entry.compressedSize });
      allBytes += entry.uncompressedSize;
      packed.push(remembered(entry));
    }
  } catch (error) {
    reader.throwFault();
    if (error instanceof ImportRefused) throw error;
    throw new ImportRefused(refusal("archive-not-readable"), { cause: error });
  }
  if (allBytes > IMPORT_LIMITS.archiveBytes) throw new ImportRefused(refusal("archive-bursts"));
  spans.sort((one, other) => one.from - other.from);
  if (spans.some(({ from }, place) => from < (spans[place - 1]?.to ?? 0)))
    throw new ImportRefused(refusal("archive-overlaps"));
  return packed;
}

function remembered(entry: Entry): Packed {
  const given = packedName(entry);
  const path = folderPath(given);
  return {
    path: path ?? given.slice(0, 200),
    offset: entry.relativeOffsetOfLocalHeader,
    packedBytes: entry.compressedSize,
    bytes: entry.uncompressedSize,
    method: entry.compressionMethod,
    crc: entry.crc32,
    changedAtMs: entry.getLastModDate({ timezone: "UTC" }).getTime(),
    refused: path === null ? refusal("path-not-allowed") : refusedBy(entry),
  };
}

function refusedBy(entry: Entry): ImportProblem | null {
  const { compressedSize, uncompressedSize, compressionMethod } = entry;
  if (entry.isEncrypted()) return refusal("entry-encrypted");
  if (compressionMethod !== STORED && compressionMethod !== DEFLATED) return refusal("entry-not-readable");
  if (uncompressedSize > IMPORT_LIMITS.entryBytes) return refusal("entry-too-large");
  const bursts =
    uncompressedSize > IMPORT_LIMITS.archiveRatioFromBytes &&
    uncompressedSize > compressedSize * IMPORT_LIMITS.archiveRatio;
  return bursts ? refusal("archive-bursts") : null;
}

function entryOf(source: ImportSource, file: Packed): ImportEntry {
  return {
    path: file.path,
    bytes: file.bytes,
    ...(Number.isFinite(file.changedAtMs) ? { changedAtMs: file.changedAtMs } : {}),
    ...(file.refused === null ? {} : { refused: file.refused }),
    open: () => unpack(source, file),
  };
}

/** Counted and summed as they come, whatever the directory says they will be. */
async function* unpack(source: ImportSource, file: Packed): AsyncGenerator<Uint8Array> {
  if (file.refused !== null) throw new ImportRefused(file.refused);
  const from = await startOfData(source, file);
  const stored = source.read({ from, to: from + file.packedBytes });
  let bytes = 0;
  let sum = 0;
  for await (const chunk of file.method === STORED ? stored : inflated(stored)) {
    bytes += chunk.length;
    if (bytes > file.bytes) throw new ImportRefused(refusal("entry-too-large"));
    sum = crc32(chunk, sum);
    yield chunk;
  }
  if (bytes !== file.bytes || sum !== file.crc) throw new ImportRefused(refusal("entry-not-readable"));
}

async function startOfData(source: ImportSource, { offset, packedBytes }: Packed): Promise<number> {
  const header = await readWhole(
    source.read({ from: offset, to: Math.min(offset + LOCAL_HEADER_BYTES, source.bytes) }),
  );
  const isHeader = header.length === LOCAL_HEADER_BYTES && header.readUInt32LE(0) === LOCAL_HEADER_SIGNATURE;
  const from = isHeader
    ? offset + LOCAL_HEADER_BYTES + header.readUInt16LE(26) + header.readUInt16LE(28)
    : source.bytes + 1;
  if (from + packedBytes > source.bytes) throw new ImportRefused(refusal("entry-not-readable"));
  return from;
}

async function* inflated(packed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const inflater = createInflateRaw();
  // What goes wrong on either side comes out of the iteration below.
  pipeline(Readable.from(packed), inflater, () => {});
  try {
    for await (const chunk of inflater) yield chunk as Uint8Array;
  } catch (error) {
    if (String((error as { code?: unknown }).code).startsWith("Z_"))
      throw new ImportRefused(refusal("entry-not-readable"), { cause: error });
    throw error;
  }
}
