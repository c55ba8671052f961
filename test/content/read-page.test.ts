import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { readPageHere } from "../../src/content/read-page.ts";
import type { Article, PageRead } from "../../src/core/page.ts";

const PAGES = new URL("../fixtures/pages/", import.meta.url);

function read(page: string | Uint8Array, url = "https://page.example/a/b", contentType = "text/html"): PageRead {
  const bytes = typeof page === "string" ? new TextEncoder().encode(page) : page;
  const result = readPageHere({ bytes, contentType, url });
  assert.ok("metadata" in result, "reason" in result ? result.reason : "");
  return result;
}

function readFixture(name: string, url?: string): PageRead {
  return read(readFileSync(new URL(name, PAGES)), url);
}

function articleOf(page: PageRead): Article {
  assert.ok(page.article !== null, `no article, obstacle ${page.obstacle}`);
  return page.article;
}

test("a news article is told by its JSON-LD graph first", () => {
  const page = readFixture("news-graph.html", "https://courier.example/2026/03/oven?from=mail");
  assert.deepEqual(page.metadata, {
    title: "Village oven lit again after forty years & a day",
    description: "Bakers came from three valleys.",
    canonicalUrl: "https://courier.example/2026/03/oven",
    siteName: "The Hill Courier",
    author: "Ada Brook, Lin Ferro",
    publishedAt: "2026-03-01T08:00:00.000Z",
    modifiedAt: "2026-03-02T08:15:00.000Z",
    language: "en-GB",
    leadImageUrl: "https://img.courier.example/oven-16x9.jpg",
    faviconUrl: "https://courier.example/icon-96.png",
    feedUrls: ["https://courier.example/feed.xml"],
    keywords: ["bread", "Ovens"],
  });
  const article = articleOf(page);
  assert.match(article.text, /^The oven at home/);
  assert.doesNotMatch(article.text, /Privacy|Sport/);
  assert.ok(article.words > 150 && article.readingMinutes === 1);
});

test("a blog with Open Graph only is told by that, its author is a person", () => {
  const { metadata, article } = readFixture("blog-open-graph.html", "https://crumb.example/waiting");
  assert.equal(metadata.title, "Waiting for dough");
  assert.equal(metadata.author, "Max Olin");
  assert.equal(metadata.publishedAt, "2025-11-30T00:00:00.000Z");
  assert.equal(metadata.language, "en-US");
  assert.deepEqual(metadata.keywords, ["dough", "patience"]);
  assert.equal(metadata.faviconUrl, "https://crumb.example/favicon.ico");
  assert.deepEqual(article?.imageUrls, ["https://crumb.example/dough-big.jpg"]);
});

test("microdata and the document speak where nothing else does", () => {
  const { metadata } = readFixture("microdata.html", "https://www.crumb.example/brot/");
  assert.equal(metadata.title, "Brot für Anfänger");
  assert.equal(metadata.author, "Ida Holm");
  assert.equal(metadata.publishedAt, "2024-02-29T18:30:00.000Z");
  assert.equal(metadata.leadImageUrl, "https://www.crumb.example/brot/brot.jpg");
  assert.equal(metadata.language, "de");
});

test("a page with a bare title has that and no article", () => {
  const { metadata, article, obstacle } = readFixture("bare-title.html");
  assert.deepEqual([metadata.title, article, obstacle], ["Opening hours", null, null]);
});

test("a home page is no article", () => {
  const { metadata, article, obstacle } = readFixture("home.html", "https://courier.example/");
  assert.deepEqual([metadata.title, article, obstacle], ["The Hill Courier", null, null]);
});

test("a list of links is no article", () => {
  const links = Array.from(
    { length: 60 },
    (_, i) => `<li><a href="/${i}">A page about bread number ${i}</a></li>`,
  ).join("");
  assert.equal(read(`<title>Links</title><h1>Links</h1><ul>${links}</ul>`).article, null);
});

test("obstacles are named and never taken for content", () => {
  const expected = {
    "challenge.html": "challenge",
    "login.html": "login",
    "needs-script.html": "script-needed",
    "consent.html": "consent",
  };
  for (const [name, obstacle] of Object.entries(expected)) {
    const page = readFixture(name);
    assert.deepEqual([page.obstacle, page.article], [obstacle, null], name);
  }
  assert.equal(readFixture("challenge.html").metadata.title, null);
  assert.equal(readFixture("needs-script.html").metadata.title, "Plan of the garden");
});

test("an article about logins, bot checks and cookies is an article", () => {
  const page = readFixture("about-logins.html");
  assert.equal(page.obstacle, null);
  assert.match(articleOf(page).text, /more often than any other words/);
});

test("a short note that only mentions signing in is no login wall", () => {
  const page = read(
    "<title>How to sign in at the library</title><h1>Sign in at the desk</h1><p>Bring your card and sign in at the desk.</p>",
  );
  assert.equal(page.obstacle, null);
});

test("a short page with comments that need a script needs none itself", () => {
  const page = read(
    "<title>Note</title><p>The oven is lit.</p><script>load()</script><noscript>Please enable JavaScript to view the comments.</noscript>",
  );
  assert.equal(page.obstacle, null);
  assert.equal(read("<title>Tip</title><p>You need to enable JavaScript in the reader, said Ada.</p>").obstacle, null);
});

