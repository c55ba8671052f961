import { randomBytes } from "node:crypto";
import type { RelyingParty } from "../../core/relying-party.ts";
import { insertChallenge, useChallenge } from "../../store/passkeys.ts";
import type { Unit } from "../../store/store.ts";
import type { PasskeyChallengeRow } from "../../store/way-in-tables.ts";
import type { WallDeps } from "../deps.ts";
import { hashSecret } from "../keys.ts";

const CHALLENGE_BYTES = 32;
export const CHALLENGE_MS = 5 * 60_000;

type For = Pick<PasskeyChallengeRow, "purpose" | "person">;

/** What an authenticator is to sign, once and within five minutes. Only its hash is kept. */
export async function makeChallenge(unit: Unit, { purpose, person }: For): Promise<string> {
  const challenge = randomBytes(CHALLENGE_BYTES).toString("base64url");
  const expires = { expires_at: unit.nowMs + CHALLENGE_MS };
  await insertChallenge(unit, { hash: hashSecret(challenge), person, purpose, ...expires });
  return challenge;
}

/** An answer of an authenticator is read for the challenge of ours that it carries, and for this server alone. */
export interface Expected {
  readonly challenge: string;
  readonly party: RelyingParty;
}

/**
 * Uses up the challenge that an answer says it answers; whether it does is told by its signature.
 * @returns null when it was not asked, not for this, not of this person, too long ago, or answered before
 */
export async function takeChallenge(
  { store }: Pick<WallDeps, "store">,
  clientDataJson: string,
  { purpose, person }: For,
): Promise<string | null> {
  const challenge = challengeIn(clientDataJson);
  if (challenge === null) return null;
  const isOurs = await store.write((unit) => useChallenge(unit, { hash: hashSecret(challenge), purpose, person }));
  return isOurs ? challenge : null;
}

function challengeIn(clientDataJson: string): string | null {
  try {
    const data: unknown = JSON.parse(Buffer.from(clientDataJson, "base64url").toString());
    const challenge = typeof data === "object" && data !== null && "challenge" in data ? data.challenge : null;
    return typeof challenge === "string" ? challenge : null;
  } catch {
    return null;
  }
}
