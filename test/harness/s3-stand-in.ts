import { createHash, randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { TestContext } from "node:test";

/** What goes wrong with a request. */
export type S3Fault =
  | "refuse-503"
  /** The request is done, and the answer is a 500. */
  | "500-although-done"
  | "drop"
  /** Half the body of an answer, then the connection ends. */
  | "drop-half-way"
  /** Nothing is ever answered. */
  | "silence"
  /** One bit of an answer's body is another one. */
  | "flip-a-bit"
  /** One bit of what was sent is another one before it is looked at. */
  | "flip-a-bit-of-what-comes"
  /** A precondition that is not known here. */
  | "501-for-conditions"
  | "deny";

export interface S3Request {
  readonly method: string;
  /** The name of the object, within the bucket. */
  readonly name: string;
  readonly query: URLSearchParams;
}

interface Multipart {
  readonly name: string;
  readonly sha256: string | undefined;
  readonly begun: Date;
  readonly parts: Map<number, Buffer>;
}

interface Stored {
  readonly bytes: Buffer;
  readonly sha256: string | undefined;
  readonly changed: Date;
}

/**
 * A stand-in for a bucket on the loopback, that speaks as much of S3 as we use to the real SDK, and can go wrong. It
 * believes every signature; that ours are right is for a real server to say (s3-server.ts).
 */
export interface S3StandIn {
  readonly endpoint: string;
  readonly bucket: string;
  readonly requests: readonly S3Request[];
  readonly objects: Map<string, Stored>;
  readonly multiparts: Map<string, Multipart>;
  /** What goes wrong from now on with such requests, `times` in a row or always. */
  fail(fault: S3Fault, options?: { times?: number; when?: (request: S3Request) => boolean }): void;
  mend(): void;
  /** Multipart uploads are as old as this from now on. */
  age(ms: number): void;
  close(): Promise<void>;
}

const BUCKET = "wall";
const LIST_PAGE = 1_000;

export async function openS3StandIn(t?: TestContext): Promise<S3StandIn> {
  const requests: S3Request[] = [];
  const objects = new Map<string, Stored>();
  const multiparts = new Map<string, Multipart>();
  let trouble: { fault: S3Fault; left: number; when: (request: S3Request) => boolean } | null = null;

  let isGone = false;

  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => refuse(response, 500, "InternalError", String(error)));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", endpoint);
    const [, bucket = "", ...rest] = url.pathname.split("/").map(decodeURIComponent);
    const asked = { method: request.method ?? "", name: rest.join("/"), query: url.searchParams };
    requests.push(asked);
    const fault = faultOf(asked);
    if (fault === "silence") return void request.resume();
    if (fault === "drop") return void request.destroy();
    const body = await bodyOf(request);
    if (fault === "refuse-503") return refuse(response, 503, "SlowDown");
    if (fault === "deny") return refuse(response, 403, "AccessDenied");
    if (fault === "501-for-conditions" && request.headers["if-none-match"] !== undefined)
      return refuse(response, 501, "NotImplemented");
    if (fault === "flip-a-bit-of-what-comes" && body.byteLength > 0) body[0] = (body[0] ?? 0) ^ 1;
    if (bucket !== BUCKET || isGone) return refuse(response, 404, "NoSuchBucket");
    const md5 = request.headers["content-md5"];
    if (md5 !== undefined && md5 !== createHash("md5").update(body).digest("base64"))
      return refuse(response, 400, "BadDigest");
    const signed = request.headers["x-amz-content-sha256"];
    if (typeof signed === "string" && /^[0-9a-f]{64}$/.test(signed) && signed !== hex("sha256", body))
      return refuse(response, 400, "XAmzContentSHA256Mismatch");
    const answer = answerTo(asked, request, body);
    if (fault === "500-although-done") return refuse(response, 500, "InternalError");
    send(response, answer, { fault, isHead: request.method === "HEAD" });
  }

  function faultOf(request: S3Request): S3Fault | null {
    if (trouble === null || trouble.left <= 0 || !trouble.when(request)) return null;
    trouble.left--;
    return trouble.fault;
  }

  function answerTo({ method, name, query }: S3Request, request: IncomingMessage, body: Buffer): Answer {
    if (name === "" && method === "DELETE") isGone = true;
    if (name === "") return method === "GET" ? listing(query) : { status: method === "HEAD" ? 200 : 204 };
    const uploadId = query.get("uploadId");
    if (uploadId !== null) return inMultipart({ method, uploadId, query, body });
    if (method === "POST" && query.has("uploads")) {
      const id = randomBytes(8).toString("hex");
      multiparts.set(id, { name, sha256: shaOf(request), begun: new Date(), parts: new Map() });
      return xml(`<InitiateMultipartUploadResult><UploadId>${id}</UploadId></InitiateMultipartUploadResult>`);
    }
    if (method === "DELETE") {
      objects.delete(name);
      return { status: 204 };
    }
    const stored = objects.get(name);
    if (method === "PUT") {
      if (request.headers["if-none-match"] === "*" && stored) return problem(412, "PreconditionFailed");
      objects.set(name, { bytes: body, sha256: shaOf(request), changed: new Date() });
      return { status: 200, headers: { etag: `"${hex("md5", body)}"` } };
    }
    return stored ? reading(stored, request.headers.range) : problem(404, "NoSuchKey");
  }

  function listing(query: URLSearchParams): Answer {
    const prefix = query.get("prefix") ?? "";
    if (query.has("uploads")) {
      const found = [...multiparts].filter(([, { name }]) => name.startsWith(prefix));
      const rows = found.map(
        ([id, { name, begun }]) =>
          `<Upload><Key>${name}</Key><UploadId>${id}</UploadId><Initiated>${begun.toISOString()}</Initiated></Upload>`,
      );
      return xml(
        `<ListMultipartUploadsResult><IsTruncated>false</IsTruncated>${rows.join("")}</ListMultipartUploadsResult>`,
      );
    }
    const after = query.get("continuation-token") ?? "";
    const found = [...objects].filter(([name]) => name.startsWith(prefix) && name > after);
    found.sort(([a], [b]) => (a < b ? -1 : 1));
    const page = found.slice(0, LIST_PAGE);
    const more = page.length < found.length;
    const rows = page.map(
      ([name, { bytes, changed }]) =>
        `<Contents><Key>${name}</Key><Size>${bytes.byteLength}</Size><LastModified>${changed.toISOString()}</LastModified></Contents>`,
    );
    const next = more ? `<NextContinuationToken>${page.at(-1)?.[0]}</NextContinuationToken>` : "";
    return xml(`<ListBucketResult><IsTruncated>${more}</IsTruncated>${next}${rows.join("")}</ListBucketResult>`);
  }

  function inMultipart({
    method,
    uploadId,
    query,
    body,
  }: {
    method: string;
    uploadId: string;
    query: URLSearchParams;
    body: Buffer;
  }): Answer {
    const multipart = multiparts.get(uploadId);
    if (!multipart) return problem(404, "NoSuchUpload");
    switch (method) {
      case "PUT":
        multipart.parts.set(Number(query.get("partNumber")), body);
        return { status: 200, headers: { etag: `"${hex("md5", body)}"` } };
      case "GET": {
        const rows = [...multipart.parts]
          .sort(([a], [b]) => a - b)
          .map(
            ([number, part]) =>
              `<Part><PartNumber>${number}</PartNumber><ETag>"${hex("md5", part)}"</ETag><Size>${part.byteLength}</Size></Part>`,
          );
        return xml(`<ListPartsResult><IsTruncated>false</IsTruncated>${rows.join("")}</ListPartsResult>`);
      }
      case "DELETE":
        multiparts.delete(uploadId);
        return { status: 204 };
      default: {
        const named = [...body.toString().matchAll(/<PartNumber>(\d+)<\/PartNumber>/g)].map(([, number]) =>
          Number(number),
        );
        const bytes = Buffer.concat(named.map((number) => multipart.parts.get(number) ?? Buffer.alloc(0)));
        objects.set(multipart.name, { bytes, sha256: multipart.sha256, changed: new Date() });
        multiparts.delete(uploadId);
        return xml(`<CompleteMultipartUploadResult><ETag>"made"</ETag></CompleteMultipartUploadResult>`);
      }
    }
  }

  const standIn: S3StandIn = {
    endpoint,
    bucket: BUCKET,
    requests,
    objects,
    multiparts,
    fail(fault, { times = Number.POSITIVE_INFINITY, when = () => true } = {}) {
      trouble = { fault, left: times, when };
    },
    mend() {
      trouble = null;
    },
    age(ms) {
      for (const multipart of multiparts.values()) multipart.begun.setTime(Date.now() - ms);
    },
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
  t?.after(() => standIn.close());
  return standIn;
}

