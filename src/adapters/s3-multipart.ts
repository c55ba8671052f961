import { FilesUnavailable } from "../core/ports/files.ts";
import { isMissing, type S3Link, SHORT_MS, timeFor } from "./s3-link.ts";
import { headObject, md5Of } from "./s3-objects.ts";

/** Putting large files together may take a bucket minutes. */
const COMPLETE_MS = 180_000;

export interface UploadedPart {
  readonly number: number;
  readonly etag: string;
  readonly bytes: number;
}

export interface OpenMultipart {
  readonly name: string;
  readonly uploadId: string;
  readonly begunAtMs: number;
}

/** Begins a multipart upload. `sha256` goes along as metadata where it is known beforehand. */
export async function beginMultipart(link: S3Link, name: string, sha256: string | null): Promise<string> {
  const { UploadId: id } = await link.ask(
    (sdk, client, abortSignal) =>
      client.send(
        new sdk.CreateMultipartUploadCommand({
          Bucket: link.bucket,
          Key: name,
          ...(sha256 === null ? {} : { Metadata: { sha256 } }),
        }),
        { abortSignal },
      ),
    SHORT_MS,
  );
  if (id === undefined) throw new FilesUnavailable("the bucket gave an upload no name", null);
  return id;
}

/** Puts one part; the bucket refuses it when its bytes are not those of Content-MD5. Again is as good as once. */
export async function putPart(
  link: S3Link,
  { name, uploadId, number, bytes }: { name: string; uploadId: string; number: number; bytes: Buffer },
): Promise<UploadedPart> {
  const { ETag: etag = "" } = await link.ask(
    (sdk, client, abortSignal) =>
      client.send(
        new sdk.UploadPartCommand({
          Bucket: link.bucket,
          Key: name,
          UploadId: uploadId,
          PartNumber: number,
          Body: bytes,
          ContentLength: bytes.byteLength,
          ContentMD5: md5Of(bytes),
        }),
        { abortSignal },
      ),
    timeFor(bytes.byteLength),
  );
  return { number, etag, bytes: bytes.byteLength };
}

/**
 * Makes the object of its parts and looks whether it is as long as they are. A bucket that has done it already, and
 * answered with an error, says at the next try that there is no such upload: then the object decides.
 */
export async function completeMultipart(
  link: S3Link,
  { name, uploadId, parts }: { name: string; uploadId: string; parts: readonly UploadedPart[] },
): Promise<void> {
  try {
    await link.ask(
      (sdk, client, abortSignal) =>
        client.send(
          new sdk.CompleteMultipartUploadCommand({
            Bucket: link.bucket,
            Key: name,
            UploadId: uploadId,
            MultipartUpload: { Parts: parts.map(({ number, etag }) => ({ PartNumber: number, ETag: etag })) },
          }),
          { abortSignal },
        ),
      COMPLETE_MS,
    );
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
  const bytes = parts.reduce((sum, part) => sum + part.bytes, 0);
  const made = await headObject(link, name);
  if (made?.bytes !== bytes)
    throw new FilesUnavailable(`the bucket made ${made?.bytes ?? "nothing"} of ${bytes} bytes`, null);
}

/** Gives a multipart upload up; one that is not there is as good as given up. */
export async function abortMultipart(
  link: S3Link,
  { name, uploadId }: { name: string; uploadId: string },
): Promise<void> {
  try {
    await link.ask(
      (sdk, client, abortSignal) =>
        client.send(new sdk.AbortMultipartUploadCommand({ Bucket: link.bucket, Key: name, UploadId: uploadId }), {
          abortSignal,
        }),
      SHORT_MS,
    );
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
}

/** The multipart uploads under way below a prefix. */
export async function* listMultiparts(link: S3Link, prefix: string): AsyncGenerator<OpenMultipart> {
  let marker: { KeyMarker: string; UploadIdMarker?: string } | null = null;
  do {
    const page: import("@aws-sdk/client-s3").ListMultipartUploadsCommandOutput = await link.ask(
      (sdk, client, abortSignal) =>
        client.send(new sdk.ListMultipartUploadsCommand({ Bucket: link.bucket, Prefix: prefix, ...marker }), {
          abortSignal,
        }),
      SHORT_MS,
    );
    for (const { Key: name, UploadId: uploadId, Initiated: begun } of page.Uploads ?? [])
      if (name !== undefined && uploadId !== undefined) yield { name, uploadId, begunAtMs: begun?.getTime() ?? 0 };
    marker =
      page.IsTruncated && page.NextKeyMarker !== undefined
        ? {
            KeyMarker: page.NextKeyMarker,
            ...(page.NextUploadIdMarker === undefined ? {} : { UploadIdMarker: page.NextUploadIdMarker }),
          }
        : null;
  } while (marker !== null);
}

/** The parts that a multipart upload has, in their order. */
export async function listParts(
  link: S3Link,
  { name, uploadId }: { name: string; uploadId: string },
): Promise<UploadedPart[]> {
  const parts: UploadedPart[] = [];
  let marker: string | undefined;
  do {
    const page: import("@aws-sdk/client-s3").ListPartsCommandOutput = await link.ask(
      (sdk, client, abortSignal) =>
        client.send(
          new sdk.ListPartsCommand({
            Bucket: link.bucket,
            Key: name,
            UploadId: uploadId,
            ...(marker === undefined ? {} : { PartNumberMarker: marker }),
          }),
          { abortSignal },
        ),
      SHORT_MS,
    );
    for (const { PartNumber: number, ETag: etag, Size: bytes } of page.Parts ?? [])
      if (number !== undefined && etag !== undefined) parts.push({ number, etag, bytes: bytes ?? 0 });
    marker = page.IsTruncated ? page.NextPartNumberMarker : undefined;
  } while (marker !== undefined);
  return parts;
}
