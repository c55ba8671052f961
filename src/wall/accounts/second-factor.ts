import { randomBytes } from "node:crypto";
import { Secret, TOTP } from "otpauth";
import { Problem } from "../../contract/problems.ts";
import type { Log } from "../../core/events.ts";
import type { Sealing } from "../../core/seal.ts";
import { noteAudit, noteAuditOnce } from "../../store/audit.ts";
import { endPendingSignIns, tryPendingSignIn } from "../../store/pending-sign-ins.ts";
import { isActive, lockPerson } from "../../store/persons.ts";
import type { Unit } from "../../store/store.ts";
import { takeTotpStep, totpOf, useRecoveryCode } from "../../store/totps.ts";
import type { WallDeps } from "../deps.ts";
import { hashSecret } from "../keys.ts";
import { type NewSession, openSessionIn } from "../sign-in.ts";
import { REFUSED_NOTED_EVERY_MS } from "./sign-in-by-password.ts";
import type { Visit } from "./visit.ts";

/** RFC 6238 as every app knows it. */
const STEP_SECONDS = 30;
const DIGITS = 6;
/** A code of the step before or after is taken too: clocks differ, and typing takes time. */
const WINDOW_STEPS = 1;
const SECRET_BYTES = 20;
const CODE_TRIES = 5;
const RECOVERY_CODES = 10;
/** 79 bits: random enough to be kept as a plain hash. Without letters and digits that look alike. */
const RECOVERY_CHARACTERS = 16;
const ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789";

export interface SecondFactorDeps extends WallDeps {
  readonly sealing: Sealing;
}

/** What a sealed secret belongs to: in another person's row it does not open. */
export const sealedFor = (person: string): string => `totp ${person}`;

export const newTotpSecret = (): string =>
  new Secret({ buffer: new Uint8Array(randomBytes(SECRET_BYTES)).buffer }).base32;

/** The secret as an authenticator app reads it from a picture. */
export const totpUri = (secret: string, { issuer, label }: { issuer: string; label: string }): string =>
  totpWith(secret, { issuer, label }).toString();

/** Ten codes, and what is kept of them. */
export function newRecoveryCodes(): { codes: string[]; hashes: string[] } {
  const codes = Array.from({ length: RECOVERY_CODES }, () => inFours(randomLetters()));
  return { codes, hashes: codes.map((code) => hashSecret(plainCode(code))) };
}

/**
 * Takes a code of a person in a unit: one of the app, never twice and never an older one, or a recovery code.
 * @returns which it was; null when it is wrong
 */
export async function takeCode(
  unit: Unit,
  { sealing, log }: { sealing: Sealing; log: Log },
  { person, code, visit }: { person: string; code: string; visit: Visit },
): Promise<"totp" | "recovery-code" | null> {
  const plain = plainCode(code);
  if (/^\d{6}$/.test(plain)) {
    const totp = await totpOf(unit.db, person);
    if (!totp) return null;
    const secret = sealing.open(totp.secret, sealedFor(person));
    // Nothing that the person does helps here: the owner must take the factor away.
    if (secret === null) log("error", "fault", { what: "a second factor was sealed with another key", person });
    const step = secret === null ? null : stepOfCode(secret, plain, unit.nowMs);
    return step !== null && (await takeTotpStep(unit, { person, step })) ? "totp" : null;
  }
  if (!(await useRecoveryCode(unit, { person, hash: hashSecret(plain) }))) return null;
  await noteAudit(unit, { action: "recovery-code-used", actor: person, subject: person, address: visit.address });
  return "recovery-code";
}

/**
 * The second half of a sign-in. A pending one has five tries and five minutes, and opens one session.
 * @throws Problem credentials-refused, code-wrong
 */
export async function signInByCode(
  deps: SecondFactorDeps,
  { pending, code }: { pending: string; code: string },
  visit: Visit,
): Promise<NewSession> {
  const hash = hashSecret(pending);
  // A wrong code costs a try, so it must be committed: outcomes are values here.
  const outcome = await deps.store.write(async (unit): Promise<NewSession | "gone" | "wrong"> => {
    const id = await tryPendingSignIn(unit, { hash, mostTries: CODE_TRIES });
    const person = id === null ? undefined : await lockPerson(unit, id);
    if (!person || !isActive(person)) return "gone";
    const by = await takeCode(unit, deps, { person: person.id, code, visit });
    if (by === null) {
      const audited = { action: "sign-in-refused", actor: null, subject: person.id, address: visit.address } as const;
      await noteAuditOnce(unit, audited, REFUSED_NOTED_EVERY_MS);
      return "wrong";
    }
    await endPendingSignIns(unit, { person: person.id, hash });
    return await openSessionIn(unit, { person: person.id, by: `password and ${by}`, visit });
  });
  if (outcome === "gone")
    throw new Problem("credentials-refused", "This took too long, or too many codes were tried. Sign in again.");
  if (outcome === "wrong") throw codeWrong();
  return outcome;
}

export const codeWrong = (): Problem =>
  new Problem("code-wrong", "This code is wrong, or was used before. The next one of the app may do.");

/** The step whose code this is, now or a step off; null when it is none's. */
export function stepOfCode(secret: string, code: string, nowMs: number): number | null {
  const off = totpWith(secret).validate({ token: code, timestamp: nowMs, window: WINDOW_STEPS });
  return off === null ? null : Math.floor(nowMs / 1_000 / STEP_SECONDS) + off;
}

const totpWith = (secret: string, named: { issuer?: string; label?: string } = {}): TOTP =>
  new TOTP({ ...named, secret: Secret.fromBase32(secret), algorithm: "SHA1", digits: DIGITS, period: STEP_SECONDS });

/** As it is typed: with spaces, dashes, in capitals. */
const plainCode = (code: string): string => code.normalize("NFKC").replace(/[\s-]/g, "").toLowerCase();

function randomLetters(): string {
  // 31 letters do not divide 256: what would favour some of them is drawn again.
  const letters: string[] = [];
  while (letters.length < RECOVERY_CHARACTERS)
    for (const byte of randomBytes(RECOVERY_CHARACTERS)) {
      const letter = byte < 256 - (256 % ALPHABET.length) ? ALPHABET[byte % ALPHABET.length] : undefined;
      if (letter !== undefined && letters.length < RECOVERY_CHARACTERS) letters.push(letter);
    }
  return letters.join("");
}

const inFours = (text: string): string => (text.match(/.{1,4}/g) ?? []).join("-");
