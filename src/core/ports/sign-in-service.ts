/** What one way to the service and back is held together by. All but the address back is made for this way alone. */
export interface Way {
  readonly redirectUri: string;
  readonly state: string;
  readonly nonce: string;
  /** Of PKCE (RFC 7636). */
  readonly verifier: string;
}

/** An account at the service, as its signed word has it. */
export interface AccountElsewhere {
  readonly kind: "account";
  readonly issuer: string;
  readonly subject: string;
  readonly name: string | null;
  /** Only where the service says that it was confirmed. */
  readonly email: string | null;
}

/** Does not answer, or not in its own protocol; nobody's fault here. */
export interface ServiceAway {
  readonly kind: "away";
}

/** Somebody said no, or what came back is not to be believed; `why` is a code for the log, without any content. */
export interface SignInRefused {
  readonly kind: "refused";
  readonly why: string;
}

/** A service of the settings at which people have accounts (OpenID Connect Core 1.0, authorization code flow). */
export interface SignInService {
  /** What people call it. */
  readonly name: string;
  /** Where a browser is sent to. */
  addressFor(way: Way): Promise<{ readonly kind: "address"; readonly url: string } | ServiceAway>;
  /** Trades what the browser brought back for the account that it stands for. */
  accountOf(callback: URL, way: Way): Promise<AccountElsewhere | ServiceAway | SignInRefused>;
  close(): Promise<void>;
}
