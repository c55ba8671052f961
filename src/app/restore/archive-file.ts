import { createHash } from "node:crypto";
import { stat } from "node:fs/promises";
import { crc32 } from "node:zlib";
import { type Entry, openPromise, type ZipFile } from "yauzl";
import { ARCHIVE_FORMAT, ARCHIVE_MANIFEST, ARCHIVE_VERSION } from "../../contract/archive.ts";
import { ArchiveRefused } from "../../core/archive-refused.ts";
import { isId } from "../../core/ids.ts";
import { RESTORE_LIMITS } from "./limits.ts";
import { PackedFiles } from "./packed-files.ts";
import { Spans } from "./spans.ts";

const LOCAL_HEADER_BYTES = 30;
const LINE_FEED = 0x0a;
/** What is read of an archive. All else in it is for people, and nothing of it is ever written anywhere. */
const WANTED = /^(?:[\w-]+\.jsonl|digital-wall\.json)$/;
const FILE_OF = /^files\/([0-9a-f-]{36})-[^/]*$/;

/** An export of ours, lying on this machine. It was checked as an archive; what it says was not. */
export interface ArchiveFile {
  /** Names this archive and no other. */
  readonly digest: string;
  /** Each line of one of its files, parsed, with its number. None when there is no such file. @throws ArchiveRefused */
  records(name: string): AsyncGenerator<{ readonly value: unknown; readonly at: string }>;
  /** The bytes of a file by its id; null when the archive has none. */
  file(id: string): { readonly bytes: number; open(): Promise<AsyncIterable<Buffer>> } | null;
  close(): void;
}

/** @throws ArchiveRefused */
export async function openArchive(path: string): Promise<ArchiveFile> {
  const { size } = await stat(path).catch((error: unknown) => {
    throw new ArchiveRefused(`There is no file ${path} that can be read.`, error);
  });
  const zip = await openPromise(path, { autoClose: false, lazyEntries: true, strictFileNames: true }).catch(broken);
  try {
    const { entries, files } = await readDirectory(zip, size);
    const manifest = entries.get(ARCHIVE_MANIFEST);
    if (!manifest)
      throw new ArchiveRefused("This is no export of Digital Wall, or it was cut off: digital-wall.json is missing.");
    const said = await wholeText(zip, manifest);
    refuseVersion(said);
    return {
      digest: createHash("sha256").update(said).update(String(size)).digest("hex"),
      records: (name) => recordsOf(zip, entries.get(name), name),
      file(id) {
        const entry = files.entry(id);
        return entry ? { bytes: entry.uncompressedSize, open: () => unpacked(zip, entry) } : null;
      },
      close: () => zip.close(),
    };
  } catch (error) {
    zip.close();
    throw error;
  }
}

interface Directory {
  /** The files of lines and the manifest, by name. */
  readonly entries: ReadonlyMap<string, Entry>;
  readonly files: PackedFiles;
}

/** The entries that are read. Names that lead elsewhere are refused by the reader of the directory. */
async function readDirectory(zip: ZipFile, size: number): Promise<Directory> {
  if (zip.entryCount > RESTORE_LIMITS.entries)
    throw new ArchiveRefused(`The archive has ${zip.entryCount} entries, more than any export.`);
  const entries = new Map<string, Entry>();
  const files = new PackedFiles();
  const spans = new Spans();
  let unpacked = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      const { fileName: name, relativeOffsetOfLocalHeader: from, compressedSize, uncompressedSize } = entry;
      spans.add(from, from + LOCAL_HEADER_BYTES + compressedSize);
      const id = FILE_OF.exec(name)?.[1];
      const isFile = isId(id);
      if (!isFile && !WANTED.test(name)) continue;
      if (entry.isEncrypted()) throw new ArchiveRefused(`${name} is encrypted.`);
      if (isFile ? !files.add(id, entry) : entries.has(name))
        throw new ArchiveRefused(`The archive has two entries named ${name}.`);
      unpacked += uncompressedSize;
      if (isFile) continue;
      if (entries.size >= RESTORE_LIMITS.filesOfLines)
        throw new ArchiveRefused("The archive has too many .jsonl files.");
      entries.set(name, entry);
    }
  } catch (error) {
    broken(error);
  }
  if (unpacked > size * RESTORE_LIMITS.unpackedTimes + RESTORE_LIMITS.unpackedAnywayBytes)
    throw new ArchiveRefused("The archive would unpack to far more than any export does.");
  if (spans.overlap()) throw new ArchiveRefused("Entries of the archive overlap.");
  return { entries, files };
}

