import type { PageDocument } from "../page-dom.ts";

/**
 * A site that needs a hand: its pages ask for a login, a consent or a script, but an endpoint of its own says the same
 * without a key. To add one: a file like those beside this one and its line in `sites.ts`. A site only knows shapes: it
 * asks nobody, parses nothing by itself and trusts nothing; `read-site.ts` checks, cuts and sanitises what it hands on.
 */
export interface Site {
  readonly name: string;
  /** What to ask for this address, or null when it is none that the site knows or the page itself says it best. */
  request(page: SitePage): SiteRequest | null;
  /** What the answer says; null when it is not the answer that was hoped for, and then the page is asked. */
  read(answer: SiteAnswer): Post | null;
}

export interface SitePage {
  readonly url: URL;
  /** By `core/url-identity.ts`, which knows the many spellings of these sites' addresses. */
  readonly identity: string;
}

export interface SiteRequest {
  /** An absolute address; that of the page itself when only the reading is the site's own. */
  readonly url: string;
  readonly accept: string;
}

export interface SiteAnswer extends SitePage {
  /** The raw `Content-Type` header, or "". */
  readonly contentType: string;
  /** The answer as JSON, undefined when it is none. */
  json(): unknown;
  /** The answer as text. */
  text(): string;
  /** A document of bounded size from markup of any origin. */
  document(html: string): PageDocument;
}

/** What a site's answer says, as it says it: of any type, length and intent. */
export interface Post {
  readonly siteName: string;
  readonly title: unknown;
  readonly author?: unknown;
  readonly description?: unknown;
  /** ISO 8601, seconds since 1970, or a date in English words. */
  readonly publishedAt?: unknown;
  readonly modifiedAt?: unknown;
  readonly language?: unknown;
  readonly image?: unknown;
  readonly keywords?: readonly unknown[];
  readonly durationSeconds?: unknown;
  /** The post and what was said about it. */
  readonly html?: string;
}

export const JSON_ONLY = "application/json";

/** Comments and answers that are kept of a thread. */
export const MAX_COMMENTS = 30;
/** Replies below replies below comments. */
export const MAX_COMMENT_DEPTH = 3;
