import { Readable } from "node:stream";
import { EXPORT_TYPES } from "../../contract/archive.ts";
import { contentDisposition } from "../../core/file-name.ts";
import { exportWall } from "../../wall/export/export-wall.ts";
import type { HttpContext } from "../context.ts";
import { ANSWERED, type Some } from "../handler.ts";

/** Pieces that wait for a slow reader; nothing more is read until they are gone. */
const PIECES_AHEAD = 4;
const PIECE_BYTES = 65_536;
/** Others have their turn after so long. */
const TURN_MS = 10;

export function exportRoutes(context: HttpContext): Some<"exportGet"> {
  const { store, files, version, state } = context;
  return {
    async exportGet({ query, caller, request, reply }) {
      const { format = "zip", wall = null } = query;
      const { name, bytes } = await exportWall({ store, files, version, owner: caller.person, wall }, format);
      // An archive is compressed already, and what is broken off must not look whole to whoever unpacks it on the way.
      if (format === "zip") request.headers["x-no-compression"] = "1";
      reply.header("cache-control", "private, no-store");
      reply.header("content-disposition", contentDisposition("attachment", name));
      reply.header("content-security-policy", "default-src 'none'; sandbox");
      reply.header("x-content-type-options", "nosniff");
      reply.type(EXPORT_TYPES[format]);
      await reply.send(Readable.from(inTurns(bytes, state), { objectMode: true, highWaterMark: PIECES_AHEAD }));
      return ANSWERED;
    },
  };
}

/**
 * Pieces that are worth sending, made while nobody else waits for long: much of an export resolves without ever leaving the
 * microtasks. A server that stops does not wait for the end of a long export: whoever reads it sees it break off.
 */
async function* inTurns(bytes: AsyncGenerator<Buffer>, state: HttpContext["state"]): AsyncGenerator<Buffer> {
  let pieces: Buffer[] = [];
  let gathered = 0;
  let turnEndsMs = performance.now() + TURN_MS;
  for await (const piece of bytes) {
    if (!state.ready) throw new Error("the server is stopping");
    pieces.push(piece);
    gathered += piece.length;
    if (gathered >= PIECE_BYTES) {
      yield Buffer.concat(pieces, gathered);
      pieces = [];
      gathered = 0;
    }
    if (performance.now() < turnEndsMs) continue;
    await new Promise(setImmediate);
    turnEndsMs = performance.now() + TURN_MS;
  }
  if (gathered > 0) yield Buffer.concat(pieces, gathered);
}
