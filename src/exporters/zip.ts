import { pipeline, Readable } from "node:stream";
import { crc32, createDeflateRaw, deflateRawSync } from "node:zlib";

/** A file to be packed. Its bytes are asked for when it is its turn, and only then. */
export interface ZipPart {
  /** Parts divided by `/`. */
  readonly name: string;
  /** It is compressed already: its bytes are kept as they are. */
  readonly isPacked?: boolean;
  /** How many bytes come at most, where that is known. */
  readonly mostBytes?: number;
  /** What is there at once is small, and known in size and hash before its header is written; what streams is told after it. */
  readonly bytes: Uint8Array | AsyncIterable<Uint8Array>;
}

const LOCAL = 0x04034b50;
const DESCRIPTOR = 0x08074b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const END_64 = 0x06064b50;
const LOCATOR_64 = 0x07064b50;

const NAMES_ARE_UTF8 = 0x0800;
const SIZES_FOLLOW = 0x0008;
const DEFLATED = 8;
const STORED = 0;
/** The first day the format knows, so that equal contents make equal bytes whenever they are packed. */
const FIRST_DAY = 0x0021;
const PLAIN_VERSION = 20;
const VERSION_64 = 45;
const MADE_ON_UNIX = 3 << 8;
/** A plain file that its owner may write and all may read. */
const FILE_MODE = 0o100644 << 16;

const MOST_16 = 0xffff;
const MOST_32 = 0xffffffff;
/** Compressing what cannot be compressed makes it a little longer; sizes near the limit are written long. */
const SURELY_SHORT = MOST_32 - 64_000_000;
const CHUNK_BYTES = 65_536;

/**
 * A ZIP archive (PKWARE APPNOTE 6.3.10, with ZIP64 where it is needed) as it grows, of any size: a part is read while it
 * is sent, and of those that are past only some hundred bytes of directory are kept. The same parts make the same bytes.
 * Why it is written here and not taken: docs/decisions/0025-the-export.md.
 */
export async function* zipOf(parts: AsyncIterable<ZipPart>): AsyncGenerator<Buffer> {
  const directory = new Directory();
  let offset = 0;
  for await (const part of parts) {
    const entry: Entry = {
      name: Buffer.from(part.name),
      method: part.isPacked ? STORED : DEFLATED,
      follows: !(part.bytes instanceof Uint8Array),
      isLong: !(part.bytes instanceof Uint8Array) && (part.mostBytes ?? MOST_32) > SURELY_SHORT,
      offset,
      crc: 0,
      size: 0,
      packed: 0,
    };
    for await (const chunk of part.bytes instanceof Uint8Array
      ? known(entry, part.bytes)
      : streamed(entry, part.bytes)) {
      offset += chunk.length;
      yield chunk;
    }
    directory.add(entry);
  }
  yield* directory.end(offset);
}

interface Entry {
  readonly name: Buffer;
  readonly method: number;
  /** Sizes and hash come after the bytes. */
  readonly follows: boolean;
  /** The sizes that follow have 64 bits. */
  readonly isLong: boolean;
  readonly offset: number;
  crc: number;
  size: number;
  packed: number;
}

function* known(entry: Entry, bytes: Uint8Array): Generator<Buffer> {
  const packed = entry.method === STORED ? Buffer.from(bytes) : deflateRawSync(bytes);
  entry.crc = crc32(bytes);
  entry.size = bytes.length;
  entry.packed = packed.length;
  yield localHeader(entry);
  if (packed.length > 0) yield packed;
}

async function* streamed(entry: Entry, bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  yield localHeader(entry);
  for await (const chunk of entry.method === STORED ? counted(entry, bytes) : deflating(counted(entry, bytes))) {
    entry.packed += chunk.length;
    yield chunk;
  }
  yield descriptor(entry);
}

async function* counted(entry: Entry, bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  for await (const chunk of bytes) {
    if (chunk.length === 0) continue;
    entry.crc = crc32(chunk, entry.crc);
    entry.size += chunk.length;
    yield Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  }
}

/** Ends its source, too, when nobody wants more of it. */
async function* deflating(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const deflate = createDeflateRaw({ chunkSize: CHUNK_BYTES });
  // What breaks the source is thrown where the other end is read.
  pipeline(Readable.from(bytes, { objectMode: true, highWaterMark: 1 }), deflate, () => {});
  try {
    for await (const chunk of deflate) yield chunk as Buffer;
  } finally {
    deflate.destroy();
  }
}

function localHeader({ name, method, follows, isLong, crc, size, packed }: Entry): Buffer {
  const extra = isLong ? longSizes([0, 0]) : Buffer.alloc(0);
  const header = Buffer.alloc(30);
  header.writeUInt32LE(LOCAL, 0);
  header.writeUInt16LE(isLong ? VERSION_64 : PLAIN_VERSION, 4);
  header.writeUInt16LE(flagsOf(follows), 6);
  header.writeUInt16LE(method, 8);
  header.writeUInt16LE(FIRST_DAY, 12);
  header.writeUInt32LE(crc, 14);
  header.writeUInt32LE(isLong ? MOST_32 : packed, 18);
  header.writeUInt32LE(isLong ? MOST_32 : size, 22);
  header.writeUInt16LE(name.length, 26);
  header.writeUInt16LE(extra.length, 28);
  return Buffer.concat([header, name, extra]);
}

