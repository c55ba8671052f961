import { Problem } from "../../contract/problems.ts";
import { noteAudit } from "../../store/audit.ts";
import { findPerson, lockPerson } from "../../store/persons.ts";
import type { Unit } from "../../store/store.ts";
import { beginTotp, confirmTotp, removeTotp, setRecoveryCodes, totpOf } from "../../store/totps.ts";
import type { Caller } from "../caller.ts";
import { confirmCaller } from "./confirm.ts";
import {
  codeWrong,
  newRecoveryCodes,
  newTotpSecret,
  type SecondFactorDeps,
  sealedFor,
  takeCode,
  totpUri,
} from "./second-factor.ts";
import type { Visit } from "./visit.ts";

interface Asked {
  readonly caller: Caller;
  readonly visit: Visit;
}

/**
 * A secret for an authenticator app. Nobody is asked for its codes until one was shown.
 * @param issuer what the app calls us
 * @throws Problem password-wrong, confirmation-needed, already-on
 */
export async function beginSecondFactor(
  deps: SecondFactorDeps,
  { caller, password, issuer }: Asked & { password: string | undefined; issuer: string },
): Promise<{ secret: string; uri: string }> {
  await confirmCaller(deps, { caller, password });
  const secret = newTotpSecret();
  const sealed = deps.sealing.seal(secret, sealedFor(caller.person));
  const person = await deps.store.write(async (unit) => {
    const locked = await lockPerson(unit, caller.person);
    if ((await totpOf(unit.db, caller.person))?.confirmed_at)
      throw new Problem("already-on", "A second factor is on already. Take it away before setting up another one.");
    await beginTotp(unit, { person: caller.person, secret: sealed });
    return locked;
  });
  return { secret, uri: totpUri(secret, { issuer, label: person?.login ?? person?.name ?? "owner" }) };
}

/**
 * A code shows that the app has the secret: from now on one is asked for.
 * @returns recovery codes, seen this once
 * @throws Problem code-wrong, already-on, not-on
 */
export async function confirmSecondFactor(
  deps: SecondFactorDeps,
  { caller, code, visit }: Asked & { code: string },
): Promise<string[]> {
  const { person } = caller;
  const { codes, hashes } = newRecoveryCodes();
  await deps.store.write(async (unit) => {
    await lockPerson(unit, person);
    const totp = await totpOf(unit.db, person);
    if (!totp) throw notOn("Ask for a secret first.");
    if (totp.confirmed_at !== null) throw new Problem("already-on", "The second factor is on already.");
    if ((await takeCode(unit, deps, { person, code, visit })) !== "totp") throw codeWrong();
    await confirmTotp(unit, person);
    await setRecoveryCodes(unit, { person, hashes });
    await noteAudit(unit, { action: "totp-on", actor: person, subject: person, address: visit.address });
  });
  return codes;
}

/** Takes the second factor away, for the password or a code. @throws Problem password-wrong, code-wrong, confirmation-needed */
export async function endSecondFactor(
  deps: SecondFactorDeps,
  { caller, password, code, visit }: Asked & { password: string | undefined; code: string | undefined },
): Promise<void> {
  if (code === undefined) await confirmCaller(deps, { caller, password });
  const { person } = caller;
  await deps.store.write(async (unit) => {
    if (code !== undefined && (await takeCode(unit, deps, { person, code, visit })) === null) throw codeWrong();
    await removeIn(unit, { person, by: person, visit });
  });
}

/** New recovery codes in place of those before. @throws Problem password-wrong, confirmation-needed, not-on */
export async function renewRecoveryCodes(
  deps: SecondFactorDeps,
  { caller, password, visit }: Asked & { password: string | undefined },
): Promise<string[]> {
  await confirmCaller(deps, { caller, password });
  const { person } = caller;
  const { codes, hashes } = newRecoveryCodes();
  await deps.store.write(async (unit) => {
    await lockPerson(unit, person);
    if (!(await totpOf(unit.db, person))?.confirmed_at) throw notOn("There is no second factor.");
    await setRecoveryCodes(unit, { person, hashes });
    await noteAudit(unit, { action: "recovery-codes-made", actor: person, subject: person, address: visit.address });
  });
  return codes;
}

/** The owner takes it away for somebody who lost phone and codes, or where the sealing key was lost. @throws Problem not-found */
export async function resetSecondFactor(
  deps: SecondFactorDeps,
  { person, caller, visit }: Asked & { person: string },
): Promise<void> {
  if (!(await findPerson(deps.store.reader, person))) throw new Problem("not-found", "There is no such person.");
  await deps.store.write((unit) => removeIn(unit, { person, by: caller.person, visit }));
}

async function removeIn(
  unit: Unit,
  { person, by, visit }: { person: string; by: string; visit: Visit },
): Promise<void> {
  const wasOn = ((await totpOf(unit.db, person))?.confirmed_at ?? null) !== null;
  await removeTotp(unit, person);
  if (wasOn) await noteAudit(unit, { action: "totp-off", actor: by, subject: person, address: visit.address });
}

const notOn = (detail: string): Problem => new Problem("not-on", detail);
