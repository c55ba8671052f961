import { randomBytes } from "node:crypto";
import { LIMITS } from "../../contract/limits.ts";
import type { Passkey, PasskeyCreation, PasskeyMadeAnswer } from "../../contract/passkeys.ts";
import { Problem } from "../../contract/problems.ts";
import { newId } from "../../core/ids.ts";
import type { RelyingParty } from "../../core/relying-party.ts";
import { noteAudit } from "../../store/audit.ts";
import { handleOf, insertPasskey, listPasskeys } from "../../store/passkeys.ts";
import { findPerson, lockPerson } from "../../store/persons.ts";
import type { PasskeyRow } from "../../store/way-in-tables.ts";
import type { Caller } from "../caller.ts";
import type { WallDeps } from "../deps.ts";
import { refuseOldSignIn } from "../recent-sign-in.ts";
import { CHALLENGE_MS, makeChallenge, takeChallenge } from "./challenge.ts";
import { passkeyNameOf, presentPasskey } from "./passkeys.ts";
import { ALGORITHMS, verifyMade } from "./verify.ts";

const HANDLE_BYTES = 32;
const OUR_NAME = "Digital Wall";

/**
 * What a browser needs to make a passkey for whoever asks, and refuses to make twice in one authenticator.
 * @throws Problem sign-in-again
 */
export async function beginPasskey(
  { store }: WallDeps,
  { caller, party }: { caller: Caller; party: RelyingParty },
): Promise<PasskeyCreation> {
  await refuseOldSignIn(store, caller);
  const fresh = randomBytes(HANDLE_BYTES).toString("base64url");
  return await store.write(async (unit) => {
    const id = await handleOf(unit, caller.person, fresh);
    const challenge = await makeChallenge(unit, { purpose: "make", person: caller.person });
    const person = await findPerson(unit.db, caller.person);
    const known = await listPasskeys(unit.db, caller.person);
    const name = person?.name ?? person?.email ?? OUR_NAME;
    return {
      rp: { id: party.id, name: OUR_NAME },
      user: { id, name, displayName: name },
      challenge,
      pubKeyCredParams: ALGORITHMS.map((alg) => ({ alg, type: "public-key" })),
      timeout: CHALLENGE_MS,
      excludeCredentials: known.map(({ credential, transports }) => ({
        id: credential,
        type: "public-key",
        transports: JSON.parse(transports) as string[],
      })),
      authenticatorSelection: { residentKey: "required", requireResidentKey: true, userVerification: "required" },
      attestation: "none",
    };
  });
}

/**
 * Keeps what a browser made upon that question. That the sign-in was young is told by the question being answered.
 * @throws Problem passkey-not-taken, field-too-long
 */
export async function keepPasskey(
  deps: WallDeps,
  asked: { person: string; party: RelyingParty; name: string; response: PasskeyMadeAnswer },
): Promise<Passkey> {
  const { person, party, response } = asked;
  const name = passkeyNameOf(asked.name);
  const { clientDataJSON, transports = [] } = response.response;
  const challenge = await takeChallenge(deps, clientDataJSON, { purpose: "make", person });
  const made = challenge === null ? null : await verifyMade(response, { challenge, party });
  if (!made)
    throw new Problem("passkey-not-taken", "What the browser made does not fit, or came too late. Make it once more.");
  const row = await deps.store.write(async (unit) => {
    await lockPerson(unit, person);
    if ((await listPasskeys(unit.db, person)).length >= LIMITS.passkeys)
      throw new Problem("passkey-not-taken", `A person has ${LIMITS.passkeys} passkeys at most. Remove one first.`, {
        params: { max: LIMITS.passkeys },
      });
    const passkey: PasskeyRow = {
      id: newId(unit.nowMs),
      person,
      credential: made.credential,
      public_key: made.publicKey,
      counter: made.counter,
      transports: JSON.stringify(transports),
      name,
      backed_up: made.isBackedUp ? 1 : 0,
      created_at: unit.nowMs,
      used_at: null,
    };
    if (!(await insertPasskey(unit, passkey)))
      throw new Problem("passkey-not-taken", "This passkey is kept here already.");
    await noteAudit(unit, { action: "passkey-made", actor: person, subject: person, address: null });
    return passkey;
  });
  return presentPasskey(row);
}
