import { marked } from "marked";
import type { Article, PageMetadata } from "../core/page.ts";
import { wholeArticle } from "./article.ts";
import { isFeed, readFeed } from "./document-feed.ts";
import { isoDate } from "./page-dates.ts";
import { oneLine, webAddress } from "./page-text.ts";

/** What a document that is no page says: its own metadata, as far as it has any, and itself made readable. */
export interface ReadDocument {
  readonly metadata: Partial<PageMetadata>;
  readonly article: Article;
}

/** Longer documents are shown up to here. Characters. */
const MAX_CHARACTERS = 500_000;
const MAX_TITLE = 300;
const MAX_DESCRIPTION = 1_000;
const MAX_NAME = 120;

/** A line break in text that was wrapped by hand is no line break; lines are that long then. Characters. */
const WRAPPED_LINE = 50;

/**
 * Makes Markdown, JSON, XML, a feed or plain text readable: sanitised HTML like that of any article.
 * @param type a MIME type as `textKindOf` tells it
 */
export function readDocument(whole: string, { type, url }: { type: string; url: string }): ReadDocument {
  const text = whole.slice(0, MAX_CHARACTERS);
  if (type === "text/markdown") return fromMarkdown(text, url);
  if (isFeed(type)) {
    const feed = readFeed(whole, { type, url });
    if (feed !== null) return { metadata: feed.metadata, article: wholeArticle(feed.html, url) };
  }
  if (type.endsWith("json")) return asCode(indented(text), { language: "json", url });
  if (type.endsWith("xml")) return asCode(text, { language: "xml", url });
  return type === "text/plain" ? fromPlainText(text, url) : asCode(text, { language: type.split("/")[1] ?? "", url });
}

function fromMarkdown(text: string, url: string): ReadDocument {
  const { said, body } = frontMatter(text);
  const heading = /^(?:#\s+(.{1,300}?)\s*#*|(.{1,300})\n=+)\s*$/m.exec(body);
  const article = wholeArticle(marked.parse(body, { async: false, gfm: true }), url);
  return {
    metadata: {
      title: oneLine(said.get("title") ?? heading?.[1] ?? heading?.[2] ?? null, MAX_TITLE),
      description: oneLine(said.get("description") ?? said.get("summary") ?? null, MAX_DESCRIPTION),
      author: oneLine(said.get("author") ?? null, MAX_NAME),
      publishedAt: isoDate(said.get("date") ?? null),
      language: null,
      leadImageUrl: webAddress(said.get("image") ?? null, url) ?? article.imageUrls[0] ?? null,
    },
    article,
  };
}

/** What generators of sites write above a text: `key: value` between two lines of `---`. Lists and nesting are left out. */
function frontMatter(text: string): { said: ReadonlyMap<string, string>; body: string } {
  const match = /^---[ \t]*\r?\n([\s\S]{0,20000}?)\r?\n---[ \t]*(?:\r?\n|$)/.exec(text);
  if (match === null) return { said: new Map(), body: text };
  const lines = (match[1] ?? "").split("\n").map((line) => /^([\w-]{1,40}):\s*(.+?)\s*$/.exec(line));
  const said = lines
    .filter((line) => line !== null)
    .map((line) => [(line[1] ?? "").toLowerCase(), (line[2] ?? "").replace(/^(["'])(.*)\1$/, "$2")] as const);
  return { said: new Map(said), body: text.slice(match[0].length) };
}

function fromPlainText(text: string, url: string): ReadDocument {
  const blocks = text
    .replaceAll("\r", "")
    .split(/\n[ \t]*\n/)
    .filter((block) => block.trim() !== "");
  const [first = ""] = blocks;
  const isTitle = blocks.length > 1 && !first.trim().includes("\n") && first.trim().length <= 120;
  const title = isTitle ? oneLine(first, MAX_TITLE) : (oneLine(nameOf(url), MAX_TITLE) ?? null);
  return { metadata: { title }, article: wholeArticle(blocks.map(paragraph).join("\n"), url) };
}

function paragraph(block: string): string {
  const lines = block.split("\n");
  if (lines.some((line) => /^(?: {4}|\t)/.test(line))) return `<pre>${escaped(block)}</pre>`;
  const wrapped = lines.slice(0, -1).every((line) => line.length >= WRAPPED_LINE);
  return `<p>${lines.map((line) => escaped(line.trim())).join(wrapped ? " " : "<br>")}</p>`;
}

function asCode(text: string, { language, url }: { language: string; url: string }): ReadDocument {
  const html = `<pre><code class="language-${language}">${escaped(text)}</code></pre>`;
  return { metadata: { title: oneLine(nameOf(url), MAX_TITLE) }, article: wholeArticle(html, url) };
}

function indented(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    // Cut short, or with comments: still worth reading as it is.
    return text;
  }
}

/** The file's name in its address, or the host's when there is none. */
function nameOf(url: string): string {
  const { pathname, hostname } = new URL(url);
  const name = pathname.split("/").findLast((part) => part !== "") ?? hostname;
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
