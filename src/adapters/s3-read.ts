import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import type { GetObjectCommandOutput } from "@aws-sdk/client-s3";
import { type ByteRange, FilesUnavailable, type StoredBytes } from "../core/ports/files.ts";
import { isMissing, type S3Link, SHORT_MS } from "./s3-link.ts";

/** A bucket that sends nothing for so long, while somebody waits, will send no more. */
const IDLE_MS = 30_000;

/**
 * Reads an object, whole or in part; null when there is none. Another length than `expected` is refused before the first
 * byte. A whole one is hashed on its way and its last chunk held back until the hash is right, so that nobody ever has
 * all of a file that is not the one that was kept.
 */
export async function openObject(
  link: S3Link,
  name: string,
  { range = null, expected }: { range?: ByteRange | null; expected?: StoredBytes | undefined } = {},
): Promise<Readable | null> {
  let found: GetObjectCommandOutput;
  try {
    found = await link.ask(
      (sdk, client, abortSignal) =>
        client.send(
          new sdk.GetObjectCommand({
            Bucket: link.bucket,
            Key: name,
            ...(range === null ? {} : { Range: `bytes=${range.start}-${range.end}` }),
          }),
          { abortSignal },
        ),
      SHORT_MS,
    );
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
  const body = found.Body as Readable;
  const bytes = found.ContentLength ?? null;
  const total = range === null ? bytes : Number(found.ContentRange?.split("/")[1] ?? Number.NaN);
  if (expected && total !== expected.bytes) {
    body.destroy();
    throw new FilesUnavailable(`${name} has ${total} bytes instead of ${expected.bytes}`, null);
  }
  const watched = watch(body, bytes);
  const stream = Readable.from(range === null && expected ? verify(watched, name, expected.sha256) : watched, {
    objectMode: false,
  });
  // Whoever reads may leave while we wait for the bucket.
  return stream.once("close", () => body.destroy());
}

/** What comes, as long as it comes, and all of it. */
async function* watch(body: Readable, bytes: number | null): AsyncGenerator<Buffer> {
  const chunks = (body as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
  let come = 0;
  try {
    for (;;) {
      const next = await inTime(chunks.next());
      if (next.done === true) break;
      come += next.value.byteLength;
      yield next.value;
    }
  } catch (error) {
    throw error instanceof FilesUnavailable ? error : new FilesUnavailable("the bucket broke off", error);
  } finally {
    body.destroy();
  }
  if (bytes !== null && come !== bytes) throw new FilesUnavailable(`the bucket sent ${come} of ${bytes} bytes`, null);
}

async function* verify(chunks: AsyncIterable<Buffer>, name: string, sha256: string): AsyncGenerator<Buffer> {
  const hash = createHash("sha256");
  let held: Buffer | null = null;
  for await (const chunk of chunks) {
    if (held !== null) yield held;
    hash.update(chunk);
    held = chunk;
  }
  if (hash.digest("hex") !== sha256) throw new FilesUnavailable(`${name} has other bytes than were kept`, null);
  if (held !== null) yield held;
}

async function inTime<Value>(value: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new FilesUnavailable(`nothing came for ${IDLE_MS} ms`, null)), IDLE_MS);
  });
  try {
    return await Promise.race([value, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Reads an object once, to know what it is. */
export async function hashObject(link: S3Link, name: string): Promise<StoredBytes> {
  const stream = await openObject(link, name);
  if (stream === null) throw new FilesUnavailable(`${name} is not there`, null);
  const hash = createHash("sha256");
  let bytes = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    hash.update(chunk);
    bytes += chunk.byteLength;
  }
  return { bytes, sha256: hash.digest("hex") };
}
