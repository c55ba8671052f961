import { decodePage } from "../core/charset.ts";
import type { PageMetadata, PageObstacle, PageRead, PageReadFailure } from "../core/page.ts";
import { extractArticle } from "./article.ts";
import { readDocument } from "./document-article.ts";
import { obstacleOf } from "./obstacle.ts";
import { buildPageDocument } from "./page-dom.ts";
import { baseAddress, readMetadata } from "./page-metadata.ts";
import { readSiteHere } from "./read-site.ts";
import { textKindOf, typeByAddress } from "./text-type.ts";

export interface PageInput {
  /** The page as served, decompressed. */
  readonly bytes: Uint8Array;
  /** The raw `Content-Type` header, or "". */
  readonly contentType: string;
  /** Where the bytes came from in the end: an absolute http(s) address. */
  readonly url: string;
  /** The bytes are what this site of `sites/sites.ts` answered for the page, whose own address `url` is then. */
  readonly site?: string;
}

const NOTHING_SAID: PageMetadata = {
  title: null,
  description: null,
  canonicalUrl: null,
  siteName: null,
  author: null,
  publishedAt: null,
  modifiedAt: null,
  language: null,
  leadImageUrl: null,
  faviconUrl: null,
  feedUrls: [],
  keywords: [],
};

/**
 * Reads a page where it stands: metadata, article, obstacle. Pure, and heavy on purpose of nobody's but its own thread:
 * hostile pages can take seconds, so only the worker calls it.
 */
export function readPageHere({ bytes, contentType, url, site }: PageInput): PageRead | PageReadFailure {
  try {
    if (site !== undefined) return readSiteHere({ site, bytes, contentType, url });
    const { text, charset } = decodePage(bytes, contentType);
    if (text.trim() === "") return { code: "page-not-readable", reason: "the page is empty" };
    const type = documentType(text, { contentType, url });
    if (type !== null) {
      const { metadata, article } = readDocument(text, { type, url });
      return { metadata: { ...NOTHING_SAID, ...metadata }, article, text: null, obstacle: null, charset };
    }
    const document = buildPageDocument(text);
    const { isArticle, leadImage, ...metadata } = readMetadata(document, url);
    const obstacle = obstacleOf(document, url);
    const { article, text: said } =
      obstacle === null
        ? extractArticle(document, { baseUrl: baseAddress(document, url), declared: isArticle })
        : { article: null, text: null };
    const leadImageUrl = leadImage(article?.imageUrls[0] ?? null);
    return { metadata: believed({ ...metadata, leadImageUrl }, obstacle), article, text: said, obstacle, charset };
  } catch (error) {
    // Recursion over a hostile tree overflows the stack: the page's fault, not ours.
    const code = error instanceof RangeError ? "page-too-complex" : "page-not-readable";
    return { code, reason: error instanceof Error ? error.message : String(error) };
  }
}

/** What a document that is no page is; null for pages. Raw files are mostly served as plain text. */
function documentType(text: string, { contentType, url }: { contentType: string; url: string }): string | null {
  const declared = (contentType.split(";")[0] ?? "").trim().toLowerCase();
  const { kind, type } = textKindOf(text, declared);
  if (kind !== "text") return null;
  return type === "text/plain" ? (typeByAddress(url) ?? type) : type;
}

/** Bot checks and consent walls speak of themselves, never of the page behind. */
function believed(metadata: PageMetadata, obstacle: PageObstacle | null): PageMetadata {
  if (obstacle === "challenge" || obstacle === "consent") {
    return {
      ...metadata,
      title: null,
      description: null,
      canonicalUrl: null,
      author: null,
      leadImageUrl: null,
      keywords: [],
      feedUrls: [],
    };
  }
  return metadata;
}
