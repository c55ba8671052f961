/** What a multipart upload is cut into: the least is 5 MB, and R2 wants all but the last alike. */
export const PART_BYTES = 8 * 1024 * 1024;
/** Parts of one file on their way at once, besides the one being gathered. */
export const PARTS_AT_ONCE = 2;
/** Parts in memory in this process: 128 MB at most. Whoever comes later waits, and the sender with it. */
const PARTS_IN_MEMORY = 16;
/** So much is gathered without a place: what is small waits for nobody, and who has sent nothing holds nothing. */
const WITHOUT_PLACE_BYTES = 256 * 1024;

/** A part in memory. Its place is free for the next one once `release` is called, which is done in every case. */
export interface Part {
  readonly bytes: Buffer;
  readonly isLast: boolean;
  release(): void;
}

/**
 * Cuts a source into parts of just PART_BYTES and a last, shorter one (empty when nothing came). When the source breaks
 * off, its error comes after the parts that were full; what was gathered by then goes to `onBroken`.
 */
export async function* partsOf(
  source: AsyncIterable<Uint8Array>,
  onBroken?: (rest: Buffer, error: unknown) => Promise<void>,
): AsyncGenerator<Part> {
  let gathered: Uint8Array[] = [];
  let size = 0;
  let release: (() => void) | null = null;
  function handOver(isLast: boolean): Part {
    const bytes = Buffer.concat(gathered, size);
    const mine = release ?? (() => {});
    [gathered, size, release] = [[], 0, null];
    return { bytes, isLast, release: mine };
  }
  try {
    const chunks = source[Symbol.asyncIterator]();
    try {
      for (;;) {
        const next = await chunks.next().catch(async (error: unknown) => {
          await onBroken?.(Buffer.concat(gathered, size), error);
          throw error;
        });
        if (next.done === true) break;
        let chunk = next.value;
        if (release === null && size + chunk.byteLength > WITHOUT_PLACE_BYTES) release = await places.take();
        while (size + chunk.byteLength > PART_BYTES) {
          const room = PART_BYTES - size;
          gathered.push(chunk.subarray(0, room));
          size = PART_BYTES;
          chunk = chunk.subarray(room);
          yield handOver(false);
          if (chunk.byteLength > WITHOUT_PLACE_BYTES) release = await places.take();
        }
        gathered.push(chunk);
        size += chunk.byteLength;
      }
    } finally {
      await chunks.return?.();
    }
    yield handOver(true);
  } finally {
    release?.();
  }
}

/** Places for parts; first come, first served. A part on its way needs no second place, so nobody waits for ever. */
class Places {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  constructor(free: number) {
    this.#free = free;
  }

  async take(): Promise<() => void> {
    if (this.#free > 0) this.#free--;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    let isTaken = true;
    return () => {
      if (!isTaken) return;
      isTaken = false;
      const next = this.#waiting.shift();
      if (next) next();
      else this.#free++;
    };
  }
}

const places = new Places(PARTS_IN_MEMORY);
