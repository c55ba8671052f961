import { Problem } from "../../contract/problems.ts";
import { newId } from "../../core/ids.ts";
import type { Sealing } from "../../core/seal.ts";
import { foldLogin } from "../../core/sign-in-name.ts";
import { noteAudit } from "../../store/audit.ts";
import { countMailsSince, insertMail, sealedForMail } from "../../store/mails.ts";
import { setPassword } from "../../store/passwords.ts";
import { endPendingSignIns } from "../../store/pending-sign-ins.ts";
import { findActivePerson, findByLogin, isActive, lockPerson } from "../../store/persons.ts";
import { endResetLinks, endSessions, findOneTime, useOneTime } from "../../store/secrets.ts";
import type { Caller } from "../caller.ts";
import type { WallDeps } from "../deps.ts";
import { hashSecret } from "../keys.ts";
import { makeOneTimeIn } from "../sign-in.ts";
import { hashNewPassword } from "./new-password.ts";
import { resetLetter } from "./reset-letter.ts";
import type { Visit } from "./visit.ts";

const HOUR_MS = 3_600_000;
/** Nobody's postbox is filled by others who know the address. */
const MAILS_AN_HOUR = 3;

/** The owner makes a link by which somebody sets a new password. @returns its only sight. @throws Problem not-found */
export async function makeResetLink(
  deps: WallDeps,
  { id, caller, visit }: { id: string; caller: Caller; visit: Visit },
): Promise<string> {
  return await deps.store.write(async (unit) => {
    const person = await findActivePerson(unit.db, id);
    if (!person) throw new Problem("not-found", "There is no such person who may sign in.");
    await noteAudit(unit, { action: "reset-link-made", actor: caller.person, subject: id, address: visit.address });
    return await makeOneTimeIn(unit, { kind: "reset_links", person: id });
  });
}

/**
 * Sends a link by mail to whoever has this name or address here. Nobody is told whether that is somebody.
 * @param urlOf the address that leads to the page, with the token
 */
export async function askForReset(
  deps: WallDeps & { sealing: Sealing },
  { login, urlOf }: { login: string; urlOf: (token: string) => string },
  { address }: Visit,
): Promise<void> {
  const folded = foldLogin(login);
  await deps.store.write(async (unit) => {
    const person = await findByLogin(unit.db, folded);
    if (!person || !isActive(person) || person.email === null) return;
    const sinceMs = unit.nowMs - HOUR_MS;
    if ((await countMailsSince(unit.db, { person: person.id, sinceMs })) >= MAILS_AN_HOUR) return;
    const token = await makeOneTimeIn(unit, { kind: "reset_links", person: person.id });
    const id = newId(unit.nowMs);
    const { subject, text } = resetLetter({ url: urlOf(token), name: person.name, language: person.language });
    await insertMail(unit, {
      id,
      person: person.id,
      kind: "reset",
      recipient: person.email,
      subject,
      body: deps.sealing.seal(text, sealedForMail(id)),
    });
    const detail = { by: "mail" };
    await noteAudit(unit, { action: "reset-link-made", actor: null, subject: person.id, detail, address });
  });
}

/**
 * Sets a new password by a link. All sessions end; who has a second factor still needs it to sign in.
 * @throws Problem link-not-valid, password-not-valid, overloaded
 */
export async function resetPassword(
  deps: WallDeps,
  { token, password }: { token: string; password: string },
  visit: Visit,
): Promise<void> {
  const { store } = deps;
  const hash = hashSecret(token);
  // A password that cannot be taken must not use the link up, and a link that opens nothing must cost no hash.
  const found = await findOneTime(store.reader, { kind: "reset_links", hash, nowMs: await store.nowMs() });
  const person = found && (await findActivePerson(store.reader, found.person));
  if (!person) throw linkGone();
  const phc = await hashNewPassword(password, [person.login, person.email, person.name]);
  await store.write(async (unit) => {
    const locked = await lockPerson(unit, person.id);
    if (!locked || !isActive(locked) || !(await useOneTime(unit, "reset_links", hash))) throw linkGone();
    await setPassword(unit, { person: person.id, phc });
    await endSessions(unit, { person: person.id, but: null });
    await endPendingSignIns(unit, { person: person.id });
    await endResetLinks(unit, person.id);
    await noteAudit(unit, { action: "password-reset", actor: person.id, subject: person.id, address: visit.address });
  });
  deps.channel.publish({ kind: "access", person: person.id });
}

const linkGone = (): Problem =>
  new Problem("link-not-valid", "This link was used before or is too old. Ask for a new one.");
