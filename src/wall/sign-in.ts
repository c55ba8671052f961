import { randomBytes } from "node:crypto";
import { LIMITS } from "../contract/limits.ts";
import { Problem } from "../contract/problems.ts";
import { cleanLine } from "../core/clean-text.ts";
import { insertOneTime, insertSession, type OneTimeKind, useOneTime } from "../store/secrets.ts";
import type { WallDeps } from "./deps.ts";
import { hashSecret } from "./keys.ts";

const TOKEN_BYTES = 32;
export const OWNER_LINK_SECONDS = 15 * 60;
export const TICKET_SECONDS = 60;
const HOUR_MS = 3_600_000;
/** A session ends when it was not used for so long, and in any case after the second. */
export const SESSION_IDLE_MS = 30 * 24 * HOUR_MS;
export const SESSION_MOST_MS = 180 * 24 * HOUR_MS;

/** Makes a one-time secret and returns its only sight. */
export async function makeOneTime(
  deps: Pick<WallDeps, "store">,
  { kind, person }: { kind: OneTimeKind; person: string },
): Promise<string> {
  const token = randomBytes(TOKEN_BYTES).toString("base64url");
  const seconds = kind === "owner_links" ? OWNER_LINK_SECONDS : TICKET_SECONDS;
  await deps.store.write((unit) =>
    insertOneTime(unit, kind, { hash: hashSecret(token), person, expiresAtMs: unit.nowMs + seconds * 1_000 }),
  );
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

/**
 * Trades the token of an owner's link for a new session.
 * @returns the session's token, to be set as a cookie
 * @throws Problem credentials-refused
 */
export async function signInByLink(
  deps: WallDeps,
  { token, userAgent }: { token: string; userAgent: string | undefined },
): Promise<{ session: string; endsInMs: number }> {
  const session = randomBytes(TOKEN_BYTES).toString("base64url");
  await deps.store.write(async (unit) => {
    const used = await useOneTime(unit, "owner_links", hashSecret(token));
    if (!used)
      throw new Problem(
        "credentials-refused",
        "This link was used before or is older than 15 minutes. `digital-wall owner-link` prints a new one.",
      );
    await insertSession(unit, {
      hash: hashSecret(session),
      person: used.person,
      created_at: unit.nowMs,
      seen_at: unit.nowMs,
      idle_until: unit.nowMs + SESSION_IDLE_MS,
      ends_at: unit.nowMs + SESSION_MOST_MS,
      user_agent: cleanUserAgent(userAgent),
    });
  });
  return { session, endsInMs: SESSION_MOST_MS };
}

/** Whatever a browser says of itself as one short line; cut before it is looked at, since anybody may send anything. */
function cleanUserAgent(said: string | undefined): string | null {
  return cleanLine((said ?? "").slice(0, LIMITS.userAgentCharacters)) || null;
}
