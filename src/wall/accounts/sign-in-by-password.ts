import { Problem } from "../../contract/problems.ts";
import { needsRehash } from "../../core/password-hash.ts";
import { normalPassword } from "../../core/password-rules.ts";
import { foldLogin } from "../../core/sign-in-name.ts";
import { noteAuditOnce } from "../../store/audit.ts";
import { passwordOf, rehashPassword } from "../../store/passwords.ts";
import { insertPendingSignIn } from "../../store/pending-sign-ins.ts";
import { findByLogin, isActive, lockPerson } from "../../store/persons.ts";
import type { Unit } from "../../store/store.ts";
import { totpOf } from "../../store/totps.ts";
import type { WallDeps } from "../deps.ts";
import { hashSecret } from "../keys.ts";
import { type NewSession, newToken, openSessionIn } from "../sign-in.ts";
import { passwordHashes } from "./hash-queue.ts";
import type { Visit } from "./visit.ts";

const PENDING_MS = 5 * 60_000;
/** Of one account, one row in so long a time says that somebody tries. */
export const REFUSED_NOTED_EVERY_MS = 10 * 60_000;

export type PasswordSignIn =
  | ({ readonly kind: "signed-in" } & NewSession)
  /** The password was right; a code is wanted with this token. */
  | { readonly kind: "code-wanted"; readonly pending: string };

/**
 * Signs somebody in by name, or address, and password. People who are not known, have no password or are disabled are
 * answered the same, after the same work.
 * @throws Problem sign-in-refused, overloaded
 */
export async function signInByPassword(
  deps: WallDeps,
  { login, password }: { login: string; password: string },
  visit: Visit,
): Promise<PasswordSignIn> {
  const { store } = deps;
  const person = await findByLogin(store.reader, foldLogin(login));
  const stored = person && isActive(person) ? await passwordOf(store.reader, person.id) : undefined;
  const normal = normalPassword(password);
  if (!(await passwordHashes.check(normal, stored?.phc)) || !stored) throw refused(deps, person?.id ?? null, visit);
  const anew = needsRehash(stored.phc) ? await passwordHashes.hash(normal) : null;
  const outcome = await store.write(async (unit): Promise<PasswordSignIn | null> => {
    if (!(await isStillRight(unit, stored))) return null;
    if (anew !== null) await rehashPassword(unit, { person: stored.person, from: stored.phc, to: anew });
    const totp = await totpOf(unit.db, stored.person);
    if (!totp || totp.confirmed_at === null)
      return { kind: "signed-in", ...(await openSessionIn(unit, { person: stored.person, by: "password", visit })) };
    const pending = newToken();
    const expiresAtMs = unit.nowMs + PENDING_MS;
    await insertPendingSignIn(unit, { hash: hashSecret(pending), person: stored.person, expiresAtMs });
    return { kind: "code-wanted", pending };
  });
  if (outcome === null) throw refused(deps, stored.person, visit);
  return outcome;
}

/** Nobody was disabled, and no password changed, while the hash was made. */
async function isStillRight(unit: Unit, stored: { person: string; phc: string }): Promise<boolean> {
  const person = await lockPerson(unit, stored.person);
  if (!person || !isActive(person)) return false;
  return (await passwordOf(unit.db, stored.person))?.phc === stored.phc;
}

/**
 * It is written down beside the answer, not before it: whether a row is written, and synced, would tell by the time who is
 * known here. The name that was typed is not kept: people type passwords into that field.
 */
function refused({ store, log }: WallDeps, person: string | null, { address }: Visit): Problem {
  const audited = { action: "sign-in-refused", actor: null, subject: person, address } as const;
  store
    .write((unit) => noteAuditOnce(unit, audited, REFUSED_NOTED_EVERY_MS))
    .catch((error: unknown) => log("warn", "fault", { what: "a refused sign-in", error: String(error) }));
  return new Problem("sign-in-refused", "This name and this password do not belong together here.");
}
