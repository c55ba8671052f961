import { createHash } from "node:crypto";
import { FilesUnavailable, FileTooLarge, type StoredBytes } from "../core/ports/files.ts";
import type { S3Link } from "./s3-link.ts";
import { abortMultipart, beginMultipart, completeMultipart, putPart, type UploadedPart } from "./s3-multipart.ts";
import { NameTaken, putObject } from "./s3-objects.ts";
import { PARTS_AT_ONCE, type Part, partsOf } from "./s3-parts.ts";

interface Wanted {
  readonly maxBytes: number;
  /** What the bytes must turn out to be; others are not kept. */
  readonly expected?: StoredBytes | undefined;
}

/**
 * Keeps a source under a name: in one request when it fits into one part, else as a multipart upload that comes to be
 * with its last request. Until then nothing stands there, and of a failure nothing stays but what the bucket could not
 * be told to give up; that goes after a day (`abandonMultiparts`).
 */
export async function putWhole(
  link: S3Link,
  name: string,
  source: AsyncIterable<Uint8Array>,
  { maxBytes, expected }: Wanted,
): Promise<StoredBytes> {
  const hash = createHash("sha256");
  let bytes = 0;
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const chunk of source) {
      bytes += chunk.byteLength;
      if (bytes > maxBytes) throw new FileTooLarge(maxBytes);
      hash.update(chunk);
      yield chunk;
    }
  }
  /** All has come: what it is, if that is what was wanted. */
  function stored(): StoredBytes {
    const found = { bytes, sha256: hash.digest("hex") };
    if (expected && (expected.bytes !== found.bytes || expected.sha256 !== found.sha256))
      throw new FilesUnavailable(`${name} is not what was kept`, null);
    return found;
  }
  const parts = partsOf(counted());
  try {
    const { value: first } = (await parts.next()) as { value: Part };
    if (first.isLast)
      try {
        const known = stored();
        await putObject(link, name, first.bytes);
        return known;
      } finally {
        first.release();
      }
    return await putParts(link, { name, first, rest: parts, expected, stored });
  } catch (error) {
    // Keys are made anew for every file, so this is no race but a fault, and nothing may be written over.
    throw error instanceof NameTaken ? new FilesUnavailable(error.message, error) : error;
  } finally {
    await parts.return(undefined);
  }
}

async function putParts(
  link: S3Link,
  {
    name,
    first,
    rest,
    expected,
    stored,
  }: {
    name: string;
    first: Part;
    rest: AsyncGenerator<Part>;
    expected: StoredBytes | undefined;
    stored: () => StoredBytes;
  },
): Promise<StoredBytes> {
  const under = new Set<Promise<void>>();
  const done: UploadedPart[] = [];
  let fault: { error: unknown } | null = null;
  let uploadId: string | null = null;

  function send(part: Part, id: string, number: number): void {
    const sending = putPart(link, { name, uploadId: id, number, bytes: part.bytes })
      .then((uploaded) => void done.push(uploaded))
      .catch((error: unknown) => {
        fault ??= { error };
      })
      .finally(() => {
        part.release();
        under.delete(sending);
      });
    under.add(sending);
  }

  try {
    try {
      uploadId = await beginMultipart(link, name, expected?.sha256 ?? null);
    } catch (error) {
      first.release();
      throw error;
    }
    let number = 1;
    send(first, uploadId, number);
    for await (const part of rest) {
      // An empty last part is none: the file ended with a full one.
      if (part.bytes.byteLength === 0) {
        part.release();
        break;
      }
      number++;
      send(part, uploadId, number);
      while (under.size >= PARTS_AT_ONCE) await Promise.race(under);
      if (fault !== null) break;
    }
    await Promise.all(under);
    if (fault !== null) throw (fault as { error: unknown }).error;
    const known = stored();
    await completeMultipart(link, { name, uploadId, parts: done.sort((a, b) => a.number - b.number) });
    return known;
  } catch (error) {
    await Promise.all(under);
    if (uploadId !== null) await abortMultipart(link, { name, uploadId }).catch(() => {});
    throw error;
  }
}