interface Answer {
  readonly status: number;
  readonly headers?: Record<string, string>;
  readonly body?: Buffer;
}

function send(
  response: ServerResponse,
  { status, headers = {}, body = Buffer.alloc(0) }: Answer,
  { fault, isHead }: { fault: S3Fault | null; isHead: boolean },
): void {
  const sent = Buffer.from(body);
  if (fault === "flip-a-bit" && sent.byteLength > 0) sent[sent.byteLength - 1] = (sent.at(-1) ?? 0) ^ 1;
  response.writeHead(status, { ...(status === 204 ? {} : { "content-length": String(sent.byteLength) }), ...headers });
  if (isHead || fault !== "drop-half-way") return void response.end(isHead ? undefined : sent);
  response.write(sent.subarray(0, Math.floor(sent.byteLength / 2)), () => response.destroy());
}

function reading({ bytes, sha256, changed }: Stored, range: string | undefined): Answer {
  const headers: Record<string, string> = {
    etag: `"${hex("md5", bytes)}"`,
    "last-modified": changed.toUTCString(),
    ...(sha256 === undefined ? {} : { "x-amz-meta-sha256": sha256 }),
  };
  const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(range ?? "") ?? [];
  if (first === undefined || last === undefined)
    return { status: 200, headers: { ...headers, "content-length": String(bytes.byteLength) }, body: bytes };
  const end = Math.min(Number(last), bytes.byteLength - 1);
  if (Number(first) > end) return problem(416, "InvalidRange");
  headers["content-range"] = `bytes ${first}-${end}/${bytes.byteLength}`;
  return { status: 206, headers, body: bytes.subarray(Number(first), end + 1) };
}

const shaOf = ({ headers }: IncomingMessage): string | undefined => headers["x-amz-meta-sha256"] as string | undefined;
const hex = (algorithm: string, bytes: Uint8Array): string => createHash(algorithm).update(bytes).digest("hex");
const xml = (text: string): Answer => ({
  status: 200,
  headers: { "content-type": "application/xml" },
  body: Buffer.from(`<?xml version="1.0"?>${text}`),
});
const problem = (status: number, code: string, message = ""): Answer => ({
  ...xml(`<Error><Code>${code}</Code><Message>${message}</Message></Error>`),
  status,
});

function refuse(response: ServerResponse, status: number, code: string, message?: string): void {
  if (response.headersSent) return void response.destroy();
  send(response, problem(status, code, message), { fault: null, isHead: response.req.method === "HEAD" });
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
