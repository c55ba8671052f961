import assert from "node:assert/strict";
import { test } from "node:test";
import { readPageHere } from "../../src/content/read-page.ts";
import type { PageRead } from "../../src/core/page.ts";

const PARAGRAPH =
  "<p>The oven at home is never as hot as the one in a bakery, so the stone has to be warmed for a whole hour before the first loaf goes in. A pan of water on the floor makes the steam that keeps the crust soft while the crumb still grows.</p>";
const TEXT = PARAGRAPH.repeat(4);

function read(body: string, head = ""): PageRead {
  const page = `<!doctype html><html lang="en"><head><title>Bread</title>${head}</head><body><article><h1>Bread</h1>${body}</article></body></html>`;
  const url = "https://page.example/a/b";
  const result = readPageHere({ bytes: new TextEncoder().encode(page), contentType: "text/html", url });
  assert.ok("metadata" in result && result.article !== null);
  return result;
}

test("a picture gets the address that a browser would load in the end", () => {
  const cases: Record<string, string | null> = {
    '<img src="/a.jpg">': "/a.jpg",
    '<img src="/s.jpg" srcset="/s.jpg 300w, /m.jpg 900w, /l.jpg 1800w, /xl.jpg 4000w">': "/l.jpg",
    '<img src="/s.jpg" srcset="/s.jpg 1x,/d.jpg 2x">': "/d.jpg",
    '<img srcset="/c,w_300,h_2.jpg 300w, /c,w_700,h_2.jpg 700w">': "/c,w_700,h_2.jpg",
    '<img src="data:image/gif;base64,R0=" data-src="/lazy.jpg">': "/lazy.jpg",
    '<img src="/blur.jpg" data-lazy-src="/clear.jpg">': "/clear.jpg",
    '<img src="/spinner.gif" data-srcset="/p.jpg 500w, /q.jpg 800w">': "/q.jpg",
    '<picture><source srcset="/w.webp 800w"><img src="data:,"></picture>': "/w.webp",
    '<picture><source srcset="/w.webp 800w"><img src="/own.jpg"></picture>': "/own.jpg",
    '<img class="p" src="data:,"><noscript><img src="/real.jpg"></noscript>': "/real.jpg",
    '<amp-img src="/amp.jpg" width="9" height="9"></amp-img>': "/amp.jpg",
    '<img src="/count.gif" width="1" height="1">': null,
    '<img src="/spinner.gif">': null,
    '<img src="/pixel-art.png">': "/pixel-art.png",
    '<img src="data:image/png;base64,R0=">': null,
    "<img>": null,
  };
  for (const [markup, path] of Object.entries(cases)) {
    const { article } = read(`${TEXT}<div>${markup}</div>${TEXT}`);
    assert.deepEqual(article?.imageUrls, path === null ? [] : [`https://page.example${path}`], markup);
  }
});

test("the lead image is the largest one that tells something of the page", () => {
  const og = (address: string, more = "") => `<meta property="og:image" content="${address}">${more}`;
  const cases: [head: string, path: string][] = [
    [og("/mill.jpg"), "/mill.jpg"],
    [og("/assets/logo.png"), "/inside.jpg"],
    [og("/img/default-share.png"), "/inside.jpg"],
    [og("/badge.png", '<meta property="og:image:width" content="64">'), "/inside.jpg"],
    [og("/assets/logo.png", '<meta name="twitter:image" content="/mill.jpg">'), "/mill.jpg"],
    ["", "/inside.jpg"],
    [
      '<script type="application/ld+json">{"@type":"Article","headline":"Bread","image":[{"@type":"ImageObject","url":"/s.jpg","width":300},{"@type":"ImageObject","url":"/l.jpg","width":"1200px"}]}</script>',
      "/l.jpg",
    ],
  ];
  for (const [head, path] of cases) {
    const { metadata } = read(`${TEXT}<p><img src="/inside.jpg"></p>${TEXT}`, head);
    assert.equal(metadata.leadImageUrl, `https://page.example${path}`, head);
  }
});

test("formulas become their text, once", () => {
  const tex = '<annotation encoding="application/x-tex">a^2</annotation>';
  const mathml = `<math><semantics><mrow><msup><mi>a</mi><mn>2</mn></msup></mrow>${tex}</semantics></math>`;
  const cases = [
    mathml,
    '<math alttext="a^2"><mi>a</mi></math>',
    `<span class="katex"><span class="katex-mathml">${mathml}</span><span class="katex-html" aria-hidden="true">a2</span></span>`,
    '<script type="math/tex">a^2</script>',
    '<img class="latex" src="/f.png" alt="a^2">',
  ];
  for (const formula of cases) {
    const { article } = read(`${TEXT}<p>Here ${formula} stands.</p>${TEXT}`);
    assert.match(
      article?.html ?? "",
      /Here <code>a\^2<\/code> stands\.|Here <code class="language-math">a\^2<\/code> stands\./,
    );
  }
});

test("code keeps its language, whoever coloured it, and loses its line numbers", () => {
  const cases = [
    '<pre><code class="language-rust">let a;</code></pre>',
    '<pre class="lang-rust">let a;</pre>',
    '<div class="highlight-source-rust"><pre>let a;</pre></div>',
    '<pre class="brush: rust">let a;</pre>',
    '<pre data-lang="rust"><code>let a;</code></pre>',
    '<pre><code class="hljs rust"><span class="line-number">1</span>let a;</code></pre>',
    '<table><tr><td class="gutter"><pre>1</pre></td><td><pre class="language-rust">let a;</pre></td></tr></table>',
  ];
  for (const code of cases) {
    const { article } = read(`${TEXT}${code}${TEXT}`);
    assert.match(article?.html ?? "", /class="language-rust">let a;/, code);
    assert.match(article?.markdown ?? "", /```rust\nlet a;\n```|let a;/, code);
  }
});

test("what stands around an article is left out, what only sounds like it stays", () => {
  const out = ["newsletter-box", "share", "comments", "related-posts", "cookie-banner", "mw-editsection rating"];
  for (const name of out) {
    const { article } = read(
      `${TEXT}<div class="${name}"><p>Be quick and join the others, dear reader of ours.</p></div>${TEXT}`,
    );
    assert.doesNotMatch(article?.text ?? "", /dear reader/, name);
  }
  for (const name of ["shared-oven", "editorial", "popularity", "printer"]) {
    const { article } = read(
      `${TEXT}<div class="${name}"><p>Be quick and join the others, dear reader of ours.</p></div>${TEXT}`,
    );
    assert.match(article?.text ?? "", /dear reader/, name);
  }
  const { article } = read(`<div class="comments">${TEXT}</div>`);
  assert.match(article?.text ?? "", /The oven at home/);
});
