import type { MySignIn, MySignInEdit } from "../../contract/accounts.ts";
import { Problem } from "../../contract/problems.ts";
import { noteAudit } from "../../store/audit.ts";
import { passwordOf, removePassword, setPassword } from "../../store/passwords.ts";
import { endPendingSignIns } from "../../store/pending-sign-ins.ts";
import { findPerson, lockPerson, updatePerson } from "../../store/persons.ts";
import { endSessions } from "../../store/secrets.ts";
import type { Reader, Unit } from "../../store/store.ts";
import { recoveryCodesLeft, totpOf } from "../../store/totps.ts";
import type { Caller } from "../caller.ts";
import type { WallDeps } from "../deps.ts";
import { refuseLastWayIn } from "../last-way-in.ts";
import { isoTimeOrNull } from "../share-status.ts";
import { confirmCaller } from "./confirm.ts";
import { checkEmail, checkLogin, refuseTaken } from "./names.ts";
import { hashNewPassword } from "./new-password.ts";
import type { Visit } from "./visit.ts";

/** How a person signs in. */
export async function signInOf(db: Reader, id: string): Promise<MySignIn> {
  const [person, password, totp, left] = await Promise.all([
    findPerson(db, id),
    passwordOf(db, id),
    totpOf(db, id),
    recoveryCodesLeft(db, id),
  ]);
  return {
    login: person?.login ?? null,
    email: person?.email ?? null,
    password: password !== undefined,
    password_changed_at: isoTimeOrNull(password?.changed_at ?? null),
    totp: (totp?.confirmed_at ?? null) !== null,
    recovery_codes_left: left,
  };
}

/**
 * Changes the sign-in name or the address. @throws Problem password-wrong, confirmation-needed, login-not-valid,
 * login-taken, email-not-valid, email-taken
 */
export async function editSignIn(
  deps: WallDeps,
  { caller, edit, visit }: { caller: Caller; edit: MySignInEdit; visit: Visit },
): Promise<void> {
  const changes = {
    ...(edit.login === undefined ? {} : { login: checkLogin(edit.login) }),
    ...(edit.email === undefined ? {} : { email: checkEmail(edit.email) }),
  };
  await confirmCaller(deps, { caller, password: edit.password });
  const { person } = caller;
  await deps.store.write(async (unit) => {
    await refuseTaken(unit.db, { person, login: changes.login ?? null, email: changes.email ?? null });
    await updatePerson(unit, person, changes);
    const detail = { changed: Object.keys(changes).join(" ") };
    await noteAudit(unit, {
      action: "sign-in-name-changed",
      actor: person,
      subject: person,
      detail,
      address: visit.address,
    });
  });
}

/**
 * Sets or changes the password: every other session ends, and nothing half signed in goes on.
 * @throws Problem password-wrong, confirmation-needed, password-not-valid, login-missing, overloaded
 */
export async function changePassword(
  deps: WallDeps,
  asked: { caller: Caller; password: string; current: string | undefined; visit: Visit },
): Promise<void> {
  const { caller, visit } = asked;
  await confirmCaller(deps, { caller, password: asked.current });
  const person = await findPerson(deps.store.reader, caller.person);
  if (!person) throw new Problem("not-found", "This account is gone.");
  if (person.login === null && person.email === null)
    throw new Problem("login-missing", "Choose a sign-in name first: a password without one opens nothing.");
  const phc = await hashNewPassword(asked.password, [person.login, person.email, person.name]);
  await deps.store.write(async (unit) => {
    await setPassword(unit, { person: person.id, phc });
    await endOthers(unit, caller);
    await noteAudit(unit, {
      action: "password-changed",
      actor: person.id,
      subject: person.id,
      address: visit.address,
    });
  });
  deps.channel.publish({ kind: "access", person: person.id });
}

/**
 * Takes the password away. The owner has a link of the machine; for others it must not be the only way in.
 * @throws Problem password-wrong, confirmation-needed, only-way-in, not-found
 */
export async function dropPassword(
  deps: WallDeps,
  asked: { caller: Caller; current: string | undefined; visit: Visit },
): Promise<void> {
  const { caller, visit } = asked;
  await confirmCaller(deps, { caller, password: asked.current });
  await deps.store.write(async (unit) => {
    const person = await lockPerson(unit, caller.person);
    if (!person) throw new Problem("not-found", "This account is gone.");
    if (!(await removePassword(unit, person.id))) throw new Problem("not-found", "There is no password.");
    await refuseLastWayIn(unit, person.id);
    await endOthers(unit, caller);
    await noteAudit(unit, {
      action: "password-removed",
      actor: person.id,
      subject: person.id,
      address: visit.address,
    });
  });
  deps.channel.publish({ kind: "access", person: caller.person });
}

async function endOthers(unit: Unit, { person, by }: Caller): Promise<void> {
  await endSessions(unit, { person, but: by.kind === "session" ? by.hash : null });
  await endPendingSignIns(unit, { person });
}
