/** Ways in beside the owner's link, and what a browser is asked on such a way. */
export interface WayInTables {
  passkey_handles: PasskeyHandleRow;
  passkeys: PasskeyRow;
  passkey_challenges: PasskeyChallengeRow;
  identities: IdentityRow;
  oidc_flows: OidcFlowRow;
}

/** What authenticators know a person by: random, so that it tells nothing and is the same on no other server. */
export interface PasskeyHandleRow {
  person: string;
  handle: string;
}

export interface PasskeyRow {
  id: string;
  person: string;
  /** The id that the authenticator gave it, base64url; up to 1,023 bytes. */
  credential: string;
  /** COSE, base64url. */
  public_key: string;
  /** How often it signed, as it says; 0 where it does not count. */
  counter: number;
  /** JSON: how a browser reaches it. */
  transports: string;
  name: string;
  /** It is kept by a service and is not lost with its device, as it says. */
  backed_up: number;
  created_at: number;
  used_at: number | null;
}

/** A question to an authenticator, kept as its hash. */
export interface PasskeyChallengeRow {
  hash: string;
  /** Who makes a passkey; null while signing in, where nobody is named yet. */
  person: string | null;
  purpose: "make" | "sign-in";
  expires_at: number;
  used_at: number | null;
}

/** An account at another service that stands for a person here. */
export interface IdentityRow {
  id: string;
  person: string;
  issuer: string;
  subject: string;
  /** As the service had it when it was last used; for people to recognise it by, never to find anybody. */
  email: string | null;
  linked_at: number;
  used_at: number | null;
}

/** A way to another service and back, by the hash of what the browser keeps meanwhile. */
export interface OidcFlowRow {
  hash: string;
  /** Who links an account; null while signing in. */
  person: string | null;
  purpose: "sign-in" | "link";
  /** A path here. */
  return_to: string;
  expires_at: number;
  used_at: number | null;
}
