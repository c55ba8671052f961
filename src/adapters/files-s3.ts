import type { FileStore, ListedFile } from "../core/ports/files.ts";
import { checkedKey, isKey } from "./file-key.ts";
import { openS3Link, type S3Link, type S3Options, SHORT_MS } from "./s3-link.ts";
import { abortMultipart, listMultiparts } from "./s3-multipart.ts";
import { headObject, listObjects, removeObjects } from "./s3-objects.ts";
import { appendPiece, finishPieces, isPieceName, receivedBytes, removePieces, withoutPiece } from "./s3-pieces.ts";
import { presignedFiles } from "./s3-presigned.ts";
import { putWhole } from "./s3-put.ts";
import { openObject } from "./s3-read.ts";

export type { S3Options } from "./s3-link.ts";

/**
 * Files in a bucket that speaks S3: AWS, Cloudflare R2, MinIO, Ceph. Nothing is asked before the first file, so a wall
 * starts and takes texts and links also while the bucket is away; what needs it is FilesUnavailable then.
 * @param isPresigned whether others may be given addresses at the bucket itself
 */
export function openS3Files(options: S3Options & { readonly isPresigned?: boolean }): FileStore {
  const link = openS3Link(options);
  const nameOf = (key: string): string => `${options.prefix}${checkedKey(key)}`;
  return {
    // Refused keys reject, as everything else does.
    put: async (key, source, wanted) => await putWhole(link, nameOf(key), source, wanted),
    append: async (key, source, where) => await appendPiece(link, nameOf(key), source, where),
    received: async (key) => await receivedBytes(link, nameOf(key)),
    finish: async (key) => await finishPieces(link, nameOf(key)),
    open: async (key, range, expected) => await openObject(link, nameOf(key), { range: range ?? null, expected }),
    stat: async (key) => await headObject(link, nameOf(key)),
    list: () => listFiles(link),
    async remove(key) {
      const name = nameOf(key);
      await removeObjects(link, [name]);
      await removePieces(link, name);
      // What was begun there, by us or by an address that we gave away, would come to be later.
      for await (const upload of listMultiparts(link, name))
        if (upload.name === name) await abortMultipart(link, upload);
    },
    async abandon(begunBeforeMs) {
      let given = 0;
      for await (const upload of listMultiparts(link, options.prefix)) {
        if (upload.begunAtMs >= begunBeforeMs || !isKey(upload.name.slice(options.prefix.length))) continue;
        await abortMultipart(link, upload);
        given++;
      }
      return given;
    },
    async ping() {
      await link.ask(
        (sdk, client, abortSignal) => client.send(new sdk.HeadBucketCommand({ Bucket: link.bucket }), { abortSignal }),
        SHORT_MS,
      );
    },
    close: () => link.close(),
    ...(options.isPresigned ? { presigned: presignedFiles(link, nameOf, originOf(options)) } : {}),
  };
}

async function* listFiles(link: S3Link): AsyncGenerator<ListedFile> {
  for await (const { name, bytes, changedAtMs } of listObjects(link, link.prefix)) {
    const own = name.slice(link.prefix.length);
    const key = withoutPiece(own);
    if (isKey(key)) yield { key, bytes, changedAtMs, isFinished: !isPieceName(own) };
  }
}

/** Where presigned addresses lead to. */
function originOf({ bucket, endpoint, region, pathStyle }: S3Options): string {
  const { protocol, host } = new URL(endpoint ?? `https://s3.${region}.amazonaws.com`);
  return `${protocol}//${pathStyle ? "" : `${bucket}.`}${host}`;
}
