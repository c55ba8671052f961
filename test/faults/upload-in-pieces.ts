import type { Upload } from "../../src/contract/files.ts";
import type { FaultClient, SentFile } from "./fault-client.ts";
import type { Seeded } from "./seeded.ts";

const PIECES = 4;
const MOST_TRIES = 200;

/** Hands a file in piece by piece, asking after every loss how much has arrived. Tells the upload's id. */
export async function uploadInPieces(client: FaultClient, file: SentFile, random: Seeded): Promise<string> {
  const { name, type, bytes } = file;
  const first = bytes.subarray(0, random.integer(1, bytes.byteLength));
  const begun = await client.ask<Upload>("POST", `/files?name=${encodeURIComponent(name)}`, {
    body: first,
    headers: { "content-type": type, "upload-complete": "?0", "upload-length": String(bytes.byteLength) },
  });
  if (begun.status !== 201) throw new Error(`an upload was answered ${begun.status}: ${JSON.stringify(begun.body)}`);
  const path = `/files/${begun.body.id}/upload`;
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const { status, body } = await client.ask<Upload>("GET", path);
    if (status !== 200) throw new Error(`an upload that was begun was answered ${status}`);
    if (body.complete) return body.id;
    const end = Math.min(bytes.byteLength, body.offset + Math.ceil(bytes.byteLength / PIECES));
    const last = end === bytes.byteLength;
    // Whatever it is answered, the next look tells where things stand: a lost answer may have been a yes.
    await client.ask("PATCH", path, {
      body: bytes.subarray(body.offset, end),
      headers: { "upload-offset": String(body.offset), "upload-complete": last ? "?1" : "?0" },
    });
  }
  throw new Error(`an upload did not end in ${MOST_TRIES} pieces`);
}
