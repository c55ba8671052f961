import { FilesUnavailable, FileTooLarge, OffsetWrong, type StoredBytes } from "../core/ports/files.ts";
import type { S3Link } from "./s3-link.ts";
import { headObject, listObjects, NameTaken, putObject, removeObjects } from "./s3-objects.ts";
import { partsOf } from "./s3-parts.ts";
import { putWhole } from "./s3-put.ts";
import { hashObject, openObject } from "./s3-read.ts";

/**
 * Uploads in pieces, where nothing can be added to an object: what arrives becomes objects beside the file's own name,
 * each called by its first byte's place. They alone say how much is there, so any process may take the next piece, and
 * the last one reads them into one file (docs/decisions/0018-files-in-s3.md).
 */
interface Piece {
  readonly name: string;
  readonly bytes: number;
}

const PIECES = ".part/";
/** As many as the length of any file has, so that the order of names is the order of bytes. */
const OFFSET_DIGITS = 15;

export const isPieceName = (name: string): boolean => name.includes(PIECES);
export const withoutPiece = (name: string): string => name.split(PIECES)[0] ?? name;

const pieceName = (name: string, offset: number) => `${name}${PIECES}${String(offset).padStart(OFFSET_DIGITS, "0")}`;

/** @throws OffsetWrong, FileTooLarge, FilesUnavailable, whatever `source` throws */
export async function appendPiece(
  link: S3Link,
  name: string,
  source: AsyncIterable<Uint8Array>,
  { offset, maxBytes }: { offset: number; maxBytes: number },
): Promise<number> {
  const received = await receivedBytes(link, name);
  if (received !== offset) throw new OffsetWrong(received);
  let end = offset;
  const put: string[] = [];

  async function keep(bytes: Buffer): Promise<void> {
    if (bytes.byteLength === 0) return;
    const piece = pieceName(name, end);
    try {
      await putObject(link, piece, bytes);
    } catch (error) {
      // Another process took a piece for the same place and was faster.
      throw error instanceof NameTaken ? new OffsetWrong(await receivedBytes(link, name)) : error;
    }
    put.push(piece);
    end += bytes.byteLength;
  }
  async function* limited(): AsyncGenerator<Uint8Array> {
    let bytes = offset;
    for await (const chunk of source) {
      bytes += chunk.byteLength;
      if (bytes > maxBytes) throw new FileTooLarge(maxBytes);
      yield chunk;
    }
  }
  const keepRest = (rest: Buffer, error: unknown) => (error instanceof FileTooLarge ? Promise.resolve() : keep(rest));
  try {
    // One piece after the other, so that there never is one behind a gap.
    for await (const part of partsOf(limited(), keepRest))
      try {
        await keep(part.bytes);
      } finally {
        part.release();
      }
    return end;
  } catch (error) {
    if (error instanceof FileTooLarge) await removeObjects(link, put);
    throw error;
  }
}

/**
 * How much lies there without a gap. Of a file that was put together already, before its row knew it, that is all.
 */
export async function receivedBytes(link: S3Link, name: string): Promise<number> {
  const pieces = await piecesOf(link, name);
  if (pieces.length > 0) return sizeOf(pieces);
  return (await headObject(link, name))?.bytes ?? 0;
}

/** Puts the pieces together. Asked again, it answers the same. */
export async function finishPieces(link: S3Link, name: string): Promise<StoredBytes> {
  const standing = await headObject(link, name);
  const pieces = await piecesOf(link, name);
  const stored = standing
    ? standing.sha256 === null
      ? await hashObject(link, name)
      : { bytes: standing.bytes, sha256: standing.sha256 }
    : await putWhole(link, name, readAll(link, pieces), { maxBytes: sizeOf(pieces) });
  await removePieces(link, name);
  return stored;
}

export async function removePieces(link: S3Link, name: string): Promise<void> {
  const names: string[] = [];
  for await (const { name: piece } of listObjects(link, `${name}${PIECES}`)) names.push(piece);
  await removeObjects(link, names);
}

async function piecesOf(link: S3Link, name: string): Promise<Piece[]> {
  const pieces: Piece[] = [];
  let end = 0;
  for await (const piece of listObjects(link, `${name}${PIECES}`)) {
    if (piece.name !== pieceName(name, end)) break;
    pieces.push(piece);
    end += piece.bytes;
  }
  return pieces;
}

const sizeOf = (pieces: readonly Piece[]): number => pieces.reduce((sum, { bytes }) => sum + bytes, 0);

async function* readAll(link: S3Link, pieces: readonly Piece[]): AsyncGenerator<Uint8Array> {
  for (const { name, bytes } of pieces) {
    const sha256 = (await headObject(link, name))?.sha256;
    const stream = await openObject(link, name, sha256 ? { expected: { bytes, sha256 } } : {});
    if (stream === null) throw new FilesUnavailable(`${name} is not there any more`, null);
    yield* stream as AsyncIterable<Uint8Array>;
  }
}
