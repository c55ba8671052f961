import { LIMITS } from "../../contract/limits.ts";
import type { ProblemCode } from "../../contract/problems.ts";
import { cleanLine, cutGraphemes } from "../../core/clean-text.ts";
import { newId } from "../../core/ids.ts";
import { StaleRead } from "../../core/ports/database.ts";
import type { AccountElsewhere } from "../../core/ports/sign-in-service.ts";
import { noteAudit } from "../../store/audit.ts";
import { findIdentity, insertIdentity, listIdentities, noteIdentityUse } from "../../store/identities.ts";
import { isActive, isEmailTaken, lockPerson } from "../../store/persons.ts";
import type { Unit } from "../../store/store.ts";
import type { Visit } from "../accounts/visit.ts";
import type { WallDeps } from "../deps.ts";
import { makePersonIn } from "../make-person.ts";
import { type NewSession, openSessionIn } from "../sign-in.ts";

/** Whether accounts that are new here make people, and of which mail domains; an empty list is all. */
export interface SignUpElsewhere {
  readonly isOn: boolean;
  readonly domains: readonly string[];
}

type Refused = { readonly refused: ProblemCode };

/**
 * Signs in whom this account stands for. A mail address never finds anybody: whoever can have one confirmed at the service
 * would have the person here who wrote the same.
 */
export async function signInElsewhere(
  { store }: WallDeps,
  { account, signUp, visit }: { account: AccountElsewhere; signUp: SignUpElsewhere; visit: Visit },
): Promise<NewSession | Refused> {
  return await store.write(async (unit) => {
    const known = await findIdentity(unit.db, account);
    if (known) await noteIdentityUse(unit, { id: known.id, email: account.email });
    const id = known?.person ?? (mayJoin(account, signUp) ? await join(unit, account) : null);
    // Whoever was shut out is not let in by another door, nor told that there is one.
    const person = id === null ? undefined : await lockPerson(unit, id);
    if (!person || !isActive(person)) return { refused: "no-account-for-it" };
    return await openSessionIn(unit, { person: person.id, by: "oidc", visit });
  });
}

/** Lets this account stand for a person from now on. @returns why not, or null */
export async function linkAccount(
  { store }: WallDeps,
  { person, account }: { person: string; account: AccountElsewhere },
): Promise<ProblemCode | null> {
  return await store.write(async (unit) => {
    await lockPerson(unit, person);
    const known = await findIdentity(unit.db, account);
    if (known) return known.person === person ? null : "identity-taken";
    if ((await listIdentities(unit.db, person)).length >= LIMITS.identities) return "out-of-range";
    if (!(await keep(unit, { person, account }))) return "identity-taken";
    await noteAudit(unit, { action: "account-linked", actor: person, subject: person, address: null });
    return null;
  });
}

function mayJoin({ email }: AccountElsewhere, { isOn, domains }: SignUpElsewhere): boolean {
  if (!isOn || domains.length === 0) return isOn;
  return email !== null && domains.includes(email.slice(email.lastIndexOf("@") + 1).toLowerCase());
}

/** @throws StaleRead when somebody was faster with the same account */
async function join(unit: Unit, account: AccountElsewhere): Promise<string> {
  const name = cutGraphemes(cleanLine(account.name ?? ""), LIMITS.keyNameCharacters) || null;
  const email = account.email !== null && (await isEmailTaken(unit.db, account.email)) ? null : account.email;
  const person = await makePersonIn(unit, { role: "person", name, email });
  if (!(await keep(unit, { person, account }))) throw new StaleRead("for whom an account elsewhere stands");
  return person;
}

async function keep(unit: Unit, { person, account }: { person: string; account: AccountElsewhere }): Promise<boolean> {
  const { issuer, subject, email } = account;
  const row = { id: newId(unit.nowMs), person, issuer, subject, email, linked_at: unit.nowMs, used_at: null };
  return await insertIdentity(unit, row);
}