async function wholeText(zip: ZipFile, entry: Entry): Promise<string> {
  if (entry.uncompressedSize > RESTORE_LIMITS.manifestBytes)
    throw new ArchiveRefused(`${entry.fileName} is too large.`);
  const chunks: Buffer[] = [];
  for await (const chunk of await unpacked(zip, entry)) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}

function refuseVersion(said: string): void {
  const { format, version } = (parsed(said, ARCHIVE_MANIFEST) ?? {}) as { format?: unknown; version?: unknown };
  if (format !== ARCHIVE_FORMAT || !Number.isInteger(version))
    throw new ArchiveRefused("This is no export of Digital Wall.");
  if (Number(version) > ARCHIVE_VERSION)
    throw new ArchiveRefused(
      `This export was made by a newer Digital Wall (format ${Number(version)}; this one reads up to ${ARCHIVE_VERSION}). Restore it with that version.`,
    );
}

async function* recordsOf(
  zip: ZipFile,
  entry: Entry | undefined,
  name: string,
): AsyncGenerator<{ value: unknown; at: string }> {
  if (!entry) return;
  let number = 0;
  for await (const line of linesOf(await unpacked(zip, entry), name)) {
    number += 1;
    const at = `${name}, line ${number}`;
    yield { value: parsed(line, at), at };
  }
}

async function* linesOf(chunks: AsyncIterable<Buffer>, name: string): AsyncGenerator<string> {
  let begun: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of chunks) {
    let from = 0;
    for (let end = chunk.indexOf(LINE_FEED); end !== -1; end = chunk.indexOf(LINE_FEED, from)) {
      refuseLong(bytes + end - from, name);
      yield Buffer.concat([...begun, chunk.subarray(from, end)]).toString("utf8");
      begun = [];
      bytes = 0;
      from = end + 1;
    }
    const rest = chunk.subarray(from);
    bytes += rest.length;
    refuseLong(bytes, name);
    if (rest.length > 0) begun.push(rest);
  }
  if (begun.length > 0) throw new ArchiveRefused(`The last line of ${name} is cut off.`);
}

function refuseLong(bytes: number, name: string): void {
  if (bytes > RESTORE_LIMITS.lineBytes) throw new ArchiveRefused(`A line of ${name} is longer than any item.`);
}

/** NUL and lone surrogates, which PostgreSQL refuses, can only come as escapes: the bytes were decoded. */
const ODD_ESCAPE = /\\u(?:0000|[dD][89a-fA-F])/;

function parsed(text: string, at: string): unknown {
  try {
    if (!ODD_ESCAPE.test(text)) return JSON.parse(text);
    return JSON.parse(text, (_, value: unknown) =>
      typeof value === "string" ? value.toWellFormed().replaceAll("\0", "") : value,
    );
  } catch (error) {
    throw new ArchiveRefused(`${at} is no JSON that can be read.`, error);
  }
}

/** As they unpack. Their number is compared with what the directory says, and so is, at the end, their CRC. */
async function unpacked(zip: ZipFile, entry: Entry): Promise<AsyncGenerator<Buffer>> {
  const stream = await zip.openReadStreamPromise(entry).catch(broken);
  // Whoever reads hears of it; what breaks after nobody reads any more must not end the process.
  stream.on("error", () => {});
  return (async function* () {
    let crc = 0;
    try {
      for await (const chunk of stream) {
        crc = crc32(chunk as Buffer, crc);
        yield chunk as Buffer;
      }
      if (crc !== entry.crc32) throw new ArchiveRefused(`${entry.fileName} is damaged in the archive.`);
    } catch (error) {
      broken(error);
    } finally {
      stream.destroy();
    }
  })();
}

function broken(error: unknown): never {
  if (error instanceof ArchiveRefused) throw error;
  throw new ArchiveRefused(`The archive is broken: ${error instanceof Error ? error.message : String(error)}.`, error);
}
