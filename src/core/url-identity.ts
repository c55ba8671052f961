import { hash } from "node:crypto";
import type { UrlSite } from "./url-site.ts";
import { isRedirector, isSharedHost, siteOf, wrappedIn } from "./url-sites.ts";
import { isTracking } from "./url-tracking.ts";

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
  const read = readFetchable(address);
  return "problem" in read ? read : { address: read.url.href, identity: identityOf(read.url) };
}

/** As `identifyUrl`, for who does not ask yet which addresses are the same: telling that is most of the work. */
export function checkAddress(address: string): { readonly address: string } | AddressProblem {
  const read = readFetchable(address);
  return "problem" in read ? read : { address: read.url.href };
}

function readFetchable(address: string): { url: URL } | AddressProblem {
  const given = address.trim();
  if (given.length > MAX_ADDRESS_CHARACTERS) return { problem: "address-too-long" };
  const read = readAddress(given);
  if ("problem" in read) return read;
  const { url } = read;
  // To set a part is to parse the whole again, so only what is there is taken off.
  if (url.username !== "") url.username = "";
  if (url.password !== "") url.password = "";
  // Both markers are routes of single-page apps; any other fragment is a place on the page.
  if (url.href.includes("#") && !/^#!?\//.test(url.hash)) url.hash = "";
  // A trailing dot names the same host; a host of dots alone, or with two at its end, names none.
  const host = url.hostname.replace(/\.$/, "");
  if (url.hostname.length > MAX_HOST_CHARACTERS || host === "" || host.endsWith(".")) return { problem: "not-a-url" };
  if (host !== url.hostname) url.hostname = host;
  return url.href.length > MAX_ADDRESS_CHARACTERS ? { problem: "address-too-long" } : { url };
}

/** The first 128 bits of the identity's SHA-256 as 22 characters of base64url; the key under which it is stored. */
export function identityHash(identity: string): string {
  return hash("sha256", identity, "buffer").subarray(0, 16).toString("base64url");
}

/** A redirector within a redirector within a redirector; more are no accident, and such an address keeps its own identity. */
const MAX_WRAPPINGS = 3;

function identityOf(url: URL): string {
  const outer = spell(url);
  let inner = outer;
  for (let wrappings = 0; ; wrappings++) {
    const next = wrappedAddress(inner);
    if (next === null) return identityAs(inner);
    if (wrappings === MAX_WRAPPINGS) return identityAs(outer);
    inner = spell(next);
  }
}

/** An address in the one spelling that all of its like share. */
interface Spelt {
  readonly host: string;
  /** "" for both default ports: without a scheme they cannot be told apart, and no site serves two things on them. */
  readonly port: string;
  readonly path: string;
  readonly search: string;
  readonly route: string;
  readonly site: UrlSite | null;
}

function spell(url: URL): Spelt {
  const host = bareHost(url.hostname);
  const port = /^(?:80|443)?$/.test(url.port) ? "" : `:${url.port}`;
  const site = port === "" ? siteOf(host) : null;
  const query = canonicalQuery(url.search, site);
  return {
    host,
    port,
    path: canonicalPath(url.pathname),
    search: query === "" ? "" : `?${query}`,
    route: route(url.hash),
    site,
  };
}

function identityAs(spelt: Spelt): string {
  const { host, port, path, search, route, site } = spelt;
  const page = site?.page?.(urlOf(spelt)) ?? null;
  return page === null ? `${host}${port}${path}${search}${route}` : page.replace(/^([^/]+)\/(?=\?|$)/, "$1");
}

function wrappedAddress(spelt: Spelt): URL | null {
  if (spelt.port !== "" || !isRedirector(spelt.host)) return null;
  const inner = wrappedIn(urlOf(spelt), spelt.host);
  const read = inner === null || inner.length > MAX_ADDRESS_CHARACTERS ? null : URL.parse(inner);
  return read !== null && /^https?:$/.test(read.protocol) && isHostOfTheWeb(read.hostname) ? read : null;
}

function urlOf({ host, path, search }: Spelt): URL {
  return new URL(`https://${host}${path}${search}`);
}

/** A redirector that leads to a name without a dot leads nowhere; two dots at the end name nothing. */
function isHostOfTheWeb(hostname: string): boolean {
  return /[^.]\.[^.]/.test(hostname) && !hostname.endsWith("..");
}

/** Only labels that leave a domain behind are dropped: `m.example` is a domain, not a mobile form. */
function bareHost(hostname: string): string {
  let host = hostname.replace(/\.$/, "");
  if (isIpLiteral(host)) return host;
  for (;;) {
    const [, label, rest] = /^(www|m|mobile|amp)\.([^.]+\..+)$/.exec(host) ?? [];
    if (rest === undefined || (label !== "www" && isSharedHost(rest))) return host;
    host = rest;
  }
}

function canonicalPath(path: string): string {
  const same = path
    .replace(/%[\da-f]{2}/gi, (code) => decodedIf(code, /[\w\-.~!$'()*,:;@|[\]]/))
    .replace(/\/{2,}/g, "/");
  const segments = (same.endsWith("/") ? same.slice(0, -1) : same).split("/");
  // `/amp` ends the AMP form of an article; after a plain word ("/docs/amp") it may be a page of its own.
  for (;;) {
    const last = segments.at(-1) ?? "";
    if (/^amp$/i.test(last) && /[-_\d.]|^amp$/i.test(segments.at(-2) ?? "")) segments.pop();
    else if (/[^.]\.amp(?:\.html?)?$/i.test(last)) segments[segments.length - 1] = withoutAmp(last);
    else return segments.join("/");
  }
}

/** `story.amp.html` and `story.amp`, however often it says so. */
function withoutAmp(name: string): string {
  const ending = /\.html?$/i.exec(name)?.[0] ?? "";
  let end = name.length - ending.length;
  while (/[^.]\.amp$/i.test(name.slice(Math.max(0, end - 5), end))) end -= 4;
  return name.slice(0, end) + ending;
}

function canonicalQuery(search: string, site: UrlSite | null): string {
  if (search === "") return "";
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

function isIgnored(name: string, value: string, site: UrlSite | null): boolean {
  if (isTracking(name) || site?.ignored?.includes(name)) return true;
  return (name === "amp" && /^(?:1|true|)$/i.test(value)) || (/^output(?:type)?$/.test(name) && /^amp$/i.test(value));
}

function canonicalComponent(text: string): string {
  return text.replace(/%20/g, "+").replace(/%[\da-f]{2}/gi, (code) => decodedIf(code, /[\w\-.~!$'()*,:;@/?|[\]{}^`]/));
}

/** A percent-encoding in one spelling: the character where the standard lets it stand for itself, else upper case. */
function decodedIf(code: string, same: RegExp): string {
  const character = String.fromCharCode(Number.parseInt(code.slice(1), 16));
  return same.test(character) ? character : code.toUpperCase();
}

/** `#/` and `#!/` alone are the start of an app, as is its address without them. */
function route(hash: string): string {
  if (!/^#!?\/[^/?]/.test(hash)) return "";
  let end = hash.length;
  while (hash[end - 1] === "/") end -= 1;
  return hash.slice(0, end);
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
