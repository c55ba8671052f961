import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { newId } from "../core/ids.ts";
import { forgetSigningKeys, insertSigningKey, listSigningKeys } from "../store/signing-keys.ts";
import type { Reader } from "../store/store.ts";
import type { SigningKeyRow } from "../store/tables.ts";
import type { WallDeps } from "./deps.ts";

/** A signed address opens its file so long: enough to read an article, too short to be worth passing on. */
export const SIGNED_MS = 10 * 60_000;
/** A key signs for a day, and what it signed last is still good after it. */
const SIGNS_FOR_MS = 24 * 3_600_000;
const SECRET_BYTES = 32;

/** Signs addresses of files for one person, all alike until `SIGNED_MS` from now. */
export type SignFile = (file: string) => string;

/**
 * Signs for frames, which send no cookie: one file, one person, ten minutes, under a key that changes every day and is
 * the same for all processes.
 */
export async function signerFor(deps: Pick<WallDeps, "store">, person: string): Promise<SignFile> {
  const key = await currentKey(deps);
  const until = ((await deps.store.nowMs()) + SIGNED_MS).toString(36);
  return (file) =>
    `/api/v1/files/${file}?signature=${key.id}.${until}.${person}.${macOf(key, { file, until, person })}`;
}

/** Whom a signature lets read a file; null when it opens nothing. */
export async function personOfSignature(
  db: Reader,
  { file, signature, nowMs }: { file: string; signature: string; nowMs: number },
): Promise<string | null> {
  const [id = "", until = "", person = "", mac = ""] = signature.split(".");
  const key = (await listSigningKeys(db)).find((known) => known.id === id);
  if (!key) return null;
  const right = Buffer.from(macOf(key, { file, until, person }));
  const given = Buffer.from(mac);
  const isRight = given.length === right.length && timingSafeEqual(given, right);
  return isRight && Number.parseInt(until, 36) > nowMs ? person : null;
}

function macOf(key: SigningKeyRow, of: { file: string; until: string; person: string }): string {
  return createHmac("sha256", key.secret).update(`${of.file}.${of.until}.${of.person}`).digest("base64url");
}

async function currentKey({ store }: Pick<WallDeps, "store">): Promise<SigningKeyRow> {
  const nowMs = await store.nowMs();
  const [newest] = await listSigningKeys(store.reader);
  if (newest && newest.created_at + SIGNS_FOR_MS > nowMs) return newest;
  return await store.write(async (unit) => {
    // Two processes may make one each; both are good.
    const key = {
      id: newId(unit.nowMs),
      secret: randomBytes(SECRET_BYTES).toString("base64url"),
      created_at: unit.nowMs,
    };
    await forgetSigningKeys(unit, { olderThanMs: unit.nowMs - SIGNS_FOR_MS - SIGNED_MS });
    await insertSigningKey(unit, key);
    return key;
  });
}
