import { Entry } from "yauzl";
import { IdIndex } from "./id-index.ts";

const FIRST_FILES = 1_024;

/**
 * The files of an archive by their ids, as far as they are needed to be unpacked: 53 to 106 bytes each with what they are
 * found by. The entries of the ZIP reader take 1,100.
 */
export class PackedFiles {
  readonly #ids = new IdIndex();
  #offsets = new Float64Array(FIRST_FILES);
  #packed = new Float64Array(FIRST_FILES);
  #bytes = new Float64Array(FIRST_FILES);
  #sums = new Uint32Array(FIRST_FILES);
  #methods = new Uint16Array(FIRST_FILES);

  /** False when there is one of this id already. */
  add(id: string, entry: Entry): boolean {
    const at = this.#ids.size;
    if (!this.#ids.add(id)) return false;
    if (at === this.#offsets.length) this.#grow();
    this.#offsets[at] = entry.relativeOffsetOfLocalHeader;
    this.#packed[at] = entry.compressedSize;
    this.#bytes[at] = entry.uncompressedSize;
    this.#sums[at] = entry.crc32;
    this.#methods[at] = entry.compressionMethod;
    return true;
  }

  /** As the ZIP reader opens it; null for one that the archive has not. */
  entry(id: string): Entry | null {
    const at = this.#ids.numberOf(id);
    if (at === null) return null;
    return Object.assign(new Entry(), {
      fileName: `files/${id}`,
      generalPurposeBitFlag: 0,
      relativeOffsetOfLocalHeader: this.#offsets[at] ?? 0,
      compressedSize: this.#packed[at] ?? 0,
      uncompressedSize: this.#bytes[at] ?? 0,
      crc32: this.#sums[at] ?? 0,
      compressionMethod: this.#methods[at] ?? 0,
    });
  }

  #grow(): void {
    const longer = <Column extends Float64Array | Uint32Array | Uint16Array>(column: Column, into: Column): Column => {
      into.set(column);
      return into;
    };
    const length = this.#offsets.length * 2;
    this.#offsets = longer(this.#offsets, new Float64Array(length));
    this.#packed = longer(this.#packed, new Float64Array(length));
    this.#bytes = longer(this.#bytes, new Float64Array(length));
    this.#sums = longer(this.#sums, new Uint32Array(length));
    this.#methods = longer(this.#methods, new Uint16Array(length));
  }
}
