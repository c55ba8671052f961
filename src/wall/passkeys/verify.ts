import type { PasskeyMadeAnswer, PasskeyUsedAnswer } from "../../contract/passkeys.ts";
import type { PasskeyRow } from "../../store/way-in-tables.ts";
import type { Expected } from "./challenge.ts";

/** EdDSA, ES256 and RS256 (COSE): what authenticators there are can do one of them. */
export const ALGORITHMS = [-8, -7, -257] as const;

interface MadePasskey {
  readonly credential: string;
  readonly publicKey: string;
  readonly counter: number;
  readonly isBackedUp: boolean;
}

/** Loaded with the first passkey: it brings half of X.509 with it. */
const library = () => import("@simplewebauthn/server");

/** What was made, by an authenticator that knows its person; null when anything about the answer is not right. */
export async function verifyMade(
  { id, rawId, type, response }: PasskeyMadeAnswer,
  { challenge, party }: Expected,
): Promise<MadePasskey | null> {
  const { verifyRegistrationResponse } = await library();
  const { clientDataJSON } = response;
  try {
    const attestationObject = await withoutMaker(response.attestationObject);
    const { registrationInfo: made } = await verifyRegistrationResponse({
      response: { id, rawId, type, response: { clientDataJSON, attestationObject }, clientExtensionResults: {} },
      expectedChallenge: challenge,
      expectedOrigin: party.origin,
      expectedRPID: party.id,
      requireUserVerification: true,
      supportedAlgorithmIDs: [...ALGORITHMS],
    });
    return made
      ? {
          credential: made.credential.id,
          publicKey: Buffer.from(made.credential.publicKey).toString("base64url"),
          counter: made.credential.counter,
          isBackedUp: made.credentialBackedUp,
        }
      : null;
  } catch {
    // The library throws for whatever does not fit, and for bytes that are no CBOR.
    return null;
  }
}

/**
 * The same answer with nothing said of the authenticator's maker, as browsers send it when nobody asks. Certificates in
 * such a statement name addresses of revocation lists, and the library would fetch them past our guard.
 */
async function withoutMaker(attestationObject: string): Promise<string> {
  const { decodeAttestationObject, isoCBOR } = await import("@simplewebauthn/server/helpers");
  const authData = decodeAttestationObject(new Uint8Array(Buffer.from(attestationObject, "base64url"))).get("authData");
  const bare = new Map<string, unknown>([
    ["fmt", "none"],
    ["attStmt", new Map()],
    ["authData", authData],
  ]);
  return Buffer.from(isoCBOR.encode(bare as never)).toString("base64url");
}

interface UsedPasskey {
  readonly counter: number;
  readonly isBackedUp: boolean;
}

/** That this passkey signed the challenge here, by an authenticator that knows its person; null otherwise. */
export async function verifyUsed(
  { id, rawId, type, response }: PasskeyUsedAnswer,
  passkey: Pick<PasskeyRow, "credential" | "public_key">,
  { challenge, party }: Expected,
): Promise<UsedPasskey | null> {
  const { verifyAuthenticationResponse } = await library();
  const { clientDataJSON, authenticatorData, signature } = response;
  try {
    const { verified, authenticationInfo: used } = await verifyAuthenticationResponse({
      response: {
        id,
        rawId,
        type,
        response: { clientDataJSON, authenticatorData, signature },
        clientExtensionResults: {},
      },
      expectedChallenge: challenge,
      expectedOrigin: party.origin,
      expectedRPID: party.id,
      // Counters are compared where they are written, so that two answers at once cannot both be the later one.
      credential: {
        id: passkey.credential,
        publicKey: new Uint8Array(Buffer.from(passkey.public_key, "base64url")),
        counter: 0,
      },
      requireUserVerification: true,
    });
    return verified ? { counter: used.newCounter, isBackedUp: used.credentialBackedUp } : null;
  } catch {
    return null;
  }
}