function descriptor({ crc, size, packed, isLong }: Entry): Buffer {
  const bytes = Buffer.alloc(isLong ? 24 : 16);
  bytes.writeUInt32LE(DESCRIPTOR, 0);
  bytes.writeUInt32LE(crc, 4);
  if (isLong) {
    bytes.writeBigUInt64LE(BigInt(packed), 8);
    bytes.writeBigUInt64LE(BigInt(size), 16);
  } else {
    bytes.writeUInt32LE(packed, 8);
    bytes.writeUInt32LE(size, 12);
  }
  return bytes;
}

const flagsOf = (follows: boolean): number => NAMES_ARE_UTF8 | (follows ? SIZES_FOLLOW : 0);

/** The extra field that carries what 32 bits cannot (4.5.3). */
function longSizes(sizes: readonly number[]): Buffer {
  const extra = Buffer.alloc(4 + sizes.length * 8);
  extra.writeUInt16LE(1, 0);
  extra.writeUInt16LE(sizes.length * 8, 2);
  for (const [at, size] of sizes.entries()) extra.writeBigUInt64LE(BigInt(size), 4 + at * 8);
  return extra;
}

/** What stands at the end of an archive, gathered in one growing piece: a million entries are a hundred megabytes at most. */
class Directory {
  #bytes = Buffer.alloc(CHUNK_BYTES);
  #length = 0;
  #entries = 0;

  add({ name, method, follows, isLong, offset, crc, size, packed }: Entry): void {
    const long = [size, packed, offset].filter((value) => value >= MOST_32);
    const extra = long.length > 0 ? longSizes(long) : Buffer.alloc(0);
    const header = Buffer.alloc(46);
    const version = isLong || long.length > 0 ? VERSION_64 : PLAIN_VERSION;
    header.writeUInt32LE(CENTRAL, 0);
    header.writeUInt16LE(MADE_ON_UNIX | version, 4);
    header.writeUInt16LE(version, 6);
    header.writeUInt16LE(flagsOf(follows), 8);
    header.writeUInt16LE(method, 10);
    header.writeUInt16LE(FIRST_DAY, 14);
    header.writeUInt32LE(crc, 16);
    header.writeUInt32LE(Math.min(packed, MOST_32), 20);
    header.writeUInt32LE(Math.min(size, MOST_32), 24);
    header.writeUInt16LE(name.length, 28);
    header.writeUInt16LE(extra.length, 30);
    header.writeUInt32LE(FILE_MODE >>> 0, 38);
    header.writeUInt32LE(Math.min(offset, MOST_32), 42);
    for (const piece of [header, name, extra]) this.#append(piece);
    this.#entries += 1;
  }

  *end(offset: number): Generator<Buffer> {
    for (let at = 0; at < this.#length; at += CHUNK_BYTES)
      yield this.#bytes.subarray(at, Math.min(at + CHUNK_BYTES, this.#length));
    const isLong = this.#entries >= MOST_16 || offset >= MOST_32 || this.#length >= MOST_32;
    if (isLong) yield this.#end64(offset);
    const end = Buffer.alloc(22);
    end.writeUInt32LE(END, 0);
    end.writeUInt16LE(Math.min(this.#entries, MOST_16), 8);
    end.writeUInt16LE(Math.min(this.#entries, MOST_16), 10);
    end.writeUInt32LE(Math.min(this.#length, MOST_32), 12);
    end.writeUInt32LE(Math.min(offset, MOST_32), 16);
    yield end;
  }

  #end64(offset: number): Buffer {
    const end = Buffer.alloc(56 + 20);
    end.writeUInt32LE(END_64, 0);
    end.writeBigUInt64LE(44n, 4);
    end.writeUInt16LE(MADE_ON_UNIX | VERSION_64, 12);
    end.writeUInt16LE(VERSION_64, 14);
    end.writeBigUInt64LE(BigInt(this.#entries), 24);
    end.writeBigUInt64LE(BigInt(this.#entries), 32);
    end.writeBigUInt64LE(BigInt(this.#length), 40);
    end.writeBigUInt64LE(BigInt(offset), 48);
    end.writeUInt32LE(LOCATOR_64, 56);
    end.writeBigUInt64LE(BigInt(offset + this.#length), 64);
    end.writeUInt32LE(1, 72);
    return end;
  }

  #append(piece: Buffer): void {
    while (this.#length + piece.length > this.#bytes.length)
      this.#bytes = Buffer.concat([this.#bytes], this.#bytes.length * 2);
    piece.copy(this.#bytes, this.#length);
    this.#length += piece.length;
  }
}
