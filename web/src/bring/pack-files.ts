/** What somebody chose: a file, with its way where it comes from a folder. */
export interface Chosen {
  readonly path: string;
  readonly file: File;
}

/** What an archive without the extensions for larger ones can hold (APPNOTE 4.4.1.4). */
export const PACKED_FILES_MOST = 65_000;
export const PACKED_BYTES_MOST = 4_000_000_000;

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const VERSION = 20;
/** Names are UTF-8. */
const FLAGS = 0x0800;

/**
 * Files as one zip in the order of their ways, nothing compressed: it is sent to be read, not kept. Each is read once for
 * its checksum and once more when it is sent; none is held in memory.
 * @throws DOMException when a file cannot be read, AbortError when `signal` says so
 */
export async function packFiles(chosen: readonly Chosen[], signal: AbortSignal): Promise<Blob> {
  const parts: BlobPart[] = [];
  const directory: BlobPart[] = [];
  let at = 0;
  let directoryBytes = 0;
  for (const { path, file } of chosen.toSorted((one, other) => (one.path < other.path ? -1 : 1))) {
    const crc = await checksumOf(file, signal);
    const name = new TextEncoder().encode(path);
    const about: Fields = [
      [FLAGS, 2],
      [0, 2],
      [dosTime(new Date(file.lastModified)), 4],
      [crc, 4],
      [file.size, 4],
      [file.size, 4],
      [name.length, 2],
      [0, 2],
    ];
    const local = numbers([LOCAL, 4], [VERSION, 2], ...about);
    const central = numbers(
      [CENTRAL, 4],
      [VERSION, 2],
      [VERSION, 2],
      ...about,
      [0, 2],
      [0, 2],
      [0, 2],
      [0, 4],
      [at, 4],
    );
    parts.push(local, name, file);
    directory.push(central, name);
    at += local.length + name.length + file.size;
    directoryBytes += central.length + name.length;
  }
  const count = chosen.length;
  const end = numbers([END, 4], [0, 4], [count, 2], [count, 2], [directoryBytes, 4], [at, 4], [0, 2]);
  return new Blob([...parts, ...directory, end], { type: "application/zip" });
}

type Fields = readonly (readonly [value: number, bytes: 2 | 4])[];

/** Little-endian, each in so many bytes. */
function numbers(...fields: Fields): Uint8Array<ArrayBuffer> {
  const view = new DataView(new ArrayBuffer(fields.reduce((sum, [, bytes]) => sum + bytes, 0)));
  let at = 0;
  for (const [value, bytes] of fields) {
    if (bytes === 2) view.setUint16(at, value, true);
    else view.setUint32(at, value, true);
    at += bytes;
  }
  return new Uint8Array(view.buffer);
}

/** The polynomial of the checksum, its bits reversed, and a table of what each byte does to it. */
const POLYNOMIAL = 0xedb88320;
const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ POLYNOMIAL : value >>> 1;
  return value;
});

async function checksumOf(file: File, signal: AbortSignal): Promise<number> {
  let crc = ~0;
  const reader = file.stream().getReader();
  for (;;) {
    signal.throwIfAborted();
    const { value, done } = await reader.read();
    if (done) return ~crc >>> 0;
    for (const byte of value) crc = (TABLE[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8);
  }
}

/** The time of day in the low half, the date in the high one; nothing is older than 1980. */
function dosTime(date: Date): number {
  const day = ((Math.max(1980, date.getFullYear()) - 1980) << 9) | ((date.getMonth() + 1) << 5) | date.getDate();
  const time = (date.getHours() << 11) | (date.getMinutes() << 5) | (date.getSeconds() >> 1);
  return day * 0x10000 + time;
}
