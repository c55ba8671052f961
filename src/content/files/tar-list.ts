import { createReadStream } from "node:fs";
import type { Readable as Stream } from "node:stream";
import { createGunzip } from "node:zlib";
import { type Found, type Readable, Unreadable } from "./found.ts";
import { messageOf } from "./image.ts";
import { Listing } from "./listing.ts";

const BLOCK_BYTES = 512;
/** A compressed archive is looked through up to here. */
const MOST_UNPACKED_BYTES = 2_000_000_000;
/** Long names come as small files of their own; larger ones are passed over. */
const MOST_NAME_BYTES = 64_000;
const [REGULAR, OLD_REGULAR, CONTIGUOUS, PAX, LONG_NAME] = ["0", "\0", "7", "x", "L"];

/** What lies in a tar archive (POSIX.1-2001 pax, and GNU's long names), compressed with gzip or not. Nothing is unpacked to the disk. */
export async function readTar({ path, type }: Readable): Promise<Found> {
  const file = createReadStream(path, { highWaterMark: 1 << 18 });
  const stream: Stream = type === "application/gzip" ? file.pipe(createGunzip()) : file;
  file.on("error", (error) => stream.destroy(error));
  const listing = new Listing();
  try {
    const isTar = await listEntries(stream, listing);
    return isTar ? listing.found() : {};
  } catch (error) {
    return { ...listing.found(), problem: "file-broken", reason: messageOf(error) };
  } finally {
    file.destroy();
    stream.destroy();
  }
}

/** Tells whether it is a tar archive at all: gzip packs anything. */
async function listEntries(stream: Stream, listing: Listing): Promise<boolean> {
  let header: Buffer = Buffer.alloc(0);
  let skip = 0;
  let seen = 0;
  let isFirst = true;
  let longName: string | null = null;
  let naming: { kind: string; left: number; bytes: Buffer[] } | null = null;
  for await (const chunk of stream) {
    let rest = chunk as Buffer;
    seen += rest.length;
    if (seen > MOST_UNPACKED_BYTES) throw new Unreadable("file-too-large-to-look", "an archive that does not end");
    while (rest.length > 0) {
      if (naming !== null && naming.left > 0) {
        const taken = rest.subarray(0, naming.left);
        naming.bytes.push(taken);
        naming.left -= taken.length;
        rest = rest.subarray(taken.length);
        if (naming.left > 0) continue;
        longName = nameIn(naming.kind, Buffer.concat(naming.bytes)) ?? longName;
        naming = null;
      }
      const skipped = Math.min(skip, rest.length);
      skip -= skipped;
      rest = rest.subarray(skipped);
      if (rest.length === 0) break;
      const more = rest.subarray(0, BLOCK_BYTES - header.length);
      header = Buffer.concat([header, more]);
      rest = rest.subarray(more.length);
      if (header.length < BLOCK_BYTES) break;
      const entry = readHeader(header);
      if (entry === null && isFirst) return false;
      header = Buffer.alloc(0);
      if (entry === null) return true;
      isFirst = false;
      const padding = (BLOCK_BYTES - (entry.size % BLOCK_BYTES)) % BLOCK_BYTES;
      if ((entry.kind === PAX || entry.kind === LONG_NAME) && entry.size > 0 && entry.size <= MOST_NAME_BYTES) {
        naming = { kind: entry.kind, left: entry.size, bytes: [] };
        skip = padding;
        continue;
      }
      skip = entry.size + padding;
      if ([REGULAR, OLD_REGULAR, CONTIGUOUS].includes(entry.kind) && !entry.name.endsWith("/"))
        listing.add(longName ?? entry.name, entry.size);
      longName = null;
    }
  }
  if (isFirst && header.length < BLOCK_BYTES) return false;
  if (skip > 0) throw new Unreadable("file-broken", "the archive ends within a file");
  return true;
}

/** Null for a block that is no header: the end of the archive, or no archive. */
function readHeader(block: Buffer): { name: string; size: number; kind: string } | null {
  const told = Number.parseInt(text(block, 148, 8).trim(), 8);
  let sum = 8 * 0x20;
  for (let at = 0; at < BLOCK_BYTES; at++) if (at < 148 || at >= 156) sum += block[at] ?? 0;
  if (sum !== told) return null;
  const prefix = text(block, 257, 5) === "ustar" && block[262] === 0 ? text(block, 345, 155) : "";
  const name = text(block, 0, 100);
  return {
    name: prefix === "" ? name : `${prefix}/${name}`,
    size: sizeIn(block),
    kind: block.toString("latin1", 156, 157),
  };
}

/** Octal digits, or a number of 12 bytes for what is larger than 8 GB. */
function sizeIn(block: Buffer): number {
  const large = ((block[124] ?? 0) & 0x80) !== 0;
  const size = large ? block.readUIntBE(130, 6) : Number.parseInt(text(block, 124, 12).trim(), 8);
  return Number.isSafeInteger(size) && size >= 0 ? size : 0;
}

function text(block: Buffer, from: number, length: number): string {
  const field = block.subarray(from, from + length);
  const end = field.indexOf(0);
  return (end < 0 ? field : field.subarray(0, end)).toString("utf8");
}

function nameIn(kind: string, bytes: Buffer): string | null {
  const plain = bytes.toString("utf8");
  if (kind === LONG_NAME) return plain.replace(/\0.*$/s, "");
  return /(?:^|\n)\d+ path=([^\n]*)\n/.exec(plain)?.[1] ?? null;
}
