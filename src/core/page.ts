/** What reading a page yields: values only, no live objects, so that they can cross a thread. */

/** What a page says of itself. Every address is absolute http(s); every text is well-formed, trimmed and within its limit. */
export interface PageMetadata {
  readonly title: string | null;
  readonly description: string | null;
  readonly canonicalUrl: string | null;
  readonly siteName: string | null;
  readonly author: string | null;
  /** ISO 8601 in UTC. */
  readonly publishedAt: string | null;
  readonly modifiedAt: string | null;
  /** The language the page declares, a BCP 47 tag. */
  readonly language: string | null;
  readonly leadImageUrl: string | null;
  readonly faviconUrl: string | null;
  readonly feedUrls: readonly string[];
  readonly keywords: readonly string[];
  /** How long what the page shows takes to play, where it says so. */
  readonly durationSeconds?: number;
}

export interface Article {
  /** Sanitised by an allow list; safe to show in a sandboxed frame. */
  readonly html: string;
  readonly markdown: string;
  readonly text: string;
  readonly words: number;
  readonly readingMinutes: number;
  /** Absolute addresses of the article's pictures in order of appearance, at most MAX_ARTICLE_IMAGES. */
  readonly imageUrls: readonly string[];
}

/** Why what was served is not the page a person meant. */
export type PageObstacle = "challenge" | "login" | "consent" | "script-needed";

export interface PageRead {
  readonly metadata: PageMetadata;
  /** Null when no article stands out (a home page, an app, an obstacle). */
  readonly article: Article | null;
  /**
   * What a page without an article says all the same, its bars and menus left out, to be found and analysed by; at most
   * MAX_PAGE_TEXT characters. Null beside an article, behind an obstacle, and where nothing is said.
   */
  readonly text: string | null;
  readonly obstacle: PageObstacle | null;
  /** What the bytes were decoded as, by WHATWG name. */
  readonly charset: string;
}

/** A page could not be parsed within its limits; `code` may be shown. */
export interface PageReadFailure {
  readonly code: "page-too-complex" | "page-not-readable";
  readonly reason: string;
}

export const MAX_ARTICLE_IMAGES = 40;

export const MAX_PAGE_TEXT = 20_000;
