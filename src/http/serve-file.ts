import type { FastifyReply, FastifyRequest } from "fastify";
import { Problem } from "../contract/problems.ts";
import { contentDisposition } from "../core/file-name.ts";
import type { FileStore } from "../core/ports/files.ts";
import type { FileRow } from "../store/tables.ts";

/** Types that a browser shows without running anything in them. All others are only ever saved. */
const INERT =
  /^(image\/(png|jpeg|gif|webp|avif|bmp|tiff|x-icon|vnd\.microsoft\.icon)|audio\/[\w.+-]+|video\/[\w.+-]+|application\/pdf|text\/plain)$/;

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
  reply.header(
    "content-disposition",
    contentDisposition(isInert && !download ? "inline" : "attachment", file.name ?? fallbackName(file)),
  );
  reply.type(isInert ? withCharset(file.type) : "application/octet-stream");

  if (request.headers["if-none-match"]?.split(",").some((tag) => tag.trim().replace(/^W\//, "") === etag)) {
    await reply.code(304).send();
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
  const stream = await files.open(file.store_key, range ?? undefined);
  if (!stream) throw new Problem("files-unavailable", "The bytes of this file cannot be read at the moment.");
  await reply.send(stream);
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
