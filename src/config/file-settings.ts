import { resolve } from "node:path";
import { booleanOf, SettingRefused, serviceOf } from "./read.ts";

/** Everything that may be set about where files lie. */
export const FILE_SETTINGS = {
  FILES_URL: {
    default: "",
    meaning: "where files lie: file:/folder or s3://bucket/prefix; by default `files` in DATA_DIR",
  },
  AWS_ACCESS_KEY_ID: { default: "", meaning: "the key for the bucket; without one, the role of the machine at AWS" },
  AWS_SECRET_ACCESS_KEY: { default: "", meaning: "its secret" },
  AWS_REGION: { default: "", meaning: "the bucket's region; auto for R2 and others that have none" },
  AWS_ENDPOINT_URL_S3: {
    default: "",
    meaning: "the server of the bucket, such as https://<account>.r2.cloudflarestorage.com; by default AWS",
  },
  FILES_PATH_STYLE: {
    default: "",
    meaning: "on or off: the bucket stands in the path; by default on unless the server is AWS's own",
  },
  FILES_PRESIGNED: {
    default: "off",
    meaning: "on or off: browsers load files from the bucket, and large ones are put there, by addresses of a minute",
  },
} as const;

export type FileSettingName = keyof typeof FILE_SETTINGS;

export interface FolderSettings {
  readonly kind: "folder";
  readonly folder: string;
}

export interface BucketSettings {
  readonly kind: "bucket";
  readonly bucket: string;
  /** Empty, or a path that ends in a slash. */
  readonly prefix: string;
  /** Null is AWS's own. */
  readonly endpoint: string | null;
  readonly region: string;
  readonly pathStyle: boolean;
  /** Null is the role of the machine. Never written to a log. */
  readonly keys: { readonly id: string; readonly secret: string } | null;
  readonly isPresigned: boolean;
}

export type FileSettings = FolderSettings | BucketSettings;

const DEFAULT_AWS_REGION = "us-east-1";

/** @throws SettingRefused */
export function readFileSettings(
  value: (name: FileSettingName) => string,
  { dataDir }: { dataDir: string },
): FileSettings {
  return filesAt("FILES_URL", value("FILES_URL"), value, { dataDir });
}

/** The same for another address than the setting's own, such as where files are moved to. @throws SettingRefused */
export function filesAt(
  name: string,
  url: string,
  value: (name: FileSettingName) => string,
  { dataDir }: { dataDir: string },
): FileSettings {
  const isPresigned = booleanOf("FILES_PRESIGNED", value("FILES_PRESIGNED"));
  const [, bucket, prefix = ""] = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(.*))?$/.exec(url) ?? [];
  if (bucket !== undefined)
    return { kind: "bucket", bucket, prefix: prefixOf(name, prefix), isPresigned, ...server(value) };
  if (isPresigned) throw new SettingRefused("FILES_PRESIGNED", `needs a bucket: set ${name} to s3://bucket/prefix`);
  if (url === "") return { kind: "folder", folder: resolve(dataDir, "files") };
  const [, path] = /^file:(?:\/\/)?(\/.+)$/.exec(url) ?? [];
  if (path === undefined) throw new SettingRefused(name, "must be file:/folder or s3://bucket/prefix");
  return { kind: "folder", folder: resolve(path) };
}

function prefixOf(name: string, path: string): string {
  const clean = path.replace(/\/+$/, "");
  if (!/^[\w!.*'()/-]*$/.test(clean) || /^\/|\/\/|(^|\/)\.{1,2}(\/|$)/.test(clean))
    throw new SettingRefused(name, "must have a prefix of plain letters, digits and single slashes");
  return clean === "" ? "" : `${clean}/`;
}

function server(value: (name: FileSettingName) => string) {
  const endpoint = serviceOf("AWS_ENDPOINT_URL_S3", value("AWS_ENDPOINT_URL_S3"));
  const isAws = endpoint === null || /\.amazonaws\.com(\.cn)?$/.test(new URL(endpoint).hostname);
  const [id, secret] = [value("AWS_ACCESS_KEY_ID"), value("AWS_SECRET_ACCESS_KEY")];
  if ((id === "") !== (secret === ""))
    throw new SettingRefused(
      id === "" ? "AWS_ACCESS_KEY_ID" : "AWS_SECRET_ACCESS_KEY",
      "must be set with the other one",
    );
  if (id === "" && !isAws) throw new SettingRefused("AWS_ACCESS_KEY_ID", "must be set with AWS_ENDPOINT_URL_S3");
  const region = value("AWS_REGION") || (isAws ? DEFAULT_AWS_REGION : "auto");
  if (!/^[a-z0-9-]{1,40}$/.test(region))
    throw new SettingRefused("AWS_REGION", "must be a region such as eu-central-1, or auto");
  const pathStyle = value("FILES_PATH_STYLE");
  return {
    endpoint,
    region,
    pathStyle: pathStyle === "" ? !isAws : booleanOf("FILES_PATH_STYLE", pathStyle),
    keys: id === "" ? null : { id, secret },
  };
}

/** Where files lie, in words for a person. */
export const placeInWords = (files: FileSettings): string =>
  files.kind === "folder" ? files.folder : `s3://${files.bucket}/${files.prefix}`;
