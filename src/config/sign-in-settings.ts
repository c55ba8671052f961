import { isPrivateHost } from "../core/address-guard.ts";
import { booleanOf, SettingRefused } from "./read.ts";

/** Everything that may be set about signing in with an account at another service (OpenID Connect). */
export const SIGN_IN_SETTINGS = {
  OIDC_ISSUER: { default: "", meaning: "the issuer of a sign-in service, such as https://id.example.org/realms/home" },
  OIDC_CLIENT_ID: { default: "", meaning: "what that service knows us by" },
  OIDC_CLIENT_SECRET: { default: "", meaning: "the secret it gave us; none for a public client" },
  OIDC_SCOPES: { default: "openid profile email", meaning: "what is asked of it" },
  OIDC_NAME: { default: "", meaning: "what its button says; by default its host" },
  OIDC_SIGN_UP: { default: "off", meaning: "on or off: whether an account there that is new here makes a person" },
  OIDC_ALLOWED_DOMAINS: {
    default: "",
    meaning: "domains whose confirmed mail addresses may sign up, comma separated; by default all",
  },
} as const;

export type SignInSettingName = keyof typeof SIGN_IN_SETTINGS;

export interface OidcSettings {
  readonly issuer: string;
  readonly clientId: string;
  /** Never to be logged. */
  readonly clientSecret: string | null;
  readonly scopes: string;
  readonly name: string;
  readonly signUp: { readonly isOn: boolean; readonly domains: readonly string[] };
}

/** @returns null where no service is set @throws SettingRefused */
export function readOidcSettings(value: (name: SignInSettingName) => string): OidcSettings | null {
  const issuer = issuerOf(value("OIDC_ISSUER"));
  const clientId = value("OIDC_CLIENT_ID");
  if (issuer === null) {
    if (clientId !== "") throw new SettingRefused("OIDC_CLIENT_ID", "needs OIDC_ISSUER beside it");
    return null;
  }
  if (clientId === "") throw new SettingRefused("OIDC_CLIENT_ID", "must be set beside OIDC_ISSUER");
  const scopes = value("OIDC_SCOPES").split(/\s+/);
  if (!scopes.includes("openid")) throw new SettingRefused("OIDC_SCOPES", "must contain openid");
  return {
    issuer: issuer.href,
    clientId,
    clientSecret: value("OIDC_CLIENT_SECRET") || null,
    scopes: scopes.join(" "),
    name: value("OIDC_NAME") || issuer.host,
    signUp: {
      isOn: booleanOf("OIDC_SIGN_UP", value("OIDC_SIGN_UP")),
      domains: domainsOf(value("OIDC_ALLOWED_DOMAINS")),
    },
  };
}

/** Plain http only within one's own network: whoever stands in between could be anybody. */
function issuerOf(value: string): URL | null {
  if (value === "") return null;
  const url = URL.canParse(value) ? new URL(value) : null;
  const isBare = url && url.search === "" && url.hash === "" && url.username === "";
  const isSafe = url?.protocol === "https:" || (url?.protocol === "http:" && isPrivateHost(url.hostname));
  if (!url || !isBare || !isSafe)
    throw new SettingRefused("OIDC_ISSUER", "must be an address like https://id.example.org/realms/home");
  return url;
}

function domainsOf(value: string): string[] {
  const domains = value
    .split(",")
    .map((domain) => domain.trim().toLowerCase())
    .filter(Boolean);
  const wrong = domains.find((domain) => !/^[^\s@,]+\.[^\s@,.]+$/.test(domain));
  if (wrong !== undefined)
    throw new SettingRefused("OIDC_ALLOWED_DOMAINS", `must be domains like example.org; "${wrong}" is none`);
  return domains;
}
