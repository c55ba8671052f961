import type { FastifyInstance } from "fastify";
import { LIMITS } from "../contract/limits.ts";
import { Problem } from "../contract/problems.ts";

/** Enough of a body to tell text from bytes. */
const LOOKED_AT_BYTES = 1_024;
/** URL-encoded text is printable ASCII (WHATWG URL, section 5); people who type a form by hand may break its lines. */
const FORM_BYTE = (byte: number): boolean => (byte >= 0x20 && byte < 0x7f) || byte === 0x0a || byte === 0x0d;

/** A body that was called a form and is none. */
export class Bytes {
  readonly chunks: AsyncIterable<Uint8Array>;
  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.chunks = chunks;
  }
}

/**
 * Reads URL-encoded forms: each name with its value, or its values. `curl --data-binary @photo.jpg` calls a photo a form
 * too, since nobody told it otherwise; what is no text is handed on as bytes.
 */
export function addFormParser(scope: FastifyInstance): void {
  scope.addContentTypeParser("application/x-www-form-urlencoded", (_request, payload, done) => {
    readForm(payload).then(
      (body) => done(null, body),
      (error: Error) => done(error),
    );
  });
}

async function readForm(payload: AsyncIterable<Uint8Array>): Promise<Record<string, string | string[]> | Bytes> {
  const chunks = payload[Symbol.asyncIterator]();
  const read: Uint8Array[] = [];
  let bytes = 0;
  for (let next = await chunks.next(); !next.done; next = await chunks.next()) {
    const looked = bytes < LOOKED_AT_BYTES ? next.value.subarray(0, LOOKED_AT_BYTES - bytes) : [];
    read.push(next.value);
    if (!looked.every(FORM_BYTE)) return new Bytes(joined(read, chunks));
    bytes += next.value.byteLength;
    if (bytes > LIMITS.jsonWithHtmlBytes)
      throw new Problem("too-large", `A form may have at most ${LIMITS.jsonWithHtmlBytes} bytes.`, {
        params: { max_bytes: LIMITS.jsonWithHtmlBytes },
      });
  }
  const fields: Record<string, string | string[]> = Object.create(null) as Record<string, string | string[]>;
  const parsed = new URLSearchParams(Buffer.concat(read).toString().trim());
  for (const name of new Set(parsed.keys())) {
    const values = parsed.getAll(name);
    fields[name] = values.length === 1 ? (values[0] ?? "") : values;
  }
  return fields;
}

async function* joined(
  first: readonly Uint8Array[],
  rest: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  yield* first;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}
