import { createHash } from "node:crypto";
import type { HeadObjectCommandOutput } from "@aws-sdk/client-s3";
import { FilesUnavailable } from "../core/ports/files.ts";
import { isMissing, type S3Link, SHORT_MS, statusOf, timeFor } from "./s3-link.ts";

const REMOVED_AT_ONCE = 8;

export const sha256Of = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
export const md5Of = (bytes: Uint8Array): string => createHash("md5").update(bytes).digest("base64");

export interface S3Object {
  readonly name: string;
  readonly bytes: number;
  readonly changedAtMs: number;
}

/** Another object stands under the name, with other bytes. */
export class NameTaken extends Error {
  constructor(name: string) {
    super(`another object stands under ${name}`);
    this.name = "NameTaken";
  }
}

/** Servers that do not know the condition answer 501; they are not asked for it again. */
const unconditional = new WeakSet<S3Link>();

/**
 * Puts an object of one part that does not stand yet. Doing it again, as after a 500 although it was stored, is harmless:
 * what stands there is then looked at, and it is ours when its bytes are.
 * @throws NameTaken, FilesUnavailable
 */
export async function putObject(link: S3Link, name: string, bytes: Buffer): Promise<void> {
  const sha256 = sha256Of(bytes);
  const isNewOnly = !unconditional.has(link);
  try {
    await link.ask(
      (sdk, client, abortSignal) =>
        client.send(
          new sdk.PutObjectCommand({
            Bucket: link.bucket,
            Key: name,
            Body: bytes,
            ContentLength: bytes.byteLength,
            ContentMD5: md5Of(bytes),
            Metadata: { sha256 },
            ...(isNewOnly ? { IfNoneMatch: "*" } : {}),
          }),
          { abortSignal },
        ),
      timeFor(bytes.byteLength),
    );
  } catch (error) {
    const status = statusOf(error);
    if (status === 501 && isNewOnly) {
      unconditional.add(link);
      return await putObject(link, name, bytes);
    }
    // 409 is a second one of ours that is still under way there.
    if (status !== 412 && status !== 409) throw error;
    const standing = await headObject(link, name);
    if (standing === null) throw error;
    if (standing.bytes !== bytes.byteLength || standing.sha256 !== sha256) throw new NameTaken(name);
  }
}

/** Null when there is none. */
export async function headObject(
  link: S3Link,
  name: string,
): Promise<{ bytes: number; sha256: string | null; changedAtMs: number } | null> {
  let found: HeadObjectCommandOutput;
  try {
    found = await link.ask(
      (sdk, client, abortSignal) =>
        client.send(new sdk.HeadObjectCommand({ Bucket: link.bucket, Key: name }), { abortSignal }),
      SHORT_MS,
    );
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
  return {
    bytes: found.ContentLength ?? 0,
    sha256: found.Metadata?.["sha256"] ?? null,
    changedAtMs: found.LastModified?.getTime() ?? 0,
  };
}

/** Everything whose name begins so, in the order of names; page by page. */
export async function* listObjects(link: S3Link, prefix: string): AsyncGenerator<S3Object> {
  let token: string | undefined;
  do {
    const page = await link.ask(
      (sdk, client, abortSignal) =>
        client.send(
          new sdk.ListObjectsV2Command({
            Bucket: link.bucket,
            Prefix: prefix,
            ...(token === undefined ? {} : { ContinuationToken: token }),
          }),
          { abortSignal },
        ),
      SHORT_MS,
    );
    for (const { Key: name, Size: bytes = 0, LastModified: changed } of page.Contents ?? [])
      if (name !== undefined) yield { name, bytes, changedAtMs: changed?.getTime() ?? 0 };
    token = page.IsTruncated ? page.NextContinuationToken : undefined;
    if (page.IsTruncated && token === undefined) throw new FilesUnavailable("the bucket's list broke off", null);
  } while (token !== undefined);
}

/** Removes objects; those that are not there are as good as removed. */
export async function removeObjects(link: S3Link, names: readonly string[]): Promise<void> {
  const left = [...names];
  async function removeNext(): Promise<void> {
    for (let name = left.pop(); name !== undefined; name = left.pop()) {
      const removed = name;
      try {
        await link.ask(
          (sdk, client, abortSignal) =>
            client.send(new sdk.DeleteObjectCommand({ Bucket: link.bucket, Key: removed }), { abortSignal }),
          SHORT_MS,
        );
      } catch (error) {
        if (!isMissing(error)) throw error;
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(REMOVED_AT_ONCE, left.length) }, removeNext));
}
