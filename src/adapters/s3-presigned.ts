import type { PresignedFiles, PresignedPart } from "../core/ports/files.ts";
import { type S3Link, SHORT_MS } from "./s3-link.ts";
import { beginMultipart, completeMultipart, listMultiparts, listParts, type UploadedPart } from "./s3-multipart.ts";
import { headObject } from "./s3-objects.ts";
import { PART_BYTES } from "./s3-parts.ts";
import { hashObject } from "./s3-read.ts";

/** Larger files have larger parts, so that the list of addresses stays short. */
const MOST_PARTS = 100;
const PART_SECONDS = 15 * 60;

/**
 * Addresses for those who go to the bucket themselves. What an upload by them is and has is asked of the bucket each time,
 * so any process may go on with it.
 */
export function presignedFiles(link: S3Link, nameOf: (key: string) => string, origin: string): PresignedFiles {
  return {
    origin,
    async addressOf(key, { type, disposition, forSeconds }) {
      const Key = nameOf(key);
      return await link.ask(async (sdk, client) => {
        const { getSignedUrl } = await import("@aws-sdk/s3-request-presigner");
        const command = new sdk.GetObjectCommand({
          Bucket: link.bucket,
          Key,
          ResponseContentType: type,
          ResponseContentDisposition: disposition,
          ResponseCacheControl: "private, no-store",
        });
        return await getSignedUrl(client, command, { expiresIn: forSeconds });
      }, SHORT_MS);
    },
    async partsOf(key, bytes) {
      const name = nameOf(key);
      const uploadId = (await openUpload(link, name)) ?? (await beginMultipart(link, name, null));
      const there = new Map((await listParts(link, { name, uploadId })).map((part) => [part.number, part]));
      const missing = planParts(bytes).filter((part) => !isThere(part, there));
      return await link.ask(async (sdk, client) => {
        const { getSignedUrl } = await import("@aws-sdk/s3-request-presigner");
        const sign = async (part: Planned): Promise<PresignedPart> => {
          const command = new sdk.UploadPartCommand({
            Bucket: link.bucket,
            Key: name,
            UploadId: uploadId,
            PartNumber: part.number,
            ContentLength: sizeOf(part),
          });
          // The length is signed, so that nobody fills the bucket with more than was announced.
          const signableHeaders = new Set(["host", "content-length"]);
          return { ...part, url: await getSignedUrl(client, command, { expiresIn: PART_SECONDS, signableHeaders }) };
        };
        return await Promise.all(missing.map(sign));
      }, SHORT_MS);
    },
    async complete(key, bytes) {
      const name = nameOf(key);
      const uploadId = await openUpload(link, name);
      if (uploadId === null) {
        // It was made already, and the answer or the row got lost.
        if ((await headObject(link, name))?.bytes !== bytes) return null;
        return await hashObject(link, name);
      }
      const there = new Map((await listParts(link, { name, uploadId })).map((part) => [part.number, part]));
      const planned = planParts(bytes);
      if (planned.some((part) => !isThere(part, there))) return null;
      const parts = planned.flatMap(({ number }) => there.get(number) ?? []);
      await completeMultipart(link, { name, uploadId, parts });
      return await hashObject(link, name);
    },
  };
}

type Planned = Omit<PresignedPart, "url">;

/** The parts of a file, all but the last alike. The same for the same length, whenever it is asked. */
export function planParts(bytes: number): Planned[] {
  const size = PART_BYTES * Math.max(1, Math.ceil(bytes / (MOST_PARTS * PART_BYTES)));
  return Array.from({ length: Math.ceil(bytes / size) }, (_, index) => ({
    number: index + 1,
    from: index * size,
    to: Math.min((index + 1) * size, bytes) - 1,
  }));
}

const sizeOf = ({ from, to }: Planned): number => to - from + 1;

const isThere = (part: Planned, there: ReadonlyMap<number, UploadedPart>): boolean =>
  there.get(part.number)?.bytes === sizeOf(part);

/** The upload under way for a name. Of several, as two askers at once make them, everybody takes the same one. */
async function openUpload(link: S3Link, name: string): Promise<string | null> {
  const ids: string[] = [];
  for await (const upload of listMultiparts(link, name)) if (upload.name === name) ids.push(upload.uploadId);
  return ids.sort()[0] ?? null;
}
