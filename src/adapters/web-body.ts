import { PassThrough, pipeline, Readable } from "node:stream";
import {
  constants,
  createBrotliDecompress,
  createGunzip,
  createInflate,
  createInflateRaw,
  createZstdDecompress,
} from "node:zlib";

/** What we say we can read; `readBody` decodes exactly these. */
export const ACCEPTED_ENCODINGS = "gzip, deflate, br, zstd";

/** Nested encodings are legal and never seen; more than this is an attack. */
const MAX_ENCODINGS = 3;

/** A body that no second try will make readable. */
export class BodyUnreadable extends Error {}

/** A window of 8 MB is what RFC 9659 lets a server ask for; more is only memory. */
const ZSTD_WINDOW_LOG = 23;

/**
 * Takes a body up to `maxBytes`, counted after decompression, and lets go of the rest.
 *
 * Decoders work a chunk at a time under back pressure, so a bomb costs no more memory than `maxBytes`. A body that ends
 * early is kept as far as it went, as browsers do. Throws what the stream throws, and on an unknown encoding.
 */
export async function readBody(
  body: Readable,
  options: { encoding: string; maxBytes: number },
): Promise<{ bytes: Uint8Array; truncated: boolean }> {
  const stream = await decoded(body, options.encoding);
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  try {
    for await (const chunk of stream as AsyncIterable<Uint8Array>) {
      const room = options.maxBytes - sizeBytes;
      if (chunk.length > room) {
        chunks.push(chunk.subarray(0, room));
        return { bytes: joined(chunks), truncated: true };
      }
      chunks.push(chunk);
      sizeBytes += chunk.length;
    }
    return { bytes: joined(chunks), truncated: false };
  } finally {
    stream.destroy();
    body.destroy();
  }
}

/** A copy of its own, so that it can be handed to a thread without the rest of a pool. */
function joined(chunks: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return bytes;
}

async function decoded(body: Readable, header: string): Promise<Readable> {
  const encodings = header
    .toLowerCase()
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "" && name !== "identity");
  if (encodings.length > MAX_ENCODINGS) throw new BodyUnreadable(`${encodings.length} content encodings`);
  let stream: Readable = body;
  for (const encoding of encodings.reverse()) stream = await decodedOnce(stream, encoding);
  return stream;
}

async function decodedOnce(source: Readable, encoding: string): Promise<Readable> {
  const { first, rest } = await peeked(source);
  if (first === null) return rest;
  const decoder = decoderFor(encoding, first);
  // Errors reach the reader through the decoder itself; the callback is only there so that none goes unheard.
  pipeline(rest, decoder, () => undefined);
  return decoder;
}

function decoderFor(encoding: string, first: Uint8Array) {
  const gentle = { finishFlush: constants.Z_SYNC_FLUSH };
  switch (encoding) {
    case "gzip":
    case "x-gzip":
      return createGunzip(gentle);
    case "br":
      return createBrotliDecompress({ finishFlush: constants.BROTLI_OPERATION_FLUSH });
    case "zstd":
      return createZstdDecompress({
        finishFlush: constants.ZSTD_e_flush,
        params: { [constants.ZSTD_d_windowLogMax]: ZSTD_WINDOW_LOG },
      });
    case "deflate":
      // "deflate" means zlib (RFC 9110 8.4.1.2), but some servers send it bare; the first nibble tells.
      return ((first[0] ?? 0) & 0x0f) === 8 ? createInflate(gentle) : createInflateRaw(gentle);
    default:
      throw new BodyUnreadable(`unknown content encoding ${encoding.slice(0, 40)}`);
  }
}

/** The first chunk, and a stream that still begins with it. An empty body has none (a HEAD-like answer with an encoding). */
async function peeked(source: Readable): Promise<{ first: Uint8Array | null; rest: Readable }> {
  const chunks: AsyncIterator<Uint8Array> = source[Symbol.asyncIterator]();
  const start = await chunks.next();
  if (start.done === true) return { first: null, rest: new PassThrough().end() };
  async function* all(): AsyncGenerator<Uint8Array> {
    try {
      yield start.value;
      for (let next = await chunks.next(); next.done !== true; next = await chunks.next()) yield next.value;
    } finally {
      source.destroy();
    }
  }
  return { first: start.value, rest: Readable.from(all(), { objectMode: false }) };
}
