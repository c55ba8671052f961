import type { S3Client } from "@aws-sdk/client-s3";
import { FilesUnavailable } from "../core/ports/files.ts";

type Sdk = typeof import("@aws-sdk/client-s3");

/** Where a bucket is and who we are there. */
export interface S3Options {
  readonly bucket: string;
  /** Before every name of ours: empty, or a path that ends in a slash. */
  readonly prefix: string;
  /** Null is AWS's own for the region. */
  readonly endpoint: string | null;
  readonly region: string;
  /** The bucket stands in the path of an address rather than in its host. */
  readonly pathStyle: boolean;
  /** Null leaves it to the machine: a role, as AWS gives its own machines one. */
  readonly keys: { readonly id: string; readonly secret: string } | null;
}

/** A connection to one bucket. Whatever the far side does wrong comes out as FilesUnavailable. */
export interface S3Link {
  readonly bucket: string;
  readonly prefix: string;
  /** Asks within `timeoutMs`, tries at faults included. @throws FilesUnavailable, whose cause is what the SDK threw */
  ask<Answer>(
    ask: (sdk: Sdk, client: S3Client, signal: AbortSignal) => Promise<Answer>,
    timeoutMs: number,
  ): Promise<Answer>;
  close(): Promise<void>;
}

/** What asks or answers in a few lines. */
export const SHORT_MS = 15_000;
const CONNECT_MS = 5_000;
/** One first try and two more, at 5xx, timeouts and broken connections. */
const TRIES = 3;
/** Each download to a slow reader holds one; the SDK's own 50 would keep everybody else waiting. */
const MOST_SOCKETS = 1_000;
/** No line to a bucket is slower. */
const SLOWEST_BYTES_A_SECOND = 100_000;

/** How long so many bytes may take. */
export const timeFor = (bytes: number): number => SHORT_MS + Math.ceil((bytes / SLOWEST_BYTES_A_SECOND) * 1_000);

/** Opens nothing yet: the SDK (30 MB, 100 ms) is loaded with the first question. */
export function openS3Link(options: S3Options): S3Link {
  let opening: Promise<{ sdk: Sdk; client: S3Client }> | null = null;
  return {
    bucket: options.bucket,
    prefix: options.prefix,
    async ask(ask, timeoutMs) {
      opening ??= connect(options);
      const { sdk, client } = await opening;
      return await within(timeoutMs, (signal) => ask(sdk, client, signal));
    },
    async close() {
      (await opening)?.client.destroy();
    },
  };
}

async function connect(options: S3Options): Promise<{ sdk: Sdk; client: S3Client }> {
  const sdk = await import("@aws-sdk/client-s3");
  const { endpoint, region, keys } = options;
  const client = new sdk.S3Client({
    region,
    forcePathStyle: options.pathStyle,
    ...(endpoint === null ? {} : { endpoint }),
    ...(keys === null ? {} : { credentials: { accessKeyId: keys.id, secretAccessKey: keys.secret } }),
    maxAttempts: TRIES,
    // R2 and others refuse the checksums that the SDK adds by itself; ours are Content-MD5 and the signature's SHA-256.
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
    // `within` bounds the time; a timeout of the socket would count a slow reader's pauses as the bucket's.
    requestHandler: {
      connectionTimeout: CONNECT_MS,
      socketTimeout: 0,
      httpAgent: { maxSockets: MOST_SOCKETS },
      httpsAgent: { maxSockets: MOST_SOCKETS },
    },
    logger: SILENT,
  });
  return { sdk, client };
}

/** The SDK would write to the console. */
const SILENT = { trace() {}, debug() {}, info() {}, warn() {}, error() {} };

async function within<Answer>(timeoutMs: number, ask: (signal: AbortSignal) => Promise<Answer>): Promise<Answer> {
  const stop = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      stop.abort();
      reject(new FilesUnavailable(`the bucket did not answer within ${timeoutMs} ms`, null));
    }, timeoutMs);
  });
  try {
    return await Promise.race([ask(stop.signal), late]);
  } catch (error) {
    throw error instanceof FilesUnavailable ? error : describedFault(error);
  } finally {
    clearTimeout(timer);
  }
}

/** The HTTP status that an error of the SDK came with, 0 for none. Its messages say little ("UnknownError"). */
export function statusOf(error: unknown): number {
  const cause = error instanceof FilesUnavailable ? error.cause : error;
  const { $metadata: metadata } = Object(cause) as { $metadata?: { httpStatusCode?: number } };
  return metadata?.httpStatusCode ?? 0;
}

const nameOf = (error: unknown): string =>
  error instanceof Error ? ("code" in error ? String(error.code) : error.name) : String(error);

/** Whether what was asked for is not there, and the bucket is. */
export const isMissing = (error: unknown): boolean =>
  statusOf(error) === 404 && nameOf((error as Error).cause ?? error) !== "NoSuchBucket";

const FULL = new Set([507]);

function describedFault(error: unknown): FilesUnavailable {
  const status = statusOf(error);
  const told = status === 0 ? nameOf(error) : `${status} ${nameOf(error)}`;
  return new FilesUnavailable(`the bucket answered: ${told}`, error, FULL.has(status));
}
