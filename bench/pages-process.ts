/** The sites of pages.ts. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { sayReady } from "./in-child.ts";
import { sentence } from "./words.ts";

const PAGE_BYTES = 100_000;

/** An article with what surrounds articles: about two thirds of the bytes are its text. */
function page(path: string): string {
  const title = `The quiet machines of ${path.slice(1)}`;
  const links = Array.from({ length: 150 }, (_, n) => `<li class="menu-item"><a href="/part-${n}">Part ${n}</a></li>`);
  const style = `<style>${".card{display:grid;gap:1rem;padding:2rem}".repeat(300)}</style>`;
  const head = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title><meta name="description" content="${sentence(1)}">${style}</head><body><nav><ul>${links.join("")}</ul></nav><main><article><h1>${title}</h1>`;
  const foot = "</article></main><footer>Harbour Notes</footer></body></html>";
  const paragraphs: string[] = [];
  for (let bytes = head.length + foot.length, n = 0; bytes < PAGE_BYTES; n++) {
    const paragraph = `<p>${[0, 1, 2, 3, 4].map((part) => sentence(n * 5 + part)).join(" ")}</p>`;
    paragraphs.push(paragraph);
    bytes += paragraph.length;
  }
  return head + paragraphs.join("") + foot;
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
