import type { Upload } from "../contract/files.ts";
import { LIMITS } from "../contract/limits.ts";
import { Problem } from "../contract/problems.ts";
import { cleanFileName } from "../core/file-name.ts";
import { isId, newId } from "../core/ids.ts";
import { DatabaseUnavailable } from "../core/ports/database.ts";
import { OffsetWrong } from "../core/ports/files.ts";
import type { ReceivedFile } from "../core/share-draft.ts";
import {
  announceLength,
  completeFile,
  findFiles,
  findStaged,
  forgetFile,
  markLeaving,
  stageFile,
} from "../store/files.ts";
import { requireRoom } from "../store/quotas.ts";
import type { Reader } from "../store/store.ts";
import type { FileRow } from "../store/tables.ts";
import { allows, type Caller } from "./caller.ts";
import type { WallDeps } from "./deps.ts";
import { isoTime } from "./share-status.ts";

const STAGED_MS = LIMITS.stagedHours * 3_600_000;

/** An upload and who asks for it: a key that may only share knows those that it handed in itself. */
export interface UploadAsked {
  readonly id: string;
  readonly caller: Caller;
}

/** A piece of an upload, as it arrives. */
export interface Piece {
  readonly bytes: AsyncIterable<Uint8Array>;
  /** Where it begins. */
  readonly offset: number;
  /** Whether it is the last one. */
  readonly isLast: boolean;
  /** How many bytes there will be in all, when that is known. */
  readonly length: number | null;
}

export type UploadDeps = Pick<WallDeps, "store" | "files">;

/** Uploads of which a piece is arriving here. Two at once would write over each other. */
const arriving = new Set<string>();

/**
 * Begins an upload with its first piece: its row is committed before its first byte. When that piece is refused or
 * breaks off nothing stays, since nobody was told the id; what arrived of any later piece does.
 * @param maxBytes the largest file there may be
 * @throws Problem quota-reached, and what `continueUpload` throws
 */
export async function beginUpload(
  deps: UploadDeps,
  file: { caller: Caller; name: string | null; type: string; piece: Piece; maxBytes: number },
): Promise<Upload> {
  const { caller, piece, maxBytes } = file;
  refuseLength(piece.length, maxBytes);
  const id = newId();
  const name = file.name === null ? null : cleanFileName(file.name, "file");
  await deps.store.write(async (unit) => {
    const stagedBy = caller.by.kind === "key" ? caller.by.id : null;
    // At least one byte of it will come.
    await requireRoom(unit, caller.person, { items: 0, bytes: piece.length ?? 1 });
    await stageFile(unit, { id, owner: caller.person, role: "original", type: file.type, name, stagedBy });
    if (piece.length !== null) await announceLength(unit, { id, bytes: piece.length });
  });
  try {
    return await continueUpload(deps, { id, caller }, { piece, maxBytes });
  } catch (error) {
    // Without a database the sweep discards it; trying would make whoever waits wait twice.
    if (!(error instanceof DatabaseUnavailable)) await discard(deps, id);
    throw error;
  }
}

/**
 * Adds a piece, and with the last one makes the file whole.
 * @throws Problem upload-offset-wrong, upload-complete, upload-busy, upload-length-wrong, too-large, not-found, quota-reached
 */
export async function continueUpload(
  deps: UploadDeps,
  asked: UploadAsked,
  { piece, maxBytes }: { piece: Piece; maxBytes: number },
): Promise<Upload> {
  const { id, caller } = asked;
  const row = await stagedRow(deps.store.reader, asked);
  if (row.sha256 !== null)
    throw new Problem("upload-complete", "Every byte of it has arrived. Name it in file_ids of a share.");
  const received = await deps.files.received(row.store_key);
  if (received !== piece.offset) throw offsetWrong(piece, received);
  const announced = announcedOf(row);
  if (piece.length !== null && announced !== null && piece.length !== announced) throw lengthWrong(announced);
  const length = announced ?? piece.length;
  refuseLength(length, maxBytes);
  if (arriving.has(id))
    throw new Problem("upload-busy", "Wait until the other piece has ended, ask for the offset, and go on from there.");
  arriving.add(id);
  try {
    const end = await append(deps, row, { piece, maxBytes: length ?? maxBytes });
    if (!piece.isLast) return uploadOf({ ...row, bytes: length ?? 0 }, end);
    if (length !== null && end !== length) throw lengthWrong(length);
    const stored = await deps.files.finish(row.store_key);
    const isOurs = await deps.store
      .write(async (unit) => {
        // What was announced counts since then.
        if (announced === null) await requireRoom(unit, caller.person, { items: 0, bytes: stored.bytes });
        return await completeFile(unit, { id, ...stored });
      })
      .catch(async (error: unknown) => {
        // It is whole and has no room: nothing that is sent later makes it fit.
        if (error instanceof Problem) await discard(deps, id);
        throw error;
      });
    if (!isOurs) throw notThere();
    return uploadOf({ ...row, ...stored }, stored.bytes);
  } finally {
    arriving.delete(id);
  }
}

