import type { Upload } from "../contract/files.ts";
import { Problem } from "../contract/problems.ts";
import { cleanFileName } from "../core/file-name.ts";
import { newId } from "../core/ids.ts";
import type { PresignedFiles } from "../core/ports/files.ts";
import { announceLength, completeFile, stageFile } from "../store/files.ts";
import { requireRoom } from "../store/quotas.ts";
import type { FileRow } from "../store/tables.ts";
import type { Caller } from "./caller.ts";
import {
  announcedOf,
  discard,
  notThere,
  refuseLength,
  stagedRow,
  type UploadAsked,
  type UploadDeps,
  uploadOf,
} from "./upload-file.ts";

/**
 * Begins an upload whose bytes go to the bucket itself, by addresses that we signed. Its row stands before anything can
 * be put there, so the sweep knows of it.
 * @throws Problem direct-not-offered, too-large, quota-reached
 */
export async function beginDirectUpload(
  deps: UploadDeps,
  file: { caller: Caller; name: string | null; type: string; bytes: number; maxBytes: number },
): Promise<Upload> {
  const presigned = presignedOf(deps);
  const { caller, bytes } = file;
  refuseLength(bytes, file.maxBytes);
  const id = newId();
  const name = file.name === null ? null : cleanFileName(file.name, "file");
  await deps.store.write(async (unit) => {
    const stagedBy = caller.by.kind === "key" ? caller.by.id : null;
    await requireRoom(unit, caller.person, { items: 0, bytes });
    await stageFile(unit, { id, owner: caller.person, role: "original", type: file.type, name, stagedBy });
    await announceLength(unit, { id, bytes });
  });
  try {
    return await withParts(presigned, await stagedRow(deps.store.reader, { id, caller }));
  } catch (error) {
    await discard(deps, id);
    throw error;
  }
}

/** Fresh addresses of the parts that are not there yet. @throws Problem direct-not-offered, not-found, upload-complete */
export async function missingParts(deps: UploadDeps, asked: UploadAsked): Promise<Upload> {
  const presigned = presignedOf(deps);
  return await withParts(presigned, await openRow(deps, asked));
}

/**
 * All parts are put: the bucket is asked which, makes one file of them, and that is read once to know its hash. Asked
 * again after a lost answer it does the same.
 * @throws Problem direct-not-offered, not-found, upload-complete, upload-length-wrong
 */
export async function completeDirectUpload(deps: UploadDeps, asked: UploadAsked): Promise<Upload> {
  const presigned = presignedOf(deps);
  const row = await openRow(deps, asked);
  const bytes = announcedOf(row) ?? 0;
  const stored = await presigned.complete(row.store_key, bytes);
  if (stored?.bytes !== bytes)
    throw new Problem(
      "upload-length-wrong",
      `Not all of the ${bytes} bytes are there. Ask for the parts that are missing, with direct=true, and put them.`,
    );
  if (!(await deps.store.write((unit) => completeFile(unit, { id: row.id, ...stored })))) throw notThere();
  return uploadOf({ ...row, ...stored }, stored.bytes);
}

function presignedOf({ files }: UploadDeps): PresignedFiles {
  if (files.presigned) return files.presigned;
  throw new Problem("direct-not-offered", "Send the bytes here, to POST /files: whole, or in pieces.");
}

async function openRow(deps: UploadDeps, asked: UploadAsked): Promise<FileRow> {
  const row = await stagedRow(deps.store.reader, asked);
  if (row.sha256 !== null)
    throw new Problem("upload-complete", "Every byte of it has arrived. Name it in file_ids of a share.");
  return row;
}

/** An upload whose length was never said has no parts: it comes here in pieces. */
async function withParts(presigned: PresignedFiles, row: FileRow): Promise<Upload> {
  const bytes = announcedOf(row);
  return { ...uploadOf(row, 0), parts: bytes === null ? [] : [...(await presigned.partsOf(row.store_key, bytes))] };
}
