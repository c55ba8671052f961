import { Readability } from "@mozilla/readability";
import { type Article, MAX_ARTICLE_IMAGES, type PageRead } from "../core/page.ts";
import { settleCode } from "./article-code.ts";
import { dropFurniture } from "./article-furniture.ts";
import { dropHidden } from "./article-hidden.ts";
import { settleImages } from "./article-images.ts";
import { articleMarkdown } from "./article-markdown.ts";
import { sanitizeArticle } from "./article-markup.ts";
import { settleMath } from "./article-math.ts";
import { plainText, readingTime } from "./article-text.ts";
import { domOf, type PageDocument, type PageElement } from "./page-dom.ts";
import { wordsOfPage } from "./page-words.ts";

/** Below this nothing stands out, unless the page itself says that it is an article. Words. */
const LEAST_WORDS = 60;
const LEAST_DECLARED_WORDS = 15;

/** A paragraph that somebody wrote is longer than a teaser or a label. Words. */
const LEAST_PARAGRAPH_WORDS = 18;

/** Share of the text that stands in links; above it the page is a list of other pages. */
const MOST_LINKED = 0.5;

/** So many articles on one page are teasers. */
const LIST_OF_ARTICLES = 4;

/**
 * The article of a page, or, where none stands out, what it says all the same. Takes the document apart: read the metadata
 * first. `declared` tells that the page calls itself an article, which lowers the bar.
 */
export function extractArticle(
  document: PageDocument,
  page: { baseUrl: string; declared: boolean },
): Pick<PageRead, "article" | "text"> {
  settleMath(document);
  settleImages(document);
  settleCode(document);
  dropHidden(document);
  dropFurniture(document);
  // Relative addresses are resolved by us; the extractor would do it by `<base>`, too, but only when that is absolute.
  for (const base of [...document.querySelectorAll("base")]) base.remove();
  // The extractor takes out of the document what it finds.
  const text = wordsOfPage(document);
  const article = page.declared || !isListOfArticles(document) ? standingOut(document, page) : null;
  return article ? { article, text: null } : { article: null, text };
}

function standingOut(document: PageDocument, page: { baseUrl: string; declared: boolean }): Article | null {
  const found = new Readability(document, { classesToPreserve: codeLanguages(document), maxElemsToParse: 0 }).parse();
  if (found?.content === null || found?.content === undefined) return null;

  const { article, body } = articleOf(found.content, page.baseUrl);
  if (article.words < (page.declared ? LEAST_DECLARED_WORDS : LEAST_WORDS)) return null;
  return page.declared || readsLikeAnArticle(body, article.words)
    ? { ...article, markdown: articleMarkdown(body) }
    : null;
}

/** An article from markup that is one as a whole, such as a document that is no page. */
export function wholeArticle(html: string, baseUrl: string): Article {
  const { article, body } = articleOf(html, baseUrl);
  return { ...article, markdown: articleMarkdown(body) };
}

function articleOf(markup: string, baseUrl: string): { article: Omit<Article, "markdown">; body: PageElement } {
  const html = sanitizeArticle(markup, baseUrl);
  const { body } = domOf(`<!doctype html><html><head></head><body>${html}</body></html>`);
  const text = plainText(body);
  return { article: { html, text, ...readingTime(text), imageUrls: imagesOf(body) }, body };
}

function isListOfArticles(document: PageDocument): boolean {
  const articles = [...document.querySelectorAll("article")].filter(
    (article) => article.querySelector("article") === null,
  );
  const teasers = articles.filter(
    (article) => article.querySelector("h1 a[href], h2 a[href], h3 a[href], a[href] h2, a[href] h3") !== null,
  );
  return teasers.length >= LIST_OF_ARTICLES && teasers.length * 2 > articles.length;
}

function readsLikeAnArticle(body: PageElement, words: number): boolean {
  const linked = [...body.querySelectorAll("a[href]")].reduce(
    (sum, link) => sum + readingTime(link.textContent ?? "").words,
    0,
  );
  if (linked > words * MOST_LINKED) return false;
  return [...body.querySelectorAll("p, blockquote, pre, li, div, td, dd")].some(
    (block) =>
      readingTime(block.textContent ?? "").words >= LEAST_PARAGRAPH_WORDS &&
      block.querySelector("p, div, li, table") === null,
  );
}

function codeLanguages(document: PageDocument): string[] {
  const classes = [...document.querySelectorAll("pre[class], code[class]")].flatMap((code) =>
    (code.getAttribute("class") ?? "").split(/\s+/),
  );
  return [...new Set(classes.filter((name) => /^lang(?:uage)?-[\w+#-]{1,30}$/.test(name)))];
}

function imagesOf(body: PageElement): string[] {
  const addresses = [...body.querySelectorAll("img[src]")].map((image) => image.getAttribute("src") ?? "");
  return [...new Set(addresses)].filter(Boolean).slice(0, MAX_ARTICLE_IMAGES);
}
