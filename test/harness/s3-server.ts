import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { S3Options } from "../../src/adapters/files-s3.ts";

const SCRIPT = join(import.meta.dirname, "../../scripts/test-services/s3.sh");
/** One server for all test processes of a user; it ends by itself when none of them is left. */
const FOLDER = join(tmpdir(), `dw-test-s3-${userInfo().uid}`);
const PROGRAMS = ["radosgw", "radosgw-admin", "ceph-mon", "ceph-osd", "ceph-mgr", "flock"];
const KEYS = { id: "DWTEST", secret: "DWSECRET" };
/** Its processes were told to end, and may still write. */
const REMOVE_TRIES = 10;
const REMOVE_AGAIN_MS = 200;

/** Whether a real S3 server can be started here. */
export const canStartS3 = (): boolean =>
  PROGRAMS.every((program) =>
    ["/usr/bin", "/usr/local/bin", "/bin"].some((folder) => existsSync(join(folder, program))),
  );

/** The options of a test that needs one: skipped where its programs are missing, which under CI is a failure. */
export function onRealS3(): { skip: string | false } {
  if (canStartS3()) return { skip: false };
  const missing = "there is no S3 server to start: apt-get install radosgw ceph-mon ceph-osd ceph-mgr";
  if (process.env["CI"] === "true") throw new Error(missing);
  return { skip: missing };
}

let starting: Promise<string> | null = null;

/** The address of a real S3 server, which the first asker starts (15 s). */
function realS3(): Promise<string> {
  starting ??= promisify(execFile)("bash", [SCRIPT, "use", FOLDER, String(process.pid)]).then(({ stdout }) =>
    stdout.trim(),
  );
  return starting;
}

/** A real S3 server of whoever asks, and of nobody else; `close` it after whoever uses it. */
export async function privateS3(): Promise<{ readonly endpoint: string; close(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), "dw-private-s3-"));
  const { stdout } = await promisify(execFile)("bash", [SCRIPT, "use", folder, String(process.pid)]);
  return {
    endpoint: stdout.trim(),
    async close() {
      await promisify(execFile)("bash", [SCRIPT, "stop", folder]);
      await rm(folder, { recursive: true, force: true, maxRetries: REMOVE_TRIES, retryDelay: REMOVE_AGAIN_MS });
    },
  };
}

/** An empty bucket of the test's own on a real server: by default the one that all test processes share. */
export async function freshBucket(server?: string): Promise<S3Options & { readonly endpoint: string }> {
  const endpoint = server ?? (await realS3());
  const bucket = `dw-${randomBytes(8).toString("hex")}`;
  const { S3Client, CreateBucketCommand } = await import("@aws-sdk/client-s3");
  const client = new S3Client({
    endpoint,
    region: "us-east-1",
    forcePathStyle: true,
    credentials: { accessKeyId: KEYS.id, secretAccessKey: KEYS.secret },
  });
  await client.send(new CreateBucketCommand({ Bucket: bucket }));
  client.destroy();
  return { bucket, prefix: "files/", endpoint, region: "us-east-1", pathStyle: true, keys: KEYS };
}

/** The settings that lead to a bucket, by their names in the environment. */
export const s3Environment = ({ bucket, prefix, endpoint, keys }: S3Options): Record<string, string> => ({
  FILES_URL: `s3://${bucket}/${prefix}`,
  AWS_ENDPOINT_URL_S3: endpoint ?? "",
  AWS_ACCESS_KEY_ID: keys?.id ?? "",
  AWS_SECRET_ACCESS_KEY: keys?.secret ?? "",
});
