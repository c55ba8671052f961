import { marked } from "marked";
import type { Article, PageMetadata } from "../core/page.ts";
import { wholeArticle } from "./article.ts";
import { readingTime } from "./article-text.ts";
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
/** Longer blocks are not written by people, and are shown as plain text. Characters. */
const MAX_MARKDOWN_BLOCK = 20_000;
const MOST_LINES_TO_HEADING = 500;

/** A line break in text that was wrapped by hand is no line break; lines are that long then. Characters. */
const WRAPPED_LINE = 50;

/**
 * Makes Markdown, JSON, XML, a feed or plain text readable: sanitised HTML like that of any article.
 * @param type a MIME type as `textKindOf` tells it
 */
export function readDocument(whole: string, { type, url }: { type: string; url: string }): ReadDocument {
  const text = whole.slice(0, MAX_CHARACTERS);
  if (type === "text/markdown") return hasEndlessBlock(text) ? fromPlainText(text, url) : fromMarkdown(text, url);
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
  const article = wholeArticle(marked.parse(body, { async: false, gfm: true }), url);
  return {
    metadata: {
      title: oneLine(said.get("title") ?? headingOf(body), MAX_TITLE),
      description: oneLine(said.get("description") ?? said.get("summary") ?? null, MAX_DESCRIPTION),
      author: oneLine(said.get("author") ?? null, MAX_NAME),
      publishedAt: isoDate(said.get("date") ?? null),
      language: null,
      leadImageUrl: webAddress(said.get("image") ?? null, url) ?? article.imageUrls[0] ?? null,
    },
    article,
  };
}

/** A parser of Markdown needs the square of a block's length for some (360 KB of `_a__b_`: more than a minute). */
function hasEndlessBlock(text: string): boolean {
  return text.split(/\n[ \t]*\n/).some((block) => block.length > MAX_MARKDOWN_BLOCK);
}

/** The first heading of the first degree: `# so`, or underlined by `===`. */
function headingOf(markdown: string): string | null {
  const lines = markdown.split("\n", MOST_LINES_TO_HEADING);
  const at = lines.findIndex((line, index) => line.startsWith("# ") || /^={3,}$/.test(lines[index + 1]?.trim() ?? ""));
  const line = lines[at];
  return line === undefined ? null : line.replace(/^# /, "").replace(/#+$/, "");
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
    .map((block) => block.trimEnd())
    .filter((block) => block !== "");
  const [first = ""] = blocks;
  const isTitle = blocks.length > 1 && !first.trim().includes("\n") && first.trim().length <= 120;
  const title = oneLine(isTitle ? first : nameOf(url), MAX_TITLE);
  const plain = blocks.join("\n\n");
  return {
    metadata: { title },
    article: writtenArticle({ html: blocks.map(paragraph).join("\n"), markdown: plain, text: plain }),
  };
}

function paragraph(block: string): string {
  const lines = block.split("\n");
  if (lines.some((line) => /^(?: {4}|\t)/.test(line))) return `<pre>${escaped(block)}</pre>`;
  const wrapped = lines.slice(0, -1).every((line) => line.length >= WRAPPED_LINE);
  return `<p>${lines.map((line) => escaped(line.trim())).join(wrapped ? " " : "<br>")}</p>`;
}

function asCode(text: string, { language, url }: { language: string; url: string }): ReadDocument {
  const name = /^[\w+#-]{1,30}$/.test(language) ? language : "text";
  const longestRun = Math.max(2, ...(text.match(/`{3,}/g) ?? []).slice(0, 1_000).map((run) => run.length));
  const fence = "`".repeat(longestRun + 1);
  const article = writtenArticle({
    html: `<pre><code class="language-${name}">${escaped(text)}</code></pre>`,
    markdown: `${fence}${name}\n${text}\n${fence}`,
    text,
  });
  return { metadata: { title: oneLine(nameOf(url), MAX_TITLE) }, article };
}

/** Markup that we wrote ourselves needs no cleaning; parsing half a million escaped characters took 400 MB. */
function writtenArticle(shapes: Pick<Article, "html" | "markdown" | "text">): Article {
  return { ...shapes, ...readingTime(shapes.text), imageUrls: [] };
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
