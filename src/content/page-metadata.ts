import type { PageMetadata } from "../core/page.ts";
import { dateInText, isoDate } from "./page-dates.ts";
import type { PageDocument } from "./page-dom.ts";
import { faviconOf } from "./page-favicon.ts";
import { readJsonLd } from "./page-json-ld.ts";
import { leadImageOf, type NamedImage } from "./page-lead-image.ts";
import { metasOf, microdataOf } from "./page-meta-tags.ts";
import { authorOf, bylines, linesBelowHeading } from "./page-people.ts";
import { oneLine, webAddress } from "./page-text.ts";
import { withoutSiteName } from "./page-title.ts";

const MAX_TITLE = 300;
const MAX_DESCRIPTION = 1_000;
const MAX_NAME = 120;
const MAX_KEYWORDS = 20;
const MAX_KEYWORD = 60;
const MAX_FEEDS = 10;

const FEED_TYPES = /^application\/(?:rss\+xml|atom\+xml|feed\+json)$/i;

/** The address that a page's relative addresses stand on: its `<base>`, else its own. */
export function baseAddress(document: PageDocument, url: string): string {
  return webAddress(document.querySelector("base[href]")?.getAttribute("href"), url) ?? url;
}

export interface PageSays extends Omit<PageMetadata, "leadImageUrl"> {
  /** The page calls itself an article. */
  readonly isArticle: boolean;
  /** The lead image, should the article's first picture be the one given. */
  leadImage(articleImage: string | null): string | null;
}

/**
 * What a page says of itself: JSON-LD, Open Graph, Twitter, standard `<meta>`, microdata, then the document, in this
 * order.
 */
export function readMetadata(document: PageDocument, url: string): PageSays {
  const base = baseAddress(document, url);
  const jsonLd = readJsonLd(document, (address) => isSamePage(webAddress(address, base), url));
  const meta = metasOf(document);
  const micro = microdataOf(document);
  const at = (selector: string, attribute: string) => document.querySelector(selector)?.getAttribute(attribute) ?? null;
  const firstLine = (maxLength: number, ...values: unknown[]) => first(values, (value) => oneLine(value, maxLength));
  const firstAddress = (...values: unknown[]) => first(values, (value) => webAddress(value, base));

  // Against the usual order: og:locale is often a theme's default, and the document's own `lang` is what people set.
  const language = first(
    [
      jsonLd.language,
      document.documentElement.getAttribute("lang"),
      document.documentElement.getAttribute("xml:lang"),
      meta.get("og:locale"),
      meta.get("content-language"),
    ],
    languageTag,
  );
  const date = (value: unknown) => isoDate(value, language);
  const imagesIn = (name: string): NamedImage[] => {
    const [width = null, height = null] = ["width", "height"].map(
      (side) => Number(meta.get(`${name}:${side}`)) || null,
    );
    // The size that is told belongs to the first.
    return meta.all(name).map((address, at) => ({ address, width: at ? null : width, height: at ? null : height }));
  };
  const unsized = (...addresses: (string | null | undefined)[]): NamedImage[] =>
    addresses.flatMap((address) => (address ? [{ address, width: null, height: null }] : []));
  const leadImages = [
    jsonLd.images,
    unsized(meta.get("og:image:secure_url")),
    imagesIn("og:image"),
    unsized(meta.get("og:image:url")),
    imagesIn("twitter:image"),
    unsized(meta.get("twitter:image:src")),
    unsized(meta.get("thumbnail"), at('link[rel~="image_src" i]', "href"), micro("image")),
  ];
  const heading = onlyHeading(document);
  const siteName = firstLine(
    MAX_NAME,
    jsonLd.siteName,
    meta.get("og:site_name"),
    meta.get("application-name"),
    meta.get("apple-mobile-web-app-title"),
  );
  const title = firstLine(
    MAX_TITLE,
    ...[
      jsonLd.title,
      meta.get("og:title"),
      meta.get("twitter:title"),
      meta.get("dc.title"),
      meta.get("citation_title"),
    ],
    ...[
      micro("headline"),
      document.querySelector("head title")?.textContent,
      heading,
      document.querySelector("title")?.textContent,
    ],
  );
  return {
    title: title === null ? null : withoutSiteName(title, { siteName, host: new URL(url).hostname, heading }),
    description: firstLine(
      MAX_DESCRIPTION,
      jsonLd.description,
      meta.get("og:description"),
      meta.get("twitter:description"),
      meta.get("description"),
      meta.get("dc.description"),
      micro("description"),
    ),
    canonicalUrl: firstAddress(at('link[rel~="canonical" i]', "href"), meta.get("og:url"), jsonLd.url),
    siteName,
    author: authorOf(
      [
        jsonLd.authors,
        meta.all("article:author"),
        meta.all("author"),
        meta.all("parsely-author"),
        meta.all("dc.creator"),
        meta.all("citation_author"),
        [micro("author")],
        bylines(document),
      ],
      siteName,
    ),
    publishedAt:
      first(
        [
          jsonLd.published,
          meta.get("article:published_time"),
          meta.get("datepublished"),
          meta.get("date"),
          meta.get("dc.date"),
          meta.get("dc.date.issued"),
          meta.get("dcterms.created"),
          meta.get("parsely-pub-date"),
          meta.get("pubdate"),
          meta.get("publishdate"),
          meta.get("published_time"),
          meta.get("sailthru.date"),
          meta.get("publish-date"),
          meta.get("citation_publication_date"),
          micro("datePublished"),
          at("time[pubdate][datetime]", "datetime"),
          articleTime(document),
        ],
        date,
      ) ?? visibleDate(document, language),
    modifiedAt: first(
      [
        jsonLd.modified,
        meta.get("article:modified_time"),
        meta.get("og:updated_time"),
        meta.get("dcterms.modified"),
        meta.get("last-modified"),
        micro("dateModified"),
      ],
      date,
    ),
    language,
    faviconUrl: faviconOf(document, { base, url }),
    feedUrls: feedsOf(document, base),
    keywords: keywordsOf([
      ...jsonLd.keywords,
      ...meta.all("article:tag"),
      ...meta.all("keywords"),
      ...meta.all("parsely-tags"),
      ...meta.all("news_keywords"),
    ]),
    leadImage: (articleImage) => leadImageOf(leadImages, { base, articleImage }),
    isArticle: jsonLd.isArticle || /^article$/i.test(meta.get("og:type") ?? ""),
  };
}