async function append(deps: UploadDeps, row: FileRow, { piece, maxBytes }: { piece: Piece; maxBytes: number }) {
  try {
    return await deps.files.append(row.store_key, piece.bytes, { offset: piece.offset, maxBytes });
  } catch (error) {
    if (!(error instanceof OffsetWrong)) throw error;
    throw offsetWrong(piece, error.offset);
  }
}

const offsetWrong = (piece: Piece, offset: number) =>
  new Problem("upload-offset-wrong", `Go on from byte ${offset}; this piece began at ${piece.offset}.`, { offset });

/** How much of an upload is here. @throws Problem not-found */
export async function uploadStanding(deps: UploadDeps, asked: UploadAsked): Promise<Upload> {
  const row = await stagedRow(deps.store.reader, asked);
  return uploadOf(row, row.sha256 === null ? await deps.files.received(row.store_key) : row.bytes);
}

/** Removes an upload that no share has named. @throws Problem not-found */
export async function giveUploadUp(deps: UploadDeps, asked: UploadAsked): Promise<void> {
  await stagedRow(deps.store.reader, asked);
  await discard(deps, asked.id);
}

export async function discard(deps: UploadDeps, id: string): Promise<void> {
  for (const row of await deps.store.write((unit) => markLeaving(unit, [id]))) {
    await deps.files.remove(row.store_key);
    await deps.store.write((unit) => forgetFile(unit, row.id));
  }
}

/**
 * The uploads that a share names. One that another share has is returned too, since a retry of that very share names it
 * again; whether it may still be kept is decided when it is.
 * @throws Problem file-not-staged
 */
export async function namedUploads(
  db: Reader,
  { ids, caller }: { ids: readonly string[]; caller: Caller },
): Promise<ReceivedFile[]> {
  const rows = new Map(
    (await findFiles(db, { ids: ids.filter(isId), owner: caller.person })).map((row) => [row.id, row]),
  );
  return [...new Set(ids)].map((id) => {
    const row = rows.get(id);
    if (!row || !mayKnow(row, caller) || row.sha256 === null || row.state === "leaving" || row.role !== "original")
      throw new Problem(
        "file-not-staged",
        `${id} is no upload of yours that is complete. It may have been removed after ${LIMITS.stagedHours} hours.`,
        { fields: [{ field: "/file_ids", message: "no complete upload" }] },
      );
    const { name, type, bytes, sha256 } = row;
    return { id, name, type, bytes, sha256 };
  });
}

export async function stagedRow(db: Reader, { id, caller }: UploadAsked): Promise<FileRow> {
  const row = await findStaged(db, { id, owner: caller.person });
  if (!row || !mayKnow(row, caller)) throw notThere();
  return row;
}

const mayKnow = (row: FileRow, caller: Caller): boolean =>
  allows(caller.scopes, "read") || (caller.by.kind === "key" && row.staged_by === caller.by.id);

export const notThere = () => new Problem("not-found", "There is no such upload; a share may have named it already.");

/** While an upload is not whole its row carries the length that was announced. */
export const announcedOf = (row: FileRow): number | null => (row.sha256 === null && row.bytes > 0 ? row.bytes : null);

export function refuseLength(length: number | null, maxBytes: number): void {
  if (length !== null && length > maxBytes)
    throw new Problem("too-large", `A file may have at most ${maxBytes} bytes.`, { params: { max_bytes: maxBytes } });
}

const lengthWrong = (length: number) =>
  new Problem("upload-length-wrong", `${length} bytes were announced. Send the rest, or begin anew.`);

export function uploadOf(row: FileRow, offset: number): Upload {
  return {
    id: row.id,
    name: row.name,
    type: row.type,
    offset,
    length: row.sha256 === null ? announcedOf(row) : row.bytes,
    complete: row.sha256 !== null,
    sha256: row.sha256,
    upload_url: `/api/v1/files/${row.id}/upload`,
    expires_at: isoTime(row.created_at + STAGED_MS),
  };
}
