/**
 * No address leaves an analysis that its item does not have: a page that talks a model into one could send people to its
 * own door, or carry out what the model knows as soon as somebody follows it.
 */
import {
  ACTIVE,
  BARE,
  DOT,
  IP4,
  IP6,
  isEnding,
  MAIL,
  PHONE,
  WITH_SCHEME,
  withEdges,
  withoutEdges,
} from "./address-shapes.ts";
import { readings, unescaped } from "./encodings.ts";

/** Taking one address out may put another together; who builds more than this loses the whole text. */
const ROUNDS = 5;
/** A number to call has as many digits at least, country included. */
const LEAST_DIGITS = 8;
const PLAIN_HOST =
  /(?<![\p{L}\p{N}_-])[\p{L}\p{N}][\p{L}\p{N}_-]{0,62}(?:[.．][\p{L}\p{N}][\p{L}\p{N}_-]{0,62}){1,9}/gu;
const PLAIN_MAIL = /(?<![\p{L}\p{N}._%+'-])[\p{L}\p{N}._%+'-]{1,64}@[\p{L}\p{N}._-]{1,253}/gu;
const DOTS = new RegExp(DOT, "giu");
const WEB_SCHEME = /^(?:https?|ftps?|hxxps?|h[*x]{2}ps?)$/i;
/** Runs that may be an address in base64 or hexadecimal. */
const CODED = /[A-Za-z\d+/_-]{16,}={0,2}/g;
const LETTER_BY_LETTER = /(?<!\S)(?:\S ){5,}\S(?!\S)/gu;
const IN_CODE =
  /[a-z]{2,10}:\/\/[a-z\d]|[a-z\d-]{3,63}\.(?:com|net|org|io|example|test|ru|cn|de|uk|xyz|top)(?![a-z\d])/i;

/** The addresses that a content has in plain sight. */
export interface KnownAddresses {
  readonly hosts: ReadonlySet<string>;
  readonly mails: ReadonlySet<string>;
  /** All of the content in lower case, for what must stand in it as a whole. */
  readonly text: string;
  /** The same without what people write between the digits of a number. */
  readonly digits: string;
}

/** Only what stands there plainly counts: spelled-out addresses are not for us to put together. */
export function knownAddresses(content: readonly string[]): KnownAddresses {
  const text = content.join("\n").toLowerCase();
  const marked = withEdges(text);
  return {
    hosts: new Set((marked.match(PLAIN_HOST) ?? []).flatMap(hostsIn)),
    mails: new Set((marked.match(PLAIN_MAIL) ?? []).map(trimmedMail)),
    text,
    digits: text.replace(/[\s()./-]+/g, ""),
  };
}

/** A sentence may begin right behind the host that ended the last one: "hives.example.Then". */
function hostsIn(host: string): string[] {
  const labels = host.split(/[.．]/);
  const ends = labels.flatMap((label, at) => (at > 0 && isEnding(label) ? [at + 1] : []));
  return [host, ...ends.map((end) => labels.slice(0, end).join("."))].map(canonicalHost);
}

const NONE: KnownAddresses = knownAddresses([]);

/** Whether a text has an address of any kind in any spelling we know. */
export function hasAddress(text: string): boolean {
  return withoutUnknownAddresses(text, NONE) !== text;
}

/**
 * The text without every address (any scheme, bare host, mail, IP, telephone number, also spelled out or encoded) whose
 * host or mailbox the content does not have. Of an address on a known host that the content does not have as it is, the
 * host alone stays: a path can carry anything. What is code (`javascript:`, `data:`) goes always.
 */
export function withoutUnknownAddresses(text: string, known: KnownAddresses): string {
  let left = text;
  for (let round = 0; round < ROUNDS; round += 1) {
    const next = once(left, known);
    if (next === left) return left;
    left = tidy(next);
  }
  return "";
}

function once(text: string, known: KnownAddresses): string {
  const plain = text
    .replace(/\S+/gu, (token) => (hidesAddress(token, known) ? "" : token))
    .replace(LETTER_BY_LETTER, (run) => (once(run.replace(/ /g, ""), known) === run.replace(/ /g, "") ? run : ""))
    .replace(CODED, (run) =>
      readings(run)
        .slice(1)
        .some((reading) => IN_CODE.test(reading))
        ? ""
        : run,
    )
    .replace(ACTIVE, "");
  const left = withEdges(plain)
    .replace(WITH_SCHEME, (address) => keptWithScheme(address, known))
    .replace(MAIL, (mail, at: string, host: string) => keptMail(mail, { at, host }, known))
    .replace(IP6, (address) => (known.text.includes(address.toLowerCase()) ? address : ""))
    .replace(IP4, (address) => (known.hosts.has(canonicalHost(address.split(/[:/]/)[0]!)) ? address : ""))
    .replace(BARE, (address, host: string, rest: string | undefined) => keptBare(address, { host, rest }, known))
    .replace(PHONE, (number) => keptNumber(number, known));
  return withoutEdges(left);
}

/** Percent signs and escapes around an address, and an address written backwards. */
function hidesAddress(token: string, known: KnownAddresses): boolean {
  if (/\/\/:s?p[tx]{2}h/i.test(token)) return true;
  if (!/%[\da-f]{2}|\\[ux]/i.test(token)) return false;
  const plain = unescaped(token);
  if (plain === token || known.text.includes(token.toLowerCase())) return false;
  return /:\/\//.test(plain) || once(plain.replace(/%/g, ""), known) !== plain.replace(/%/g, "");
}

function keptWithScheme(address: string, known: KnownAddresses): string {
  const [, scheme = "", rest = ""] = /^([^:：﹕꞉∶/\\]*)[:：﹕꞉∶]?\s?(.*)$/su.exec(address) ?? [];
  if (scheme !== "" && !WEB_SCHEME.test(scheme)) return standsIn(address, known) ? address : "";
  const url = URL.parse(
    `http://${glued(rest)
      .replace(/[／∕⁄\\\s]/gu, "/")
      .replace(/^\/+/, "")}`,
  );
  if (url === null || url.username !== "" || url.password !== "" || !known.hosts.has(canonicalHost(url.hostname)))
    return "";
  const isHostAlone = /^\/?$/.test(url.pathname) && url.search === "" && url.hash === "" && url.port === "";
  return isHostAlone || standsIn(address, known) ? address : url.hostname;
}

function keptBare(
  address: string,
  { host, rest = "" }: { readonly host: string; readonly rest: string | undefined },
  known: KnownAddresses,
): string {
  const labels = glued(host).normalize("NFKC").toLowerCase().split(".");
  const last = labels.at(-1) ?? "";
  const hasPath = /^[/／∕⁄\\]/u.test(rest) && /^\p{L}{2,}$/u.test(last);
  const isAddress =
    labels.slice(1).some(isEnding) ||
    hasPath ||
    labels[0] === "www" ||
    labels.some((label) => label.startsWith("xn--"));
  if (!isAddress) return address;
  if (!known.hosts.has(canonicalHost(host))) return "";
  return rest === "" || rest === "/" || standsIn(address, known) ? address : host;
}

/** "Look at hives.example" names a host, "alma at hives dot example" a mailbox. */
function keptMail(
  mail: string,
  { at, host }: { readonly at: string; readonly host: string },
  known: KnownAddresses,
): string {
  const plainHost = glued(host);
  if (/^\s\p{L}+\s$/u.test(at) && plainHost === host) return mail;
  if (!isEnding(plainHost.normalize("NFKC").toLowerCase().split(".").at(-1) ?? "") && !at.includes("@")) return mail;
  return known.mails.has(trimmedMail(glued(mail))) ? mail : "";
}

/** With fewer digits it is a date or an amount. */
function keptNumber(number: string, known: KnownAddresses): string {
  const digits = number.replace(/^[a-z]+:/i, "").replace(/[\s()./-]+/g, "");
  const least = digits.startsWith("+") ? LEAST_DIGITS : LEAST_DIGITS + 1;
  return digits.replace("+", "").length < least || known.digits.includes(digits) ? number : "";
}

/** Whether the content has this address as a whole, but for the punctuation around it. */
function standsIn(address: string, known: KnownAddresses): boolean {
  const core = address
    .toLowerCase()
    .replace(/^(?:https?:)?\/\/(?:www\.)?/, "")
    .replace(/[.,;:!?'’)\]*_~|]+$/u, "");
  return core.length > 3 && known.text.includes(core);
}

function glued(address: string): string {
  return address
    .replace(DOTS, ".")
    .replace(/\s*[[({<]?\s*(?:@|＠|﹫|(?<=[\s[({<])(?:at|ät|arroba|arobase)(?=[\s\])}>]))\s*[\])}>]?\s*/giu, "@");
}

function canonicalHost(host: string): string {
  const plain = glued(host).normalize("NFKC").toLowerCase();
  const ascii = URL.parse(`http://${plain}`)?.hostname ?? plain;
  return ascii.replace(/\.$/, "").replace(/^www\./, "");
}

function trimmedMail(mail: string): string {
  return mail
    .normalize("NFKC")
    .toLowerCase()
    .replace(/^[.'_-]+|[._-]+$/g, "");
}

function tidy(text: string): string {
  return text
    .replace(/[([{<«„“][\s.,;:]*[)\]}>»”]/gu, "")
    .replace(/[^\S\n]{2,}/gu, " ")
    .replace(/ (?=[.,;!?](?:\s|$))/gu, "")
    .trim();
}
