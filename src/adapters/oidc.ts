import * as client from "openid-client";
import type { AccountElsewhere, ServiceAway, SignInRefused, SignInService } from "../core/ports/sign-in-service.ts";
import { ConnectionLost, openAiSockets } from "./ai-fetch.ts";

const TIMEOUT_MS = 10_000;
/** Of one answer; the longest are lists of keys. */
const MOST_BYTES = 1_000_000;
/** What the issuer says of itself is asked anew after so long; while it does not answer, what it said last holds. */
const KNOWN_FOR_MS = 24 * 3_600_000;
/** After a failure nobody waits for it for so long. */
const LEFT_ALONE_MS = 5_000;

/** Faults of the issuer's or of the way to it. Everything else that goes wrong is about this one sign-in. */
const AWAY = new Set([
  "OAUTH_TIMEOUT",
  "OAUTH_ABORT",
  "OAUTH_RESPONSE_IS_NOT_CONFORM",
  "OAUTH_RESPONSE_IS_NOT_JSON",
  "OAUTH_PARSE_ERROR",
]);

const away: ServiceAway = { kind: "away" };

/**
 * A service that speaks OpenID Connect, through `openid-client`: code flow with PKCE, state and nonce. The ID token's
 * signature is checked against the issuer's keys though it came over a line of our own, so that one that is not signed, or
 * by another key, is worth nothing (Core 1.0, 3.1.3.7).
 *
 * Its address is the operator's word, so it may lie in a private network; sockets are the ones that providers of the
 * settings are asked by: bounded in bytes and time, following no redirect.
 */
export function openOidc(settings: {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string | null;
  readonly scopes: string;
  readonly name: string;
}): SignInService {
  const { issuer, clientId, clientSecret, scopes, name } = settings;
  const sockets = openAiSockets({ headersMs: TIMEOUT_MS, bodyMs: TIMEOUT_MS });
  const ask = sockets.within({ bytes: MOST_BYTES });
  let known: { config: client.Configuration; atMs: number } | null = null;
  let asking: Promise<client.Configuration | null> | null = null;
  let failedAtMs = Number.NEGATIVE_INFINITY;

  async function discover(): Promise<client.Configuration | null> {
    const isPlain = new URL(issuer).protocol === "http:";
    try {
      const config = await client.discovery(
        new URL(issuer),
        clientId,
        {},
        clientSecret === null ? client.None() : bySecret(clientSecret),
        {
          timeout: TIMEOUT_MS / 1_000,
          // Only the settings can name an issuer of plain http, and only in a private network.
          execute: [client.enableNonRepudiationChecks, ...(isPlain ? [client.allowInsecureRequests] : [])],
          [client.customFetch]: (url, { body, headers, method, signal }) =>
            ask(url, { method, headers, body: body == null ? null : String(body), ...(signal ? { signal } : {}) }),
        },
      );
      known = { config, atMs: performance.now() };
      return config;
    } catch {
      failedAtMs = performance.now();
      return known?.config ?? null;
    } finally {
      asking = null;
    }
  }

  async function configuration(): Promise<client.Configuration | null> {
    const nowMs = performance.now();
    if (known && nowMs - known.atMs < KNOWN_FOR_MS) return known.config;
    if (nowMs - failedAtMs < LEFT_ALONE_MS) return known?.config ?? null;
    asking ??= discover();
    return await asking;
  }

  /** Some services tell of a mail address only when they are asked for more than the signed word. */
  async function moreOf(config: client.Configuration, accessToken: string, subject: string): Promise<object> {
    if (config.serverMetadata().userinfo_endpoint === undefined) return {};
    // Who it is stands already; without more, a mail address and a name are missing.
    return await client.fetchUserInfo(config, accessToken, subject).catch(() => ({}));
  }

  return {
    name,
    async addressFor({ redirectUri, state, nonce, verifier }) {
      const config = await configuration();
      if (!config) return away;
      const url = client.buildAuthorizationUrl(config, {
        redirect_uri: redirectUri,
        scope: scopes,
        state,
        nonce,
        code_challenge: await client.calculatePKCECodeChallenge(verifier),
        code_challenge_method: "S256",
      });
      return { kind: "address", url: url.href };
    },
    async accountOf(callback, { redirectUri, state, nonce, verifier }) {
      const config = await configuration();
      if (!config) return away;
      const answered = new URL(redirectUri);
      answered.search = callback.search;
      try {
        const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier };
        const tokens = await client.authorizationCodeGrant(config, answered, checks);
        const claims = tokens.claims();
        if (!claims) return { kind: "refused", why: "no-id-token" };
        const isTold = typeof claims["email"] === "string";
        const more = isTold ? {} : await moreOf(config, tokens.access_token, claims.sub);
        return accountIn({ ...more, ...claims });
      } catch (error) {
        return failureOf(error);
      }
    },
    close: () => sockets.close(),
  };
}

/** In the header, as every service must take it unless it says otherwise (RFC 8414, 2), else in the body. */
function bySecret(secret: string): client.ClientAuth {
  const [inHeader, inBody] = [client.ClientSecretBasic(secret), client.ClientSecretPost(secret)];
  return (as, ...rest) => {
    const taken = as.token_endpoint_auth_methods_supported ?? ["client_secret_basic"];
    return taken.includes("client_secret_basic") ? inHeader(as, ...rest) : inBody(as, ...rest);
  };
}

/** Core 1.0, 2: at most 255 characters of ASCII. */
const SUBJECT = /^[\x20-\x7e]{1,255}$/;
const EMAIL = /^[^\s\p{Cc}@]{1,64}@[^\s\p{Cc}@]{1,255}$/u;

function accountIn(claims: {
  readonly iss: string;
  readonly sub: string;
  readonly [name: string]: unknown;
}): AccountElsewhere | SignInRefused {
  if (!SUBJECT.test(claims.sub)) return { kind: "refused", why: "subject-not-valid" };
  const said = (name: string): string | null => (typeof claims[name] === "string" ? claims[name] : null);
  const email = said("email");
  const isConfirmed = claims["email_verified"] === true && email !== null && EMAIL.test(email);
  return {
    kind: "account",
    issuer: claims.iss,
    subject: claims.sub,
    name: said("name") ?? said("preferred_username"),
    email: isConfirmed ? email : null,
  };
}

function failureOf(error: unknown): ServiceAway | SignInRefused {
  let why = "unknown";
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
    if (at instanceof ConnectionLost) return away;
    if (why === "unknown" && "code" in at && typeof at.code === "string") why = at.code;
  }
  const isServerError = error instanceof client.ResponseBodyError && error.status >= 500;
  return AWAY.has(why) || isServerError ? away : { kind: "refused", why };
}