test("tables, code, figures and footnotes survive; addresses stand on <base>", () => {
  const page = readFixture("rich-article.html", "https://baker.example/flour");
  const { html, markdown, text, imageUrls } = articleOf(page);
  assert.match(html, /<td>Rye<\/td><td>300<\/td>/);
  assert.match(html, /<code class="language-python">def loaf\(grams\):\n {4}return/);
  assert.match(html, /<figcaption>A loaf on a rack<\/figcaption>/);
  assert.match(html, /<a href="#note-1">1<\/a>/);
  assert.match(html, /<li id="note-1">/);
  assert.match(html, /href="https:\/\/cdn\.baker\.example\/tables\/all\.html" rel="noopener/);
  assert.match(html, /href="mailto:baker@baker\.example"/);
  assert.deepEqual(imageUrls, ["https://cdn.baker.example/guides/loaf.jpg"]);
  assert.equal(page.metadata.leadImageUrl, "https://cdn.baker.example/guides/loaf.jpg");
  assert.match(markdown, /\| Kind \| Grams \|\n\| --- \| --- \|\n\| Rye \| 300 \|\n\| Wheat \\\| white \| 450 \|/);
  assert.match(markdown, /```python\ndef loaf\(grams\):\n {4}return grams \* 1\.6\n```/);
  assert.match(text, /crumb still grows\.\n\nMost of the work/);
  assert.match(text, /Kind\tGrams\nRye\t300/);
});

test("an article cannot bring script, style, frames, forms or handlers", () => {
  const page = readFixture("hostile-article.html");
  const { html, markdown, text } = articleOf(page);
  for (const shown of [html, markdown, text]) {
    assert.doesNotMatch(
      shown,
      /alert|javascript:|vbscript:|data:|onerror|onclick|written by|styled|typed|1234|<script|<iframe|<form|<svg|<style/i,
    );
  }
  assert.doesNotMatch(html, /style=|class=|<img(?![^>]* src="https:)/);
  assert.match(text, /Ordinary words of an ordinary paragraph/);
  assert.equal(page.metadata.leadImageUrl?.startsWith("http") ?? true, true);
  assert.equal(page.metadata.canonicalUrl, null);
  assert.equal(page.metadata.faviconUrl, "https://page.example/favicon.ico");
});

test("what a reader cannot see does not reach the article", () => {
  const { html, markdown, text } = articleOf(readFixture("hostile-article.html"));
  for (const shown of [html, markdown, text]) assert.doesNotMatch(shown, /Whisper/);
});

test("a page that hides itself until its script has run is read all the same", () => {
  const words =
    "Bread rises where nobody looks, and the best loaf of the week is the one that was forgotten in the cellar. ";
  const page = read(
    `<title>Bread</title><body style="opacity:0"><main style="display:none"><h1>Bread</h1>${`<p>${words.repeat(2)}</p>`.repeat(5)}</main>`,
  );
  assert.match(articleOf(page).text, /Bread rises/);
});

test("10,000 nested elements are flattened, not refused", () => {
  const words =
    "Bread rises where nobody looks, and the best loaf of the week is the one that was forgotten in the cellar. ";
  const paragraphs = `<p>${words.repeat(3)}</p>`.repeat(6);
  const page = read(
    `<title>Deep</title><h1>Deep</h1><article>${paragraphs}${"<div>".repeat(10_000)}at the bottom${"</div>".repeat(10_000)}</article>`,
  );
  assert.equal(page.metadata.title, "Deep");
  assert.match(articleOf(page).text, /Bread rises/);
});

test("floods of tags, attributes and broken JSON-LD leave what can be read", () => {
  const floods = [
    "<b><i>".repeat(60_000),
    "<table><tr><td>".repeat(30_000),
    `<div ${Array.from({ length: 5_000 }, (_, i) => `a${i}=1`).join(" ")}>`,
    "<p>x</p>".repeat(20_000),
    `<script type="application/ld+json">${"[".repeat(50_000)}</script>`,
    '<script type="application/ld+json">{"@type":"Article","headline":{"@type":["x"]},"author":[[[[1]]]],"image":{"url":{}}}</script>',
    '<meta property="og:title" content="again">'.repeat(5_000),
  ];
  for (const flood of floods) assert.ok(read(`<title>Still here</title>${flood}`).metadata.title !== null);
});

test("an empty page is a failure, not an empty reading", () => {
  const result = readPageHere({ bytes: new Uint8Array(), contentType: "", url: "https://page.example/" });
  assert.ok("code" in result && result.code === "page-not-readable");
});

test("titles are well-formed, single-spaced and cut", () => {
  const { metadata } = read(`<meta property="og:title" content="A&#0; b&#xD800;\n\tc ${"long ".repeat(200)}">`);
  assert.ok(metadata.title !== null && metadata.title.length <= 300 && metadata.title.isWellFormed());
  assert.doesNotMatch(metadata.title, /[\x00-\x1f]/);
});
