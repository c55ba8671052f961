import type { FastifyRequest } from "fastify";
import type { Upload } from "../contract/files.ts";
import { Problem } from "../contract/problems.ts";
import type { Piece } from "../wall/upload-file.ts";

/**
 * What the headers of a piece say (IETF, draft-ietf-httpbis-resumable-upload): where it begins, whether it is the last
 * one, how long the whole is. Without Upload-Complete a piece is the last.
 * @throws Problem fields-not-valid
 */
export function pieceOf(request: FastifyRequest, { offset }: { offset: number | null }): Piece {
  const isLast = booleanOf(request, "upload-complete") ?? true;
  const begins = offset ?? numberOf(request, "upload-offset");
  if (begins === null) throw notValid("upload-offset", "says where this piece begins");
  const sent = request.headers["content-length"];
  // One piece that is all of it has said how long it is.
  const whole = isLast && sent !== undefined ? begins + Number(sent) : null;
  return {
    bytes: (request.body as AsyncIterable<Uint8Array> | null | undefined) ?? nothing(),
    offset: begins,
    isLast,
    length: numberOf(request, "upload-length") ?? whole,
  };
}

/** What goes to the bucket itself comes with no bytes for us. @throws Problem fields-not-valid */
export function refuseBody(request: FastifyRequest, field: string): void {
  const { "content-length": length = "0", "transfer-encoding": encoding } = request.headers;
  if (length === "0" && encoding === undefined) return;
  const message = "goes without a body";
  throw new Problem("fields-not-valid", `A request with ${field.split("/")[1]} ${message}.`, {
    fields: [{ field, message }],
  });
}

/** The same said of an upload in an answer. */
export function uploadHeaders(upload: Upload): Record<string, string | undefined> {
  return {
    "upload-offset": String(upload.offset),
    "upload-complete": upload.complete ? "?1" : "?0",
    "upload-length": upload.length === null ? undefined : String(upload.length),
    "cache-control": "no-store",
  };
}

/** RFC 9651: a boolean of a structured field is ?0 or ?1. */
function booleanOf(request: FastifyRequest, name: string): boolean | null {
  const value = request.headers[name];
  if (value === undefined) return null;
  if (value === "?1" || value === "?0") return value === "?1";
  throw notValid(name, "is ?0 or ?1");
}

function numberOf(request: FastifyRequest, name: string): number | null {
  const value = request.headers[name];
  if (value === undefined) return null;
  if (typeof value === "string" && /^\d{1,15}$/.test(value)) return Number(value);
  throw notValid(name, "is a number of bytes");
}

function notValid(name: string, message: string): Problem {
  return new Problem("fields-not-valid", `The header ${name} ${message}.`, {
    fields: [{ field: `headers/${name}`, message }],
  });
}

async function* nothing(): AsyncGenerator<Uint8Array> {}
