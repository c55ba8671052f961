import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { openDiskFiles } from "../../src/adapters/files-disk.ts";
import { openS3Files, type S3Options } from "../../src/adapters/files-s3.ts";
import type { FileStore } from "../../src/core/ports/files.ts";
import { freshBucket, onRealS3 } from "./s3-server.ts";
import { openS3StandIn, type S3StandIn } from "./s3-stand-in.ts";

/** Where files may lie; the suite of the port runs on each. */
export const FILE_PLACES = ["a folder", "a bucket", "a stand-in for a bucket"] as const;
export type FilePlaceName = (typeof FILE_PLACES)[number];

export const onPlace = (place: FilePlaceName): { skip: string | false } =>
  place === "a bucket" ? onRealS3() : { skip: false };

export interface FilePlace {
  readonly files: FileStore;
  /** A second process's view of the same place. */
  another(): Promise<FileStore>;
  /** What lies there, by the last part of its name; what is half-made too. */
  names(): Promise<string[]>;
  /** Takes all of it away, as nobody should. */
  takeAway(): Promise<void>;
}

export async function newFilePlace(t: TestContext, place: FilePlaceName): Promise<FilePlace> {
  if (place === "a folder") return await newFolder(t);
  if (place === "a bucket") return await newBucket(t, await freshBucket());
  const standIn = await openS3StandIn(t);
  return await newBucket(t, optionsOf(standIn));
}

/** How the stand-in is reached. */
export const optionsOf = ({ endpoint, bucket }: S3StandIn): S3Options => ({
  bucket,
  prefix: "files/",
  endpoint,
  region: "auto",
  pathStyle: true,
  keys: { id: "any", secret: "thing" },
});

async function newFolder(t: TestContext): Promise<FilePlace> {
  const folder = await mkdtemp(join(tmpdir(), "dw-files-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return {
    files: await openDiskFiles(folder),
    another: () => openDiskFiles(folder),
    async names() {
      const entries = await readdir(folder, { recursive: true, withFileTypes: true });
      return entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
    },
    takeAway: () => rm(folder, { recursive: true }),
  };
}

async function newBucket(t: TestContext, options: S3Options): Promise<FilePlace> {
  const open = async (): Promise<FileStore> => {
    const files = openS3Files({ ...options, isPresigned: true });
    t.after(() => files.close());
    return files;
  };
  const { S3Client, ListObjectsV2Command, ListMultipartUploadsCommand, DeleteBucketCommand } = await import(
    "@aws-sdk/client-s3"
  );
  const { endpoint, region, keys, bucket: Bucket } = options;
  const client = new S3Client({
    ...(endpoint === null ? {} : { endpoint }),
    region,
    forcePathStyle: true,
    maxAttempts: 1,
    ...(keys === null ? {} : { credentials: { accessKeyId: keys.id, secretAccessKey: keys.secret } }),
  });
  t.after(() => client.destroy());
  return {
    files: await open(),
    another: open,
    async names() {
      const { Contents: objects = [] } = await client.send(new ListObjectsV2Command({ Bucket }));
      const { Uploads: uploads = [] } = await client.send(new ListMultipartUploadsCommand({ Bucket }));
      return [...objects, ...uploads].map(({ Key = "" }) => Key.split("/").at(-1) ?? "");
    },
    async takeAway() {
      await client.send(new DeleteBucketCommand({ Bucket }));
    },
  };
}
