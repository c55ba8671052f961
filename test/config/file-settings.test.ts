import assert from "node:assert/strict";
import { test } from "node:test";
import { SettingRefused } from "../../src/config/read.ts";
import { readSettings } from "../../src/config/settings.ts";

const KEYS = { AWS_ACCESS_KEY_ID: "id", AWS_SECRET_ACCESS_KEY: "secret" };
const R2 = { ...KEYS, AWS_ENDPOINT_URL_S3: "https://0f.r2.cloudflarestorage.com" };

const filesOf = (environment: Record<string, string>) => readSettings({ DATA_DIR: "/srv/wall", ...environment }).files;

test("files lie in the data folder, in another folder, or in a bucket", () => {
  assert.deepEqual(filesOf({}), { kind: "folder", folder: "/srv/wall/files" });
  assert.deepEqual(filesOf({ FILES_URL: "file:/mnt/files" }), { kind: "folder", folder: "/mnt/files" });
  assert.deepEqual(filesOf({ FILES_URL: "file:///mnt/files" }), { kind: "folder", folder: "/mnt/files" });
  assert.deepEqual(filesOf({ ...KEYS, FILES_URL: "s3://my-bucket/walls/ada/", AWS_REGION: "eu-central-1" }), {
    kind: "bucket",
    bucket: "my-bucket",
    prefix: "walls/ada/",
    endpoint: null,
    region: "eu-central-1",
    pathStyle: false,
    keys: { id: "id", secret: "secret" },
    isPresigned: false,
  });
});

test("a server that is not AWS's own has its bucket in the path and no region, unless told otherwise", () => {
  const of = (more: Record<string, string>) => {
    const files = filesOf({ ...R2, FILES_URL: "s3://my-bucket", ...more });
    return files.kind === "bucket" ? [files.pathStyle, files.region, files.prefix, files.isPresigned] : null;
  };
  assert.deepEqual(of({}), [true, "auto", "", false]);
  assert.deepEqual(of({ FILES_PATH_STYLE: "off", FILES_PRESIGNED: "on" }), [false, "auto", "", true]);
  assert.deepEqual(of({ AWS_ENDPOINT_URL_S3: "https://s3.eu-west-1.amazonaws.com" }), [false, "us-east-1", "", false]);
});

const REFUSED: readonly [environment: Record<string, string>, says: RegExp][] = [
  [{ FILES_URL: "files" }, /^FILES_URL must be file:\/folder or s3:/],
  [{ FILES_URL: "s3://B/x" }, /^FILES_URL /],
  [{ FILES_URL: "s3://my-bucket/../other" }, /^FILES_URL must have a prefix/],
  [{ FILES_URL: "s3://my-bucket/a//b" }, /^FILES_URL must have a prefix/],
  [{ FILES_URL: "s3://my-bucket", AWS_ACCESS_KEY_ID: "id" }, /^AWS_SECRET_ACCESS_KEY must be set/],
  [{ FILES_URL: "s3://my-bucket", AWS_ENDPOINT_URL_S3: R2.AWS_ENDPOINT_URL_S3 }, /^AWS_ACCESS_KEY_ID must be set/],
  [{ ...R2, FILES_URL: "s3://my-bucket", AWS_ENDPOINT_URL_S3: "r2" }, /^AWS_ENDPOINT_URL_S3 must be/],
  [{ ...R2, FILES_URL: "s3://my-bucket", AWS_REGION: "eu central" }, /^AWS_REGION must be/],
  [{ ...R2, FILES_URL: "s3://my-bucket", FILES_PATH_STYLE: "yes" }, /^FILES_PATH_STYLE must be on or off/],
  [{ FILES_PRESIGNED: "on" }, /^FILES_PRESIGNED needs a bucket/],
];

test("what cannot be meant is refused by its name, and never with a key in the words", () => {
  for (const [environment, says] of REFUSED)
    assert.throws(
      () => filesOf(environment),
      (error: unknown) => {
        assert.ok(error instanceof SettingRefused, JSON.stringify(environment));
        assert.match(error.message, says);
        assert.doesNotMatch(error.message, /secret$/);
        return true;
      },
    );
});
