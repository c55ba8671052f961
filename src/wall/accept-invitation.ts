import type { InvitationAccept } from "../contract/accounts.ts";
import { noteAudit } from "../store/audit.ts";
import { setPassword } from "../store/passwords.ts";
import { checkEmail, checkLogin, checkName, refuseTaken } from "./accounts/names.ts";
import { hashNewPassword } from "./accounts/new-password.ts";
import type { Visit } from "./accounts/visit.ts";
import type { WallDeps } from "./deps.ts";
import { findLetIn, letIn } from "./let-in.ts";
import { makePersonIn } from "./make-person.ts";
import { type NewSession, openSessionIn } from "./sign-in.ts";

/**
 * Somebody who was invited comes: person, inbox and password are made and they are signed in, in one unit with the
 * invitation's use, and on the wall that it is for. However many try with one token at once, one account is made.
 * @throws Problem link-not-valid, sign-up-closed, login-not-valid, login-taken, email-not-valid, email-taken,
 * password-not-valid, overloaded
 */
export async function acceptInvitation(deps: WallDeps, asked: InvitationAccept, visit: Visit): Promise<NewSession> {
  const { store } = deps;
  const { token } = asked;
  // Before the hash, which is what costs: whoever has no invitation gets none made.
  const invitation = await findLetIn(store.reader, { token, nowMs: await store.nowMs() });
  const login = checkLogin(asked.login);
  const email = checkEmail(asked.email === undefined ? invitation.email : asked.email);
  const name = checkName(asked.name === undefined ? invitation.name_hint : asked.name);
  await refuseTaken(store.reader, { person: null, login, email });
  const phc = await hashNewPassword(asked.password, [login, email, name]);
  return await store.write(async (unit) => {
    const { person, used } = await letIn(unit, token, async (id) => {
      await refuseTaken(unit.db, { person: null, login, email });
      await makePersonIn(unit, { id, role: "person", login, email, name });
      await setPassword(unit, { person: id, phc });
    });
    await noteAudit(unit, { action: "invitation-used", actor: person, subject: used, address: visit.address });
    return await openSessionIn(unit, { person, by: "invitation", visit });
  });
}
