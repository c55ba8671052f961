import { hash, randomBytes, timingSafeEqual } from "node:crypto";
import { LIMITS } from "../contract/limits.ts";
import { Problem } from "../contract/problems.ts";
import type { Key, Scope } from "../contract/walls.ts";
import { cleanLine } from "../core/clean-text.ts";
import { newId } from "../core/ids.ts";
import { findApiKey, insertApiKey, listApiKeys, revokeApiKey } from "../store/api-keys.ts";
import { noteAudit } from "../store/audit.ts";
import type { Reader, Unit } from "../store/store.ts";
import type { ApiKeyRow } from "../store/tables.ts";
import type { Visit } from "./accounts/visit.ts";
import { makeCursor, readCursor } from "./cursor.ts";
import type { WallDeps } from "./deps.ts";
import { isoTime, isoTimeOrNull } from "./share-status.ts";

const SECRET_BYTES = 24;
const KEY_PATTERN = /^dw_([0-9a-f]{32})_([A-Za-z0-9_-]{32})$/;

/** Hashes a secret that is random enough to need no salt and no slowness. */
export const hashSecret = (secret: string): string => hash("sha256", secret, "base64url");

export interface KeyWanted {
  readonly person: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly expiresAtMs: number | null;
}

/** Makes a key in a unit: the row and the one and only sight of its secret. */
export async function makeKeyIn(unit: Unit, wanted: KeyWanted): Promise<{ row: ApiKeyRow; key: string }> {
  const id = newId(unit.nowMs);
  const secret = randomBytes(SECRET_BYTES).toString("base64url");
  const row: ApiKeyRow = {
    id,
    person: wanted.person,
    name: wanted.name,
    hash: hashSecret(secret),
    scopes: wanted.scopes.join(" "),
    created_at: unit.nowMs,
    expires_at: wanted.expiresAtMs,
    used_at: null,
    revoked_at: null,
  };
  await insertApiKey(unit, row);
  return { row, key: `dw_${id.replaceAll("-", "")}_${secret}` };
}

export async function makeKey(
  deps: WallDeps,
  wanted: { person: string; name: string; scopes: readonly Scope[]; expiresAt?: string | null | undefined },
  visit: Visit,
): Promise<Key & { key: string }> {
  const name = cleanLine(wanted.name);
  if (name === "" || name.length > LIMITS.keyNameCharacters)
    throw new Problem("field-too-long", `The name of a key has 1 to ${LIMITS.keyNameCharacters} characters.`, {
      fields: [{ field: "/name", message: `1 to ${LIMITS.keyNameCharacters} characters` }],
      params: { max: LIMITS.keyNameCharacters },
    });
  const expiresAtMs = wanted.expiresAt ? Date.parse(wanted.expiresAt) : null;
  if (expiresAtMs !== null && !(expiresAtMs > (await deps.store.nowMs())))
    throw new Problem("out-of-range", "expires_at lies in the past.", {
      fields: [{ field: "/expires_at", message: "a time in the future" }],
    });
  const scopes = [...new Set(wanted.scopes)];
  const { row, key } = await deps.store.write(async (unit) => {
    const made = await makeKeyIn(unit, { person: wanted.person, name, scopes, expiresAtMs });
    const by = { actor: wanted.person, subject: made.row.id, address: visit.address };
    await noteAudit(unit, { action: "key-made", ...by, detail: { scopes: made.row.scopes } });
    return made;
  });
  return { ...presentKey(row), key };
}

/** The row a presented key stands for; null for anything that is not, or no longer, a key. */
export async function findKey(db: Reader, presented: string, nowMs: number): Promise<ApiKeyRow | null> {
  const [, hex, secret] = KEY_PATTERN.exec(presented) ?? [];
  if (hex === undefined || secret === undefined) return null;
  const id = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  const row = await findApiKey(db, id);
  const given = Buffer.from(hashSecret(secret));
  const isRight = timingSafeEqual(given, row ? Buffer.from(row.hash) : given) && row !== undefined;
  if (!isRight || row.revoked_at !== null) return null;
  return row.expires_at === null || row.expires_at > nowMs ? row : null;
}

export async function pageOfKeys(
  db: Reader,
  { person, cursor, limit }: { person: string; cursor?: string | undefined; limit: number },
): Promise<{ items: Key[]; next_cursor: string | null }> {
  const [after] = readCursor(cursor, ["string"]) ?? [null];
  const rows = await listApiKeys(db, { person, after, limit: limit + 1 });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { items: page.map(presentKey), next_cursor: rows.length > limit && last ? makeCursor([last.id]) : null };
}

export async function getKey(db: Reader, { id, person }: { id: string; person: string }): Promise<Key> {
  const row = await findApiKey(db, id);
  if (!row || row.person !== person || row.revoked_at !== null) throw new Problem("not-found", "There is no such key.");
  return presentKey(row);
}

/** From the moment this resolves the key opens nothing, on any process. */
export async function revokeKey(deps: WallDeps, whose: { id: string; person: string }, visit: Visit): Promise<void> {
  await deps.store.write(async (unit) => {
    if (!(await revokeApiKey(unit, whose))) throw new Problem("not-found", "There is no such key.");
    const by = { actor: whose.person, subject: whose.id, address: visit.address };
    await noteAudit(unit, { action: "key-revoked", ...by });
  });
  deps.channel.publish({ kind: "access", person: whose.person });
}

function presentKey(row: ApiKeyRow): Key {
  return {
    id: row.id,
    name: row.name,
    scopes: row.scopes.split(" ") as Scope[],
    created_at: isoTime(row.created_at),
    expires_at: isoTimeOrNull(row.expires_at),
    used_at: isoTimeOrNull(row.used_at),
  };
}
