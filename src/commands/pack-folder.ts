import { createReadStream } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join, relative } from "node:path";
import { crc32 } from "node:zlib";
import { CommandFailed } from "./failure.ts";

/** What an archive without the extensions for larger ones can hold (APPNOTE 4.4.1.4). */
const MOST_FILES = 65_000;
const MOST_BYTES = 4_000_000_000;

const LOCAL = 0x04034b50;
const DESCRIPTOR = 0x08074b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const VERSION = 20;
/** Names are UTF-8, and sizes follow the bytes. */
const FLAGS = 0x0808;

interface Packed {
  readonly name: Buffer;
  readonly when: number;
  readonly at: number;
  readonly bytes: number;
  readonly crc: number;
}

/**
 * A folder as one zip, file by file as it is read, nothing compressed: it is sent to be read, not kept. Links are not
 * followed; the order is that of the paths.
 * @throws CommandFailed when it is more than one archive holds
 */
export async function packFolder(folder: string): Promise<AsyncIterable<Buffer>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  if (paths.length > MOST_FILES)
    throw new CommandFailed(`${folder} has ${paths.length} files; import it in parts of at most ${MOST_FILES}.`);
  return pack(folder, paths.toSorted());
}

async function* pack(folder: string, paths: readonly string[]): AsyncGenerator<Buffer> {
  const packed: Packed[] = [];
  let at = 0;
  for (const path of paths) {
    const name = Buffer.from(relative(folder, path).replaceAll("\\", "/"));
    const when = dosTime((await stat(path)).mtime);
    const begin = at;
    const head = numbers([LOCAL, 4], [VERSION, 2], [FLAGS, 2], [0, 2], [when, 4], [0, 4], [0, 4], [0, 4]);
    const start = Buffer.concat([head, numbers([name.length, 2], [0, 2]), name]);
    yield start;
    at += start.length;
    let bytes = 0;
    let crc = 0;
    for await (const chunk of createReadStream(path)) {
      crc = crc32(chunk as Buffer, crc);
      bytes += (chunk as Buffer).length;
      yield chunk as Buffer;
      if (at + bytes > MOST_BYTES)
        throw new CommandFailed(`${folder} is larger than ${MOST_BYTES} bytes; import it in parts.`);
    }
    const descriptor = numbers([DESCRIPTOR, 4], [crc, 4], [bytes, 4], [bytes, 4]);
    yield descriptor;
    at += bytes + descriptor.length;
    packed.push({ name, when, at: begin, bytes, crc });
  }
  const directory = Buffer.concat(packed.map(centralEntry));
  const count = packed.length;
  yield directory;
  yield numbers([END, 4], [0, 4], [count, 2], [count, 2], [directory.length, 4], [at, 4], [0, 2]);
}

function centralEntry({ name, when, at, bytes, crc }: Packed): Buffer {
  const head = numbers([CENTRAL, 4], [VERSION, 2], [VERSION, 2], [FLAGS, 2], [0, 2], [when, 4], [crc, 4]);
  const sizes = numbers([bytes, 4], [bytes, 4], [name.length, 2], [0, 2], [0, 2], [0, 2], [0, 2], [0, 4], [at, 4]);
  return Buffer.concat([head, sizes, name]);
}

/** Little-endian, each in so many bytes. */
function numbers(...fields: readonly (readonly [value: number, bytes: 2 | 4])[]): Buffer {
  const buffer = Buffer.alloc(fields.reduce((sum, [, bytes]) => sum + bytes, 0));
  let at = 0;
  for (const [value, bytes] of fields) at = buffer.writeUIntLE(value, at, bytes);
  return buffer;
}

/** The time of day in the low half, the date in the high one; nothing is older than 1980. */
function dosTime(date: Date): number {
  const year = Math.max(1980, date.getFullYear());
  const day = ((year - 1980) << 9) | ((date.getMonth() + 1) << 5) | date.getDate();
  const time = (date.getHours() << 11) | (date.getMinutes() << 5) | (date.getSeconds() >> 1);
  return day * 0x10000 + time;
}
