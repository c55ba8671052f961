import { DOMParser } from "linkedom";
import type { PageMetadata } from "../core/page.ts";
import { isoDate } from "./page-dates.ts";
import type { PageDocument, PageElement } from "./page-dom.ts";
import { oneLine, webAddress } from "./page-text.ts";

interface ReadFeed {
  readonly metadata: Partial<PageMetadata>;
  /** Not sanitised yet. */
  readonly html: string;
}

/** Longer feeds are read up to here. Characters. */
const MAX_CHARACTERS = 2_000_000;
/** Nobody scrolls further; a feed's beginning is its news. */
const MAX_ENTRIES = 50;
const MAX_SUMMARY = 5_000;
/** Elements within each other; a feed has six. */
const MAX_DEPTH = 64;

export function isFeed(type: string): boolean {
  return type === "application/rss+xml" || type === "application/atom+xml" || type === "application/feed+json";
}

/** RSS 0.9 to 2.0, RSS 1.0 (RDF), Atom and JSON Feed as a list of entries; null when it is none after all. */
export function readFeed(text: string, { type, url }: { type: string; url: string }): ReadFeed | null {
  const entries = type === "application/feed+json" ? jsonFeed(text) : xmlFeed(text.slice(0, MAX_CHARACTERS));
  if (entries === null) return null;
  const { channel, items } = entries;
  const html = items
    .slice(0, MAX_ENTRIES)
    .map((item) => entryHtml(item, url))
    .join("\n");
  return {
    metadata: {
      title: oneLine(channel.title, 300),
      description: oneLine(channel.description, 1_000),
      author: oneLine(channel.author, 120),
      canonicalUrl: webAddress(channel.link, url),
      language:
        channel.language === null || !/^[a-z]{2,3}(?:-\w{2,8})*$/i.test(channel.language) ? null : channel.language,
      leadImageUrl: webAddress(channel.image, url),
      feedUrls: [url],
    },
    html,
  };
}

interface Entry {
  readonly title: string | null;
  readonly link: string | null;
  readonly date: string | null;
  readonly summary: string | null;
}

interface Feed {
  readonly channel: Readonly<Record<"title" | "description" | "author" | "link" | "language" | "image", string | null>>;
  readonly items: readonly Entry[];
}

function entryHtml({ title, link, date, summary }: Entry, base: string): string {
  const address = webAddress(link, base);
  const shown = escaped(oneLine(title, 300) ?? address ?? "");
  const heading = address === null ? shown : `<a href="${escaped(address)}">${shown}</a>`;
  const published = isoDate(date);
  const when = published === null ? "" : `<p><time datetime="${published}">${published.slice(0, 10)}</time></p>`;
  return `<section><h2>${heading}</h2>${when}<div>${(summary ?? "").slice(0, MAX_SUMMARY)}</div></section>`;
}

function xmlFeed(text: string): Feed | null {
  if (isTooDeep(text)) return null;
  const document = new DOMParser().parseFromString(text, "text/xml") as unknown as PageDocument;
  const root = document.documentElement as PageElement | null;
  const channel = root === null ? undefined : (child(root, "channel") ?? root);
  if (root === null || channel === undefined || !/^(?:rss|rdf:rdf|feed)$/i.test(root.localName)) return null;
  const entries = [...root.querySelectorAll("item, entry")].slice(0, MAX_ENTRIES);
  const authorElement = child(channel, "author");
  return {
    channel: {
      title: said(channel, "title"),
      description: said(channel, "description", "subtitle", "tagline"),
      author: (authorElement && said(authorElement, "name")) ?? said(channel, "itunes:author", "dc:creator"),
      link: linkOf(channel),
      language: said(channel, "language") ?? root.getAttribute("xml:lang"),
      image: (child(channel, "image") && said(child(channel, "image")!, "url")) ?? said(channel, "logo", "icon"),
    },
    items: entries.map((entry) => ({
      title: said(entry, "title"),
      link: linkOf(entry),
      date: said(entry, "pubDate", "published", "updated", "dc:date"),
      summary: said(entry, "description", "summary", "content", "content:encoded"),
    })),
  };
}

function jsonFeed(text: string): Feed | null {
  let feed: unknown;
  try {
    feed = JSON.parse(text);
  } catch {
    return null;
  }
  const of = (value: unknown, name: string): string | null => {
    const found = typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : null;
    return typeof found === "string" ? found : null;
  };
  const items = typeof feed === "object" && feed !== null ? (feed as Record<string, unknown>)["items"] : null;
  if (!Array.isArray(items)) return null;
  return {
    channel: {
      title: of(feed, "title"),
      description: of(feed, "description"),
      author: null,
      link: of(feed, "home_page_url"),
      language: of(feed, "language"),
      image: of(feed, "icon"),
    },
    items: items.slice(0, MAX_ENTRIES).map((item) => ({
      title: of(item, "title"),
      link: of(item, "url"),
      date: of(item, "date_published"),
      summary: of(item, "content_html") ?? escaped(of(item, "content_text") ?? of(item, "summary") ?? ""),
    })),
  };
}

/** The text of the first child of one of these names that says something. */
function said(element: PageElement, ...names: string[]): string | null {
  for (const name of names) {
    const text = child(element, name)?.textContent?.trim();
    if (text !== undefined && text !== "") return text;
  }
  return null;
}

function child(element: PageElement, name: string): PageElement | undefined {
  return [...element.children].find((one) => one.localName.toLowerCase() === name.toLowerCase());
}

/** RSS writes the address as text, Atom as an attribute, several of them by `rel`. */
function linkOf(element: PageElement): string | null {
  const links = [...element.children].filter((one) => one.localName === "link");
  const page = links.find((link) => (link.getAttribute("rel") ?? "alternate") === "alternate");
  return page?.getAttribute("href") ?? (page?.textContent?.trim() || said(element, "guid"));
}

/** Counted before a tree is built: a tree ten thousand deep overflows whoever walks it. */
function isTooDeep(text: string): boolean {
  let depth = 0;
  for (let at = text.indexOf("<"); at !== -1; at = text.indexOf("<", at + 1)) {
    if (text.startsWith("<![CDATA[", at)) {
      const end = text.indexOf("]]>", at);
      if (end === -1) return false;
      at = end;
    } else if (text[at + 1] === "/") depth--;
    else if (/[a-z]/i.test(text[at + 1] ?? "")) {
      const end = text.indexOf(">", at);
      if (end === -1) return false;
      if (text[end - 1] !== "/") depth++;
      at = end;
    }
    if (depth > MAX_DEPTH) return true;
  }
  return false;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
