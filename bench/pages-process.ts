/** The sites of pages.ts. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { sayReady } from "./in-child.ts";
import { sentence } from "./words.ts";

const PAGE_BYTES = 100_000;

/** About 5,000 words, which is a long article; the rest of a page is what surrounds one. */
const TEXT_BYTES = 30_000;

/** An article with what surrounds articles: menus, styles, data for scripts, and cards of others below it. */
function page(path: string): string {
  const title = `The quiet machines of ${path.slice(1)}`;
  const links = Array.from({ length: 150 }, (_, n) => `<li class="menu-item"><a href="/part-${n}">Part ${n}</a></li>`);
  const style = `<style>${".card{display:grid;gap:1rem;padding:2rem}".repeat(300)}</style>`;
  const head = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title><meta name="description" content="${sentence(1)}">${style}</head><body><nav><ul>${links.join("")}</ul></nav><main><article><h1>${title}</h1>`;
  const paragraphs: string[] = [];
  for (let bytes = 0, n = 0; bytes < TEXT_BYTES; n++) {
    const text = [0, 1, 2, 3, 4].map((part) => sentence(n * 5 + part)).join(" ");
    paragraphs.push(`<p class="prose prose-lg" data-block="${n}">${text} <a href="/notes/${n}">More of it</a></p>`);
    bytes += text.length;
  }
  const article = `${head}${paragraphs.join("")}</article></main><aside class="related">`;
  const cards: string[] = [];
  for (let bytes = article.length, n = 0; bytes < PAGE_BYTES; n++) {
    const card = `<div class="card card--related" data-id="${n}"><a class="card-link" href="/other-${n}"><img class="card-image" loading="lazy" width="320" height="180" src="/pictures/${n}.jpg" alt=""><span class="card-title">Part ${n}</span></a></div>`;
    cards.push(card);
    bytes += card.length;
  }
  return `${article}${cards.join("")}</aside><footer>Harbour Notes</footer></body></html>`;
}

const origins: string[] = [];
for (let site = 0; site < Number(process.argv[2]); site++) {
  const server = createServer((request, response) =>
    response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(page(request.url ?? "/")),
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origins.push(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
}
sayReady({ origins });
