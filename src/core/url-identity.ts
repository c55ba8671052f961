import { hash } from "node:crypto";
import { type Site, siteOf } from "./url-sites.ts";

/** In characters, as given and as normalised. Browsers and servers agree on no more than about this. */
export const MAX_ADDRESS_CHARACTERS = 8_000;

/** RFC 1035 allows 253 and a trailing dot; no longer name can be resolved. */
const MAX_HOST_CHARACTERS = 254;

export interface IdentifiedUrl {
  /** Fit to fetch and to show: absolute http(s), no credentials, a fragment only where it is an app's route. */
  readonly address: string;
  /** Equal for addresses that show the same thing. For comparing only: it has no scheme and cannot be fetched. */
  readonly identity: string;
}

export interface AddressProblem {
  readonly problem: "not-a-url" | "scheme-not-allowed" | "address-too-long";
}

/**
 * What page an address means; a pure function of the address, without asking anybody.
 *
 * Addresses are parsed by the WHATWG URL standard, which settles case, punycode, default ports and dot segments. On top
 * of that one identity is shared by http and https, with and without `www.`, mobile and AMP forms, a trailing slash,
 * parameters in any order (those of one name keep theirs), parameters that only follow people, equal percent-encodings,
 * and what `url-sites.ts` knows of single sites. What people type without a scheme is taken as an address when it looks
 * like one.
 */