function first<T>(values: readonly unknown[], read: (value: unknown) => T | null): T | null {
  for (const value of values) {
    const found = value === null || value === undefined ? null : read(value);
    if (found !== null) return found;
  }
  return null;
}

/** The page's single main heading; several say nothing about the page. */
function onlyHeading(document: PageDocument): string | null {
  const headings = [...document.querySelectorAll("h1")];
  const within = headings.filter((heading) => heading.closest("article, main") !== null);
  const found = headings.length === 1 ? headings : within;
  return found.length === 1 ? oneLine(found[0]?.textContent, MAX_TITLE) : null;
}

function articleTime(document: PageDocument): string | null {
  const times = [...document.querySelectorAll("article time[datetime], main time[datetime], header time[datetime]")];
  const articles = [...document.querySelectorAll("article")].length;
  return articles > 1 ? null : (times[0]?.getAttribute("datetime") ?? null);
}

/** Where pages write their date for people. */
const DATED =
  'time, [class~="date" i], [class~="datum" i], [class*="date" i][class*="post" i], [class*="date" i][class*="entry" i], [class*="publish" i], [class~="byline" i], [class*="meta" i], [class~="info" i], [class~="posted" i]';
const MAX_DATED = 40;

/** A date that stands at the top of the page for people to read. */
function visibleDate(document: PageDocument, language: string | null): string | null {
  if ([...document.querySelectorAll("article")].length > 1) return null;
  const lines = [...document.querySelectorAll(DATED)]
    .slice(0, MAX_DATED)
    .filter((element) => element.closest("footer, aside, nav, [class*=comment], [class*=related]") === null)
    .map((element) => oneLine(element.textContent?.slice(0, 400), 200) ?? "");
  return first(
    [...lines, ...linesBelowHeading(document)].filter((line) => line.length < 160),
    (line) => dateInText(String(line), language),
  );
}

function languageTag(value: unknown): string | null {
  const text =
    oneLine(value, 35)
      ?.replaceAll("_", "-")
      .split(/[,;\s]/)[0] ?? "";
  try {
    return Intl.getCanonicalLocales(text)[0] ?? null;
  } catch {
    return null;
  }
}

function feedsOf(document: PageDocument, base: string): string[] {
  const feeds = [...document.querySelectorAll('link[rel~="alternate" i][type][href]')]
    .filter((link) => FEED_TYPES.test(link.getAttribute("type")?.trim() ?? ""))
    .map((link) => webAddress(link.getAttribute("href"), base))
    .filter((address) => address !== null);
  return [...new Set(feeds)].slice(0, MAX_FEEDS);
}

function keywordsOf(values: readonly string[]): string[] {
  const words = values.flatMap((value) => value.split(/[,;]/)).map((word) => oneLine(word, MAX_KEYWORD));
  const unique = new Map(words.filter((word) => word !== null).map((word) => [word.toLowerCase(), word]));
  return [...unique.values()].slice(0, MAX_KEYWORDS);
}

function isSamePage(one: string | null, other: string): boolean {
  const plain = (address: string) =>
    address
      .replace(/^https?:\/\/(?:www\.)?/, "")
      .replace(/[#?].*$/, "")
      .replace(/\/$/, "");
  return one !== null && plain(one) === plain(other);
}
