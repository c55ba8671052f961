import type { PageMetadata, PageObstacle, PageRead, PageReadFailure } from "../core/page.ts";
import { extractArticle } from "./article.ts";
import { decodePage } from "./charset.ts";
import { obstacleOf } from "./obstacle.ts";
import { buildPageDocument } from "./page-dom.ts";
import { baseAddress, readMetadata } from "./page-metadata.ts";

export interface PageInput {
  /** The page as served, decompressed. */
  readonly bytes: Uint8Array;
  /** The raw `Content-Type` header, or "". */
  readonly contentType: string;
  /** Where the bytes came from in the end: an absolute http(s) address. */
  readonly url: string;
}

/**
 * Reads a page where it stands: metadata, article, obstacle. Pure, and heavy on purpose of nobody's but its own thread:
 * hostile pages can take seconds, so only the worker calls it.
 */
export function readPageHere({ bytes, contentType, url }: PageInput): PageRead | PageReadFailure {
  try {
    const { text, charset } = decodePage(bytes, contentType);
    if (text.trim() === "") return { code: "page-not-readable", reason: "the page is empty" };
    const document = buildPageDocument(text);
    const { isArticle, leadImage, ...metadata } = readMetadata(document, url);
    const obstacle = obstacleOf(document, url);
    const article =
      obstacle === null ? extractArticle(document, { baseUrl: baseAddress(document, url), declared: isArticle }) : null;
    const leadImageUrl = leadImage(article?.imageUrls[0] ?? null);
    return { metadata: believed({ ...metadata, leadImageUrl }, obstacle), article, obstacle, charset };
  } catch (error) {
    // Recursion over a hostile tree overflows the stack: the page's fault, not ours.
    const code = error instanceof RangeError ? "page-too-complex" : "page-not-readable";
    return { code, reason: error instanceof Error ? error.message : String(error) };
  }
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