export function identifyUrl(address: string): IdentifiedUrl | AddressProblem {
  const given = address.trim();
  if (given.length > MAX_ADDRESS_CHARACTERS) return { problem: "address-too-long" };
  const read = readAddress(given);
  if ("problem" in read) return read;
  const { url } = read;
  url.username = "";
  url.password = "";
  // Both markers are routes of single-page apps; any other fragment is a place on the page.
  if (!/^#!?\//.test(url.hash)) url.hash = "";
  // A trailing dot names the same host; a host of dots alone names none.
  if (url.hostname.length > MAX_HOST_CHARACTERS) return { problem: "not-a-url" };
  const host = url.hostname.replace(/\.+$/, "");
  if (host === "") return { problem: "not-a-url" };
  url.hostname = host;
  if (url.href.length > MAX_ADDRESS_CHARACTERS) return { problem: "address-too-long" };
  return { address: url.href, identity: identityOf(url, MAX_WRAPPINGS) };
}

/** The first 128 bits of the identity's SHA-256 as 22 characters of base64url; the key under which it is stored. */
export function identityHash(identity: string): string {
  return hash("sha256", identity, "buffer").subarray(0, 16).toString("base64url");
}

/** A redirector within a redirector within a redirector; more are no accident. */
const MAX_WRAPPINGS = 3;

/** Parameters that say how a person came, never what they see. Matched without regard to case. */
const TRACKING_PREFIXES = /^(?:utm_|mtm_|matomo_|pk_|piwik_|hsa_|__hs|_hs|vero_|oly_(?:anon|enc)_|mc_[ce]id$)/;
const TRACKING = new Set(
  [
    // Advertisers' and social networks' click ids.
    "fbclid gclid gclsrc dclid gbraid wbraid gad_source gad_campaignid msclkid yclid ysclid twclid ttclid li_fat_id",
    "igshid igsh srsltid epik wickedid rb_clickid irclickid sccid _branch_match_id fb_action_ids fb_action_types",
    // Mailings and analytics.
    "mkt_tok hsctatracking ml_subscriber ml_subscriber_hash _ga _gl _ke _openstat xtor s_cid sc_cid cmpid ncid",
    "ref_src ref_url guccounter guce_referrer guce_referrer_sig __twitter_impression __s ck_subscriber_id trk_contact",
  ].flatMap((line) => line.split(" ")),
);

function identityOf(url: URL, wrappingsLeft: number): string {
  const host = bareHost(url.hostname);
  const site = siteOf(host);
  const inner = wrappingsLeft > 0 ? wrappedAddress(url, site) : null;
  if (inner !== null) return identityOf(inner, wrappingsLeft - 1);

  const plain = new URL(url);
  plain.hostname = host;
  const query = canonicalQuery(url.search, site);
  plain.search = query;
  const path = canonicalPath(url.pathname);
  plain.pathname = path;
  const page = plain.port === "" && site?.page ? site.page(plain) : null;
  if (page !== null) return page + route(url.hash);
  const port = url.port === "" ? "" : `:${url.port}`;
  return `${host}${port}${path}${query === "" ? "" : `?${query}`}${route(url.hash)}`;
}

function wrappedAddress(url: URL, site: Site | null): URL | null {
  const inner = site?.wrapped?.(url) ?? null;
  const read = inner === null ? null : URL.parse(inner);
  return read !== null && /^https?:$/.test(read.protocol) && read.hostname.includes(".") ? read : null;
}

/** Only labels that leave a domain behind are dropped: `m.example` is a domain, not a mobile form. */
function bareHost(hostname: string): string {
  const host = hostname.replace(/\.+$/, "");
  if (isIpLiteral(host)) return host;
  return host.replace(/^(?:(?:www|m|mobile|amp)\.)+(?=[^.]+\.[^.])/, "");
}

function canonicalPath(path: string): string {
  const same = path.replace(/%[\da-f]{2}/gi, (code) => decodedIf(code, /[\w\-.~!$'()*,:;@]/));
  // Cut by hand: a pattern for the end of the path takes time by the square of its slashes.
  let end = same.length;
  while (end > 0 && same[end - 1] === "/") end -= 1;
  const segments = same.slice(0, end).split("/");
  // `/amp` ends the AMP form of an article; after a plain word ("/docs/amp") it may be a page of its own.
  if (segments.at(-1)?.toLowerCase() === "amp" && /[-_\d.]/.test(segments.at(-2) ?? "")) segments.pop();
  return segments.join("/").replace(/\.amp(?=\.html?$)|\.amp$/i, "");
}

function canonicalQuery(search: string, site: Site | null): string {
  const kept: { name: string; value: string }[] = [];
  for (const pair of search.slice(1).split("&")) {
    const at = pair.indexOf("=");
    const name = canonicalComponent(at < 0 ? pair : pair.slice(0, at));
    const value = canonicalComponent(at < 0 ? "" : pair.slice(at + 1));
    if (name !== "" && !isIgnored(name.toLowerCase(), value, site)) kept.push({ name, value });
  }
  kept.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  return kept.map(({ name, value }) => (value === "" ? name : `${name}=${value}`)).join("&");
}

function isIgnored(name: string, value: string, site: Site | null): boolean {
  if (TRACKING.has(name) || TRACKING_PREFIXES.test(name) || site?.ignored?.includes(name)) return true;
  return (name === "amp" && /^(?:1|true|)$/i.test(value)) || (name === "outputtype" && /^amp$/i.test(value));
}

function canonicalComponent(text: string): string {
  return text.replace(/%20/g, "+").replace(/%[\da-f]{2}/gi, (code) => decodedIf(code, /[\w\-.~!$'()*,:;@/?[\]]/));
}

/** A percent-encoding in one spelling: the character where the standard lets it stand for itself, else upper case. */
function decodedIf(code: string, same: RegExp): string {
  const character = String.fromCharCode(Number.parseInt(code.slice(1), 16));
  return same.test(character) ? character : code.toUpperCase();
}

/** `#/` and `#!/` alone are the start of an app, as is its address without them. */
function route(hash: string): string {
  return /^#!?\/[^/?]/.test(hash) ? hash.replace(/\/$/, "") : "";
}

function readAddress(given: string): { url: URL } | AddressProblem {
  const notAUrl = { problem: "not-a-url" } as const;
  if (/^https?:/i.test(given)) {
    const url = URL.parse(given);
    return url === null || /^https?:[/\\]*$/i.test(given) ? notAUrl : { url };
  }
  const typed = given.replace(/^\/\//, "");
  if (hasAddressShape(typed)) {
    const url = URL.parse(`${isLocal(typed) ? "http" : "https"}://${typed}`);
    return url === null ? notAUrl : { url };
  }
  return isOtherScheme(given) ? { problem: "scheme-not-allowed" } : notAUrl;
}

/** Schemes that hold anything, spaces too; other words before a colon count only without white space after them. */
const KNOWN_SCHEME =
  /^(?:javascript|vbscript|data|file|ftp|sftp|mailto|tel|sms|blob|about|view-source|chrome|ws|wss|magnet|intent):/i;

function isOtherScheme(given: string): boolean {
  // Browsers drop tabs and newlines within a scheme, so they are no way around this answer either.
  const joined = given.replace(/[\t\r\n]/g, "");
  return KNOWN_SCHEME.test(joined) || /^[a-z][a-z0-9+.-]*:[^\s]+$/i.test(joined);
}

const HOST_AND_PORT = /^(\[[\da-f:.]+\]|[^\s/?#:@\\[\]<>"'`{}|^%,;()!&=*+$]+)(?::\d{1,5})?(?=[/?#]|$)/iu;

/** Whether what was typed without a scheme names a host: a domain with a plausible ending, localhost, or an address. */
function hasAddressShape(typed: string): boolean {
  if (/\s/.test(typed)) return false;
  const host = HOST_AND_PORT.exec(typed)?.[1]?.toLowerCase();
  if (host === undefined) return false;
  if (isIpLiteral(host) || host === "localhost") return true;
  const labels = host.replace(/\.$/, "").split(/[.。．｡]/);
  const ending = labels.at(-1)!;
  return (
    labels.length >= 2 &&
    labels.every((label) => label !== "") &&
    /^(?:\p{L}[\p{L}\p{M}]+|xn--[\da-z-]+)$/u.test(ending)
  );
}

function isLocal(typed: string): boolean {
  const host = HOST_AND_PORT.exec(typed)?.[1]?.toLowerCase() ?? "";
  return host === "localhost" || host.endsWith(".localhost") || isIpLiteral(host);
}

function isIpLiteral(host: string): boolean {
  return /^\[.*\]$/.test(host) || /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$/.test(host);
}
