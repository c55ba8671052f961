import { randomBytes } from "node:crypto";
import { LIMITS } from "../contract/limits.ts";
import { Problem } from "../contract/problems.ts";
import { cleanLine } from "../core/clean-text.ts";
import { noteAudit } from "../store/audit.ts";
import { insertOneTime, insertSession, type OneTimeKind, useOneTime } from "../store/secrets.ts";
import type { Unit } from "../store/store.ts";
import type { Visit } from "./accounts/visit.ts";
import type { WallDeps } from "./deps.ts";
import { hashSecret } from "./keys.ts";

const TOKEN_BYTES = 32;
export const OWNER_LINK_SECONDS = 15 * 60;
export const TICKET_SECONDS = 60;
export const RESET_LINK_SECONDS = 3_600;
const SECONDS: Record<OneTimeKind, number> = {
  owner_links: OWNER_LINK_SECONDS,
  stream_tickets: TICKET_SECONDS,
  reset_links: RESET_LINK_SECONDS,
};
const HOUR_MS = 3_600_000;
/** A session ends when it was not used for so long, and in any case after the second. */
export const SESSION_IDLE_MS = 30 * 24 * HOUR_MS;
const SESSION_MOST_MS = 180 * 24 * HOUR_MS;

/** A secret that opens something by itself: 256 bits that fit into an address. */
export const newToken = (): string => randomBytes(TOKEN_BYTES).toString("base64url");

/** Makes a one-time secret and returns its only sight. */
export async function makeOneTime(
  deps: Pick<WallDeps, "store">,
  wanted: { kind: OneTimeKind; person: string },
): Promise<string> {
  return await deps.store.write((unit) => makeOneTimeIn(unit, wanted));
}

/** The same in a unit. */
export async function makeOneTimeIn(
  unit: Unit,
  { kind, person }: { kind: OneTimeKind; person: string },
): Promise<string> {
  const token = newToken();
  const expiresAtMs = unit.nowMs + SECONDS[kind] * 1_000;
  await insertOneTime(unit, kind, { hash: hashSecret(token), person, expiresAtMs });
  return token;
}

/** Uses a one-time secret up and tells whose it was; null when it opens nothing. */
export async function takeOneTime(
  deps: Pick<WallDeps, "store">,
  { kind, token }: { kind: OneTimeKind; token: string },
): Promise<string | null> {
  const used = await deps.store.write((unit) => useOneTime(unit, kind, hashSecret(token)));
  return used?.person ?? null;
}

/** A new session, to be set as a cookie. */
export interface NewSession {
  readonly session: string;
  readonly endsInMs: number;
}

/**
 * Opens a session for a person, in the unit that found out who they are, and writes it down.
 * @param by how they were recognised
 */
export async function openSessionIn(
  unit: Unit,
  { person, by, visit }: { person: string; by: string; visit: Visit },
): Promise<NewSession> {
  const session = newToken();
  await insertSession(unit, {
    hash: hashSecret(session),
    person,
    created_at: unit.nowMs,
    seen_at: unit.nowMs,
    idle_until: unit.nowMs + SESSION_IDLE_MS,
    ends_at: unit.nowMs + SESSION_MOST_MS,
    user_agent: cleanUserAgent(visit.userAgent),
  });
  await noteAudit(unit, {
    action: "signed-in",
    actor: person,
    subject: person,
    detail: { by },
    address: visit.address,
  });
  return { session, endsInMs: SESSION_MOST_MS };
}

/**
 * Trades the token of an owner's link for a new session.
 * @throws Problem credentials-refused
 */
export async function signInByLink(deps: WallDeps, token: string, visit: Visit): Promise<NewSession> {
  return await deps.store.write(async (unit) => {
    const used = await useOneTime(unit, "owner_links", hashSecret(token));
    if (!used)
      throw new Problem(
        "credentials-refused",
        "This link was used before or is older than 15 minutes. `digital-wall owner-link` prints a new one.",
      );
    return await openSessionIn(unit, { person: used.person, by: "owner-link", visit });
  });
}

/** Whatever a browser says of itself as one short line; cut before it is looked at, since anybody may send anything. */
function cleanUserAgent(said: string | undefined): string | null {
  return cleanLine((said ?? "").slice(0, LIMITS.userAgentCharacters)) || null;
}
