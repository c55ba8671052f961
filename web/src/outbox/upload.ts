import type { Upload } from "../../../src/contract/files.ts";
import { Refusal, refusalOf, unreached } from "../api.ts";
import type { EntryFile } from "./entry.ts";

/** So much of a file goes in one request: what a broken connection loses, and how often progress shows. */
const PIECE_BYTES = 4_000_000;

interface Way {
  /** Writes down what the server told of the upload, before anything else is sent. */
  readonly record: (known: Pick<EntryFile, "uploading" | "staged">) => Promise<void>;
  /** Hears how many bytes have arrived. */
  readonly onBytes: (bytes: number) => void;
}

/**
 * Brings one file to the server in pieces and tells the id under which it is staged there. Goes on where an earlier try
 * stopped.
 * @throws Refusal
 */
export async function uploadFile(bytes: Blob, file: EntryFile, way: Way): Promise<string> {
  let upload = file.uploading === null ? null : await standingOf(file.uploading);
  if (upload === null) {
    upload = await sendPiece("POST", addressOf(file), bytes, 0);
    await way.record(upload.complete ? { uploading: null, staged: upload.id } : { uploading: upload.id, staged: null });
  }
  while (!upload.complete) {
    way.onBytes(upload.offset);
    upload = await sendPiece("PATCH", upload.upload_url, bytes, upload.offset);
  }
  way.onBytes(bytes.size);
  await way.record({ uploading: null, staged: upload.id });
  return upload.id;
}

function addressOf({ name, type }: EntryFile): string {
  return `/api/v1/files?${new URLSearchParams({ name, type })}`;
}

/** How far an upload came; null when it is gone and must begin anew. */
async function standingOf(id: string): Promise<Upload | null> {
  try {
    return await answerOf(await reach(`/api/v1/files/${id}/upload`, { headers: { Accept: "application/json" } }));
  } catch (thrown) {
    if (thrown instanceof Refusal && thrown.status === 404) return null;
    throw thrown;
  }
}

async function sendPiece(method: "POST" | "PATCH", address: string, bytes: Blob, offset: number): Promise<Upload> {
  const end = Math.min(bytes.size, offset + PIECE_BYTES);
  const headers: Record<string, string> = {
    Accept: "application/json",
    "Content-Type": "application/octet-stream",
    "Upload-Complete": end === bytes.size ? "?1" : "?0",
    "Upload-Length": String(bytes.size),
  };
  if (method === "PATCH") headers["Upload-Offset"] = String(offset);
  return await answerOf(await reach(address, { method, headers, body: bytes.slice(offset, end) }));
}

async function reach(address: string, request: RequestInit): Promise<Response> {
  try {
    return await fetch(address, request);
  } catch {
    throw unreached();
  }
}

async function answerOf(answer: Response): Promise<Upload> {
  const text = await answer.text().catch(() => {
    throw unreached();
  });
  if (!answer.ok) throw refusalOf(answer.status, text, answer.headers.get("Retry-After"));
  return JSON.parse(text) as Upload;
}
