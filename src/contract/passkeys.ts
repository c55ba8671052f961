import { type Static, Type } from "typebox";
import { LIMITS } from "./limits.ts";
import { closed, Id, oneOf, orNull, Time } from "./parts.ts";

/** What WebAuthn calls itself by, in the JSON forms of its Level 3 (5.1.9, 5.1.10). */
const KIND = "public-key";
const Base64Url = (most: number) => Type.String({ pattern: "^[A-Za-z0-9_-]+$", maxLength: most });
/** A credential's id is at most 1,023 bytes. */
const CredentialId = Base64Url(1_400);
const ClientData = Base64Url(20_000);
const AuthenticatorBytes = Base64Url(100_000);
const Transport = Type.String({ maxLength: 40 });

const Descriptor = closed({
  id: Type.String(),
  type: oneOf([KIND]),
  transports: Type.Optional(Type.Array(Type.String())),
});

/** For `PublicKeyCredential.parseCreationOptionsFromJSON`. */
export const PasskeyCreation = closed({
  rp: closed({ id: Type.String(), name: Type.String() }),
  user: closed({ id: Type.String(), name: Type.String(), displayName: Type.String() }),
  challenge: Type.String(),
  pubKeyCredParams: Type.Array(closed({ alg: Type.Integer(), type: oneOf([KIND]) })),
  timeout: Type.Integer(),
  excludeCredentials: Type.Array(Descriptor),
  authenticatorSelection: closed({
    residentKey: oneOf(["required"]),
    requireResidentKey: Type.Boolean(),
    userVerification: oneOf(["required"]),
  }),
  attestation: oneOf(["none"]),
});
export type PasskeyCreation = Static<typeof PasskeyCreation>;

/** For `PublicKeyCredential.parseRequestOptionsFromJSON`. */
export const PasskeyQuestion = closed({
  rpId: Type.String(),
  challenge: Type.String(),
  timeout: Type.Integer(),
  allowCredentials: Type.Array(Descriptor, { description: "Empty: whoever signs in is found by the passkey" }),
  userVerification: oneOf(["required"]),
});
export type PasskeyQuestion = Static<typeof PasskeyQuestion>;

// Browsers may add to what they answer, so these are open; what is not named here is not read.
const answer = { id: CredentialId, rawId: CredentialId, type: oneOf([KIND]) };

/** What `toJSON()` of a made credential says. */
export const PasskeyMadeAnswer = Type.Object({
  ...answer,
  response: Type.Object({
    clientDataJSON: ClientData,
    attestationObject: AuthenticatorBytes,
    transports: Type.Optional(Type.Array(Transport, { maxItems: 20 })),
  }),
});
export type PasskeyMadeAnswer = Static<typeof PasskeyMadeAnswer>;

/** What `toJSON()` of a used credential says. */
export const PasskeyUsedAnswer = Type.Object({
  ...answer,
  response: Type.Object({
    clientDataJSON: ClientData,
    authenticatorData: AuthenticatorBytes,
    signature: Base64Url(20_000),
    userHandle: Type.Optional(orNull(Base64Url(200))),
  }),
});
export type PasskeyUsedAnswer = Static<typeof PasskeyUsedAnswer>;

export const PasskeyInput = closed({ name: Type.String({ minLength: 1 }), response: PasskeyMadeAnswer });
export const PasskeyEdit = closed({ name: Type.String({ minLength: 1 }) });
export const PasskeySignIn = closed({ response: PasskeyUsedAnswer });

export const Passkey = closed({
  id: Id,
  credential_id: Type.String({ description: "What authenticators know it by" }),
  name: Type.String(),
  backed_up: Type.Boolean({ description: "Kept by a service, so that it is not lost with its device" }),
  created_at: Time,
  used_at: orNull(Time),
});
export type Passkey = Static<typeof Passkey>;
export const PasskeyList = closed({ items: Type.Array(Passkey, { description: `At most ${LIMITS.passkeys}` }) });
