import { Type } from "typebox";
import { Upload } from "../files.ts";
import { LIMITS } from "../limits.ts";
import { Id } from "../parts.ts";
import type { Route } from "../route.ts";

const id = { id: Id };
const BYTES = { "*/*": "the bytes of the file" };

/**
 * Files by themselves: handed in, in pieces where a connection may break (as the IETF's draft on resumable uploads has
 * it: Upload-Offset, Upload-Complete, Upload-Length), and given out.
 */
export const FILE_ROUTES = {
  fileStage: {
    method: "POST",
    path: "/files",
    group: "files",
    access: "share",
    limited: "share",
    summary: `Hand in a file, or with Upload-Complete: ?0 its first piece; a share names it within ${LIMITS.stagedHours} hours`,
    streams: true,
    takes: BYTES,
    query: {
      name: Type.Optional(Type.String({ description: "What it is called, unless Content-Disposition says so" })),
      type: Type.Optional(Type.String({ description: "What it is, unless Content-Type says so" })),
      direct: Type.Optional(
        Type.Integer({
          minimum: 1,
          description: "Without a body: how many bytes will be put into the bucket itself, at the addresses in parts",
        }),
      ),
    },
    answers: { 201: Upload },
  },
  fileUpload: {
    method: "GET",
    path: "/files/{id}/upload",
    group: "files",
    access: "share",
    summary: "How much of an upload has arrived; HEAD tells it in Upload-Offset",
    params: id,
    query: {
      direct: Type.Optional(Type.Boolean({ description: "Tell fresh addresses of the parts that are missing, too" })),
    },
    answers: { 200: Upload },
  },
  fileAppend: {
    method: "PATCH",
    path: "/files/{id}/upload",
    group: "files",
    access: "share",
    summary: "The next piece of an upload, from Upload-Offset on; the last one with Upload-Complete: ?1",
    streams: true,
    takes: BYTES,
    params: id,
    query: {
      complete: Type.Optional(Type.Boolean({ description: "Without a body: all parts of a direct upload are put" })),
    },
    answers: { 200: Upload },
  },
  fileUnstage: {
    method: "DELETE",
    path: "/files/{id}/upload",
    group: "files",
    access: "share",
    summary: "Give an upload up",
    params: id,
    answers: { 204: null },
  },
  fileGet: {
    method: "GET",
    path: "/files/{id}",
    group: "files",
    access: "read",
    summary: "A file, whole or in ranges; where buckets give files out, the way to it for a minute (302)",
    params: id,
    query: {
      download: Type.Optional(Type.Boolean({ description: "Save it rather than show it" })),
      signature: Type.Optional(
        Type.String({ maxLength: 200, description: "What a signed address carries instead of a key" }),
      ),
    },
    answers: { 200: "the file's own type", 206: "the file's own type", 302: null },
  },
} as const satisfies Record<string, Route>;
