import { RandomAccessReader } from "yauzl";
import type { ImportSource } from "../core/imported.ts";

/** A directory is read in many small steps; from a bucket each would be a request of its own. */
const BLOCK_BYTES = 1_000_000;

/** The ends of an archive for yauzl, over a source that can be read from anywhere. */
export class DirectoryReader extends RandomAccessReader {
  readonly #source: ImportSource;
  #block: Buffer = Buffer.alloc(0);
  #from = 0;
  #fault: unknown = null;

  constructor(source: ImportSource) {
    super();
    this.#source = source;
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    done: (error: Error | null) => void,
  ): void {
    this.#bytes(position, length).then(
      (bytes) => {
        bytes.copy(buffer, offset);
        done(bytes.length === length ? null : new Error("the archive ends too early"));
      },
      (error: unknown) => {
        this.#fault = error;
        done(error instanceof Error ? error : new Error(String(error)));
      },
    );
  }

  /** A source that cannot be read is no fault of the archive. */
  throwFault(): void {
    if (this.#fault !== null) throw this.#fault;
  }

  async #bytes(from: number, length: number): Promise<Buffer> {
    const isThere = from >= this.#from && from + length <= this.#from + this.#block.length;
    if (!isThere) {
      const to = Math.min(this.#source.bytes, from + Math.max(length, BLOCK_BYTES));
      this.#block = from >= to ? Buffer.alloc(0) : await readWhole(this.#source.read({ from, to }));
      this.#from = from;
    }
    return this.#block.subarray(from - this.#from, from - this.#from + length);
  }
}

/** All bytes together, which the caller knows to be few. */
export async function readWhole(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all);
}
