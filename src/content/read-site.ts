import type { Article, PageRead, PageReadFailure } from "../core/page.ts";
import { MAX_ARTICLE_IMAGES } from "../core/page.ts";
import { articleMarkdown } from "./article-markdown.ts";
import { sanitizeArticle } from "./article-markup.ts";
import { plainText, readingTime } from "./article-text.ts";
import { isoDate } from "./page-dates.ts";
import { buildPageDocument } from "./page-dom.ts";
import { oneLine, webAddress } from "./page-text.ts";
import type { Post } from "./sites/site.ts";
import { siteNamed, sitePage } from "./sites/sites.ts";

const MAX_TITLE = 300;
const MAX_DESCRIPTION = 1_000;
const MAX_NAME = 240;
const MAX_KEYWORDS = 20;
const MAX_KEYWORD = 60;
/** Longest recording that is believed. Seconds. */
const MAX_DURATION = 30 * 24 * 3_600;
/** A thread's markup beyond this is left out. Characters. */
const MAX_HTML = 3_000_000;

export interface SiteInput {
  /** The name of one of `sites/sites.ts`. */
  readonly site: string;
  readonly bytes: Uint8Array;
  readonly contentType: string;
  /** The page's own address. */
  readonly url: string;
}

/**
 * Reads what a site's own endpoint answered for a page, like `readPageHere` reads a page: in the thread. Nothing in the
 * answer is trusted: every text is cut to one line, every address is absolute http(s), all markup is sanitised.
 * Fails when the answer is not what the site answers when all is well.
 */
export function readSiteHere(answer: SiteInput): PageRead | PageReadFailure {
  const page = sitePage(answer.url);
  const text = () => new TextDecoder().decode(answer.bytes);
  const post =
    page === null
      ? null
      : siteNamed(answer.site)?.read({
          ...page,
          contentType: answer.contentType,
          text,
          json: () => parsed(text()),
          document: buildPageDocument,
        });
  const title = oneLine(post?.title, MAX_TITLE);
  if (!post || title === null) return { code: "page-not-readable", reason: `not an answer of ${answer.site}` };
  return {
    metadata: { title, ...metadataOf(post, answer.url) },
    article: articleOf(post, answer.url),
    text: null,
    obstacle: null,
    charset: "utf-8",
  };
}

function metadataOf(post: Post, url: string): Omit<PageRead["metadata"], "title"> {
  const seconds = post.durationSeconds;
  const isDuration = typeof seconds === "number" && seconds > 0 && seconds <= MAX_DURATION;
  return {
    description: oneLine(post.description, MAX_DESCRIPTION),
    canonicalUrl: null,
    siteName: post.siteName,
    author: oneLine(post.author, MAX_NAME),
    publishedAt: isoDate(post.publishedAt),
    modifiedAt: isoDate(post.modifiedAt),
    language: languageOf(post.language),
    leadImageUrl: webAddress(post.image, url),
    faviconUrl: null,
    feedUrls: [],
    keywords: keywordsOf(post.keywords ?? []),
    ...(isDuration ? { durationSeconds: Math.round(seconds) } : {}),
  };
}

function articleOf(post: Post, url: string): Article | null {
  if (post.html === undefined || post.html === "") return null;
  // Bounded before it is sanitised, which would otherwise walk whatever depth comes.
  const html = sanitizeArticle(buildPageDocument(post.html.slice(0, MAX_HTML)).body.innerHTML, url);
  const { body } = buildPageDocument(`<!doctype html><html><head></head><body>${html}</body></html>`);
  const text = plainText(body);
  if (text === "") return null;
  const addresses = [...body.querySelectorAll("img[src]")].map((image) => image.getAttribute("src") ?? "");
  return {
    html,
    markdown: articleMarkdown(body),
    text,
    ...readingTime(text),
    imageUrls: [...new Set(addresses)].filter(Boolean).slice(0, MAX_ARTICLE_IMAGES),
  };
}

function languageOf(value: unknown): string | null {
  const text = oneLine(value, 35)?.replaceAll("_", "-") ?? "";
  try {
    return Intl.getCanonicalLocales(text)[0] ?? null;
  } catch {
    return null;
  }
}

function keywordsOf(values: readonly unknown[]): string[] {
  const words = values.slice(0, 100).map((value) => oneLine(value, MAX_KEYWORD));
  return [...new Set(words.filter((word) => word !== null))].slice(0, MAX_KEYWORDS);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
