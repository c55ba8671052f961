import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { S3Options } from "../../src/adapters/files-s3.ts";

const SCRIPT = join(import.meta.dirname, "../../scripts/test-services/s3.sh");
/** One server for all test processes of a user; it ends by itself when none of them is left. */
const FOLDER = join(tmpdir(), `dw-test-s3-${userInfo().uid}`);
const PROGRAMS = ["radosgw", "radosgw-admin", "ceph-mon", "ceph-osd", "ceph-mgr", "flock"];
const KEYS = { id: "DWTEST", secret: "DWSECRET" };

/** Whether a real S3 server can be started here. */
const isInstalled = (): boolean =>
  PROGRAMS.every((program) =>
    ["/usr/bin", "/usr/local/bin", "/bin"].some((folder) => existsSync(join(folder, program))),
  );

/** The options of a test that needs one: skipped where its programs are missing, which under CI is a failure. */
export function onRealS3(): { skip: string | false } {
  if (isInstalled()) return { skip: false };
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

/** An empty bucket of the test's own on a real server. */
export async function freshBucket(): Promise<S3Options> {
  const endpoint = await realS3();
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
