import assert from "node:assert/strict";
import { test } from "node:test";
import { readPageHere } from "../../src/content/read-page.ts";
import type { PageRead } from "../../src/core/page.ts";

function read(text: string, contentType: string, url = "https://page.example/docs/file"): PageRead {
  const result = readPageHere({ bytes: new TextEncoder().encode(text), contentType, url });
  assert.ok("metadata" in result, "reason" in result ? result.reason : "");
  return result;
}

test("Markdown is rendered, sanitised, and told by its front matter", () => {
  const { metadata, article } = read(
    "---\ntitle: 'Gate'\nauthor: Lin\ndate: 2026-01-02\n---\n# Other\n\n**high** water [map](m.png)\n\n<script>alert(1)</script>\n\n[x](javascript:alert(2))\n\n![a gate](gate.png)\n",
    "text/markdown",
  );
  assert.deepEqual(
    [metadata.title, metadata.author, metadata.publishedAt],
    ["Gate", "Lin", "2026-01-02T00:00:00.000Z"],
  );
  assert.match(article?.html ?? "", /<strong>high<\/strong> water <a href="https:\/\/page\.example\/docs\/m\.png"/);
  assert.doesNotMatch(article?.html ?? "", /alert|javascript/);
  assert.deepEqual(article?.imageUrls, ["https://page.example/docs/gate.png"]);
});

test("a raw file that is served as plain text is known by its address", () => {
  const { metadata, article } = read(
    "# Sluice\n\n- one\n",
    "text/plain; charset=utf-8",
    "https://raw.example/README.md",
  );
  assert.equal(metadata.title, "Sluice");
  assert.match(article?.html ?? "", /<li>one<\/li>/);
});

test("JSON is set out, XML shown as it is, nothing in them acts", () => {
  const json = read(
    '{"a":{"b":"<img src=x onerror=alert(1)>"}}',
    "application/json",
    "https://data.example/a%20b.json",
  );
  assert.equal(json.metadata.title, "a b.json");
  assert.match(json.article?.text ?? "", /^\{\n {2}"a": \{\n/);
  assert.doesNotMatch(json.article?.html ?? "", /<img/);
  const broken = read("{ not json", "application/json");
  assert.match(broken.article?.html ?? "", /<pre><code class="language-json">\{ not json<\/code>/);
  const xml = read('<?xml version="1.0"?><a><b>1</b></a>', "text/xml");
  assert.match(xml.article?.html ?? "", /language-xml">&lt;\?xml/);
});

test("RSS, RSS 1.0, Atom and JSON Feed become a list of entries with their addresses", () => {
  const feeds: [string, string][] = [
    [
      "application/rss+xml",
      '<rss version="2.0"><channel><title>Loaves</title><link>https://page.example/</link><item><title>Rye</title><link>/rye</link><pubDate>Sun, 19 May 2024 17:40:00 +0000</pubDate><description><![CDATA[<b>dark</b><script>alert(1)</script>]]></description></item></channel></rss>',
    ],
    [
      "text/xml",
      '<rdf:RDF xmlns:rdf="r" xmlns="http://purl.org/rss/1.0/"><channel><title>Loaves</title></channel><item><title>Rye</title><link>https://page.example/rye</link><description>dark</description></item></rdf:RDF>',
    ],
    [
      "text/xml",
      '<feed xmlns="http://www.w3.org/2005/Atom"><title>Loaves</title><entry><title>Rye</title><link rel="self" href="/no"/><link href="/rye"/><summary>dark</summary></entry></feed>',
    ],
    [
      "application/feed+json",
      '{"title":"Loaves","items":[{"title":"Rye","url":"https://page.example/rye","content_text":"dark"}]}',
    ],
  ];
  for (const [type, text] of feeds) {
    const { metadata, article } = read(text, type, "https://page.example/feed");
    assert.equal(metadata.title, "Loaves", type);
    assert.deepEqual(metadata.feedUrls, ["https://page.example/feed"]);
    assert.match(article?.html ?? "", /<h2><a href="https:\/\/page\.example\/rye"[^>]*>Rye<\/a><\/h2>/, type);
    assert.match(article?.text ?? "", /dark/);
    assert.doesNotMatch(article?.html ?? "", /alert/);
  }
});

test("plain text becomes paragraphs; lines that were wrapped by hand are joined, verses are not", () => {
  const wrapped = "The tide mill at the head of the creek has ground no flour\nsince the bridge was built.";
  const { metadata, article } = read(`Tide Mill\n\n${wrapped}\n\nrose\nrain\n\n    code()`, "text/plain");
  assert.equal(metadata.title, "Tide Mill");
  assert.match(article?.html ?? "", /no flour since the bridge/);
  assert.match(article?.html ?? "", /<p>rose<br>rain<\/p>\n<pre> {4}code\(\)<\/pre>/);
});

test("documents made to break their reader are shown plainly, quickly and without entities", () => {
  const hostile: [string, string][] = [
    [`<rss><channel>${"<a>".repeat(100_000)}`, "application/rss+xml"],
    [`<rss><channel>${"<![CDATA[".repeat(100_000)}`, "application/rss+xml"],
    ['<!DOCTYPE rss [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><rss><channel><title>&b;</title></channel></rss>', ""],
    ["_a__b_".repeat(60_000), "text/markdown"],
    ["> ".repeat(100_000), "text/markdown"],
    [`# x${" ".repeat(100_000)}y`, "text/markdown"],
    ["[".repeat(200_000), "application/json"],
  ];
  for (const [text, type] of hostile) {
    const page = read(text, type);
    assert.ok(page.article !== null, type);
    assert.doesNotMatch(page.metadata.title ?? "", /aa/);
  }
});
