import type { PasskeyQuestion, PasskeyUsedAnswer } from "../../contract/passkeys.ts";
import { Problem } from "../../contract/problems.ts";
import type { RelyingParty } from "../../core/relying-party.ts";
import { noteAudit } from "../../store/audit.ts";
import { findHandle, findPasskeyByCredential, notePasskeyUse } from "../../store/passkeys.ts";
import { isActive, lockPerson } from "../../store/persons.ts";
import type { Visit } from "../accounts/visit.ts";
import type { WallDeps } from "../deps.ts";
import { type NewSession, openSessionIn } from "../sign-in.ts";
import { CHALLENGE_MS, makeChallenge, takeChallenge } from "./challenge.ts";
import { verifyUsed } from "./verify.ts";

/** What a browser needs to sign somebody in. It names nobody: the passkey that is chosen does. */
export async function askForPasskey({ store }: WallDeps, party: RelyingParty): Promise<PasskeyQuestion> {
  const challenge = await store.write((unit) => makeChallenge(unit, { purpose: "sign-in", person: null }));
  return { rpId: party.id, challenge, timeout: CHALLENGE_MS, allowCredentials: [], userVerification: "required" };
}

/**
 * Trades a signed challenge for a session. The authenticator has asked its person for a finger, a face or a number, so
 * that these are two factors in one.
 * @throws Problem passkey-refused, passkey-copied
 */
export async function signInByPasskey(
  deps: WallDeps,
  asked: { party: RelyingParty; response: PasskeyUsedAnswer; visit: Visit },
): Promise<NewSession> {
  const { party, response, visit } = asked;
  const { store, log } = deps;
  const { clientDataJSON, userHandle } = response.response;
  const challenge = await takeChallenge(deps, clientDataJSON, { purpose: "sign-in", person: null });
  if (challenge === null) throw refused();
  const passkey = await findPasskeyByCredential(store.reader, response.id);
  if (!passkey || (await findHandle(store.reader, passkey.person)) !== userHandle) throw refused();
  const used = await verifyUsed(response, passkey, { challenge, party });
  if (!used) throw refused();
  const begun = await store.write(async (unit) => {
    // Whoever was shut out is not let in by another door.
    const person = await lockPerson(unit, passkey.person);
    if (!person || !isActive(person)) throw refused();
    const isLater = await notePasskeyUse(unit, { id: passkey.id, ...used });
    return isLater ? await openSessionIn(unit, { person: person.id, by: "passkey", visit }) : null;
  });
  if (begun) return begun;
  // One that was removed meanwhile ends here, too; it opens nothing either way.
  await store.write((unit) =>
    noteAudit(unit, { action: "passkey-copied", actor: null, subject: passkey.person, address: visit.address }),
  );
  log("warn", "passkey-copied", { passkey: passkey.id, person: passkey.person });
  throw new Problem(
    "passkey-copied",
    "This passkey has been used elsewhere since: a copy of it may be about. Sign in another way and remove it.",
  );
}

const refused = () =>
  new Problem("passkey-refused", "This passkey is not known here, or its answer came too late. Try it once more.");
