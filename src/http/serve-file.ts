import type { FastifyReply, FastifyRequest } from "fastify";
import { Problem } from "../contract/problems.ts";
import { contentDisposition } from "../core/file-name.ts";
import type { FileStore } from "../core/ports/files.ts";
import type { FileRow } from "../store/tables.ts";

/** Types that a browser shows without running anything in them. All others are only ever saved. */
const INERT =
  /^(image\/(png|jpeg|gif|webp|avif|bmp|tiff|x-icon|vnd\.microsoft\.icon)|audio\/[\w.+-]+|video\/[\w.+-]+|application\/pdf|text\/plain)$/;

/** Types that act when a browser opens them, whatever else they are called. */
const ACTIVE = /html|xml|svg|script|flash|xslt/;
const PRESIGNED_SECONDS = 60;

/**
 * Writes a stored file, whole or the one range asked for (RFC 9110, section 14), with its own ETag. Whatever it holds
 * cannot act: a sandbox without scripts, no sniffing, and an attachment unless its type is inert.
 */
export async function serveFile(
  { request, reply, files }: { request: FastifyRequest; reply: FastifyReply; files: FileStore },
  file: FileRow,
  { download }: { download: boolean },
): Promise<void> {
  // What is saved must be what was kept: the compressor passes a .gz on as a body that is encoded, and clients decode it.
  request.headers["x-no-compression"] = "1";
  const etag = `"${file.sha256 ?? file.id}"`;
  const isInert = INERT.test(file.type);
  reply.header("etag", etag);
  reply.header("accept-ranges", "bytes");
  reply.header("cache-control", "private, immutable, max-age=31536000");
  reply.header("content-security-policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox");
  reply.header("x-content-type-options", "nosniff");
  const shown = isInert && !download ? "inline" : "attachment";
  const disposition = contentDisposition(shown, file.name ?? fallbackName(file));
  const type = isInert ? withCharset(file.type) : "application/octet-stream";
  reply.header("content-disposition", disposition);
  reply.type(type);

  if (request.headers["if-none-match"]?.split(",").some((tag) => tag.trim().replace(/^W\//, "") === etag)) {
    await reply.code(304).send();
    return;
  }
  const address = await presignedAddress(request, files, { file, disposition, type });
  if (address !== null) {
    reply.header("cache-control", "private, no-store");
    await reply.code(302).header("location", address).send("");
    return;
  }
  const range = rangeOf(request, { bytes: file.bytes, etag });
  if (range === "unsatisfiable") {
    reply.header("content-range", `bytes */${file.bytes}`);
    throw new Problem("range-not-satisfiable", `The file has ${file.bytes} bytes.`);
  }
  const { start, end } = range ?? { start: 0, end: file.bytes - 1 };
  reply.header("content-length", String(end - start + 1));
  if (range) reply.code(206).header("content-range", `bytes ${start}-${end}/${file.bytes}`);
  if (request.method === "HEAD" || file.bytes === 0) {
    await reply.send("");
    return;
  }
  const expected = file.sha256 === null ? undefined : { bytes: file.bytes, sha256: file.sha256 };
  const stream = await files.open(file.store_key, range, expected);
  if (!stream) throw new Problem("files-unavailable", "The bytes of this file cannot be read at the moment.");
  await reply.send(stream);
}

/**
 * Where the bucket itself gives the bytes out, for a minute; null when we do. It cannot add the sandbox, so what a browser
 * might run is never given out there, whatever its answer would be called.
 */
async function presignedAddress(
  request: FastifyRequest,
  { presigned }: FileStore,
  { file, type, disposition }: { file: FileRow; type: string; disposition: string },
): Promise<string | null> {
  if (!presigned || request.method === "HEAD" || file.role !== "original" || ACTIVE.test(file.type)) return null;
  return await presigned.addressOf(file.store_key, { type, disposition, forSeconds: PRESIGNED_SECONDS });
}

function fallbackName(file: FileRow): string {
  const [, subtype = "bin"] = file.type.split("/");
  return `${file.role}.${subtype.replace(/^x-|\+.*$/g, "")}`;
}

/** What a person saved as text was not declared in any charset; UTF-8 is by far the likeliest. */
function withCharset(type: string): string {
  return type === "text/plain" ? "text/plain; charset=utf-8" : type;
}

/** The one range asked for; null for the whole file, also when several are asked or the file changed meanwhile. */
function rangeOf(
  request: FastifyRequest,
  { bytes, etag }: { bytes: number; etag: string },
): { start: number; end: number } | "unsatisfiable" | null {
  const { range, "if-range": ifRange } = request.headers;
  if (range === undefined || (ifRange !== undefined && ifRange !== etag)) return null;
  const [, first = "", last = ""] = /^bytes=(\d*)-(\d*)$/.exec(range.trim()) ?? [];
  if (first === "" && last === "") return null;
  const start = first === "" ? Math.max(0, bytes - Number(last)) : Number(first);
  const end = first === "" || last === "" ? bytes - 1 : Math.min(Number(last), bytes - 1);
  if (first !== "" && last !== "" && Number(last) < Number(first)) return null;
  return start > end || start >= bytes ? "unsatisfiable" : { start, end };
}
