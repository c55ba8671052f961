import { LIMITS } from "../contract/limits.ts";
import type { Params } from "../contract/parts.ts";
import { type FieldError, Problem, type ProblemCode } from "../contract/problems.ts";
import { type AllowedHost, hostName, isAllowListed, isPublicAddress } from "../core/address-guard.ts";
import { cleanLine, cleanText } from "../core/clean-text.ts";
import { isId } from "../core/ids.ts";
import { findTheLink } from "../core/link-in-text.ts";
import type { ReceivedFile, ShareDraft } from "../core/share-draft.ts";
import { cleanTag, foldTag } from "../core/tag-name.ts";
import { identifyUrl } from "../core/url-identity.ts";

/** What came in, before anything is believed. */
export interface ShareFields {
  readonly url?: string | undefined;
  readonly text?: string | undefined;
  readonly title?: string | undefined;
  readonly note?: string | undefined;
  readonly tags?: readonly string[] | undefined;
  readonly wall_id?: string | undefined;
}

/**
 * Checks what came in and gives it its clean form: well-formed texts within their limits, the one link that was meant,
 * an address that may be fetched.
 * @param allowHosts private hosts that may be shared all the same
 * @throws Problem, naming the field
 */
export function checkShare(
  fields: ShareFields,
  received: { files: readonly ReceivedFile[]; page: ReceivedFile | null },
  allowHosts: readonly AllowedHost[],
): ShareDraft {
  const title = textOf(fields.title, "title", LIMITS.titleCharacters, cleanLine);
  const note = textOf(fields.note, "note", LIMITS.noteCharacters, cleanText);
  const text = textOf(fields.text, "text", LIMITS.textBytes, cleanText);
  const given = fields.url === undefined ? "" : cleanLine(fields.url);
  const url = given === "" ? meantLink(text, title) : addressOf(given);
  const hasContent = url !== null || text !== null || title !== null || received.files.length > 0;
  if (!hasContent || (received.page !== null && url === null))
    refuse("nothing-to-share", "Send at least one of url, text, title or files; html needs a url beside it.");
  if (url !== null && received.page === null && isPrivate(url.address, allowHosts))
    refuse("address-refused", PRIVATE_REFUSED, { field: "/url", message: "a private address" });
  return {
    url,
    // A text that was nothing but the link has said all it had to say.
    text: text !== null && url !== null && given === "" && text.trim() === findTheLink(text)?.url ? null : text,
    title: title !== null && url !== null && given === "" && title === findTheLink(title)?.url ? null : title,
    note,
    tags: tagsOf(fields.tags ?? []),
    wall: wallOf(fields.wall_id),
    ...received,
  };
}

function refuse(code: ProblemCode, detail: string, field?: FieldError, params: Params = {}): never {
  throw new Problem(code, detail, { params, ...(field ? { fields: [field] } : {}) });
}

function textOf(
  value: string | undefined,
  name: string,
  limit: number,
  clean: (value: string) => string,
): string | null {
  if (value === undefined) return null;
  const cleaned = clean(value);
  if (cleaned.length > limit)
    refuse(
      "field-too-long",
      `${name} has ${cleaned.length} characters; at most ${limit} are kept.`,
      { field: `/${name}`, message: `at most ${limit} characters` },
      { max: limit },
    );
  return cleaned.trim() === "" ? null : cleaned;
}

/** Phones put a link into the text or the title as often as into the url. */
function meantLink(text: string | null, title: string | null): ShareDraft["url"] {
  const link = text !== null ? findTheLink(text) : title !== null ? findTheLink(title) : null;
  if (link === null) return null;
  const identified = identifyUrl(link.url);
  return "problem" in identified ? null : identified;
}

function addressOf(given: string): NonNullable<ShareDraft["url"]> {
  const identified = identifyUrl(given);
  if (!("problem" in identified)) return identified;
  const field = { field: "/url", message: identified.problem };
  switch (identified.problem) {
    case "scheme-not-allowed":
      return refuse("scheme-not-allowed", "The url must begin with http:// or https://.", field);
    case "address-too-long":
      return refuse(
        "field-too-long",
        `The url has ${given.length} characters; at most ${LIMITS.urlCharacters} are kept.`,
        field,
        { max: LIMITS.urlCharacters },
      );
    case "not-a-url":
      return refuse("url-not-valid", "The url is not a web address. Send plain words as text instead.", field);
    default:
      return identified.problem satisfies never;
  }
}

/**
 * Whether an address leads into a private network that is not allowed, as far as can be told from it alone: names that
 * lead to private addresses are refused when they are fetched.
 */
export function isPrivate(address: string, allowHosts: readonly AllowedHost[]): boolean {
  const url = new URL(address);
  const host = hostName(url.hostname);
  const port = Number(url.port || (url.protocol === "https:" ? 443 : 80));
  const isLiteral = /^[\d.]+$/.test(host) || host.includes(":");
  const leadsInside = isLiteral ? !isPublicAddress(host) : host === "localhost" || host.endsWith(".localhost");
  return leadsInside && !isAllowListed(allowHosts, { host, port });
}

/** What somebody is told whose address is private. */
export const PRIVATE_REFUSED =
  "Pages in private networks are not read. Whoever runs this server can allow a host with FETCH_ALLOW_HOSTS.";

function tagsOf(given: readonly string[]): string[] {
  const tags = new Map<string, string>();
  for (const name of given) {
    const tag = cleanTag(name);
    if (tag === null)
      refuse("tags-not-valid", `A tag has 1 to ${LIMITS.tagCharacters} characters.`, {
        field: "/tags",
        message: "empty or too long",
      });
    else if (!tags.has(foldTag(tag))) tags.set(foldTag(tag), tag);
  }
  if (tags.size > LIMITS.tagsPerItem)
    refuse("tags-not-valid", `An item has at most ${LIMITS.tagsPerItem} tags.`, {
      field: "/tags",
      message: "too many",
    });
  return [...tags.values()];
}

function wallOf(given: string | undefined): string | null {
  if (given === undefined || given === "") return null;
  if (!isId(given))
    refuse("wall-not-found", "There is no wall with this wall_id.", { field: "/wall_id", message: "not an id" });
  return given;
}
