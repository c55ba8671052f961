import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export type PageAnswer =
  | string
  | number
  | {
      readonly status?: number;
      readonly type?: string;
      readonly body?: string | Uint8Array;
      readonly headers?: Record<string, string>;
      readonly afterMs?: number;
    }
  | ((request: IncomingMessage, response: ServerResponse) => void);

/** A web site of a test on the loopback. A list of answers is given one after another, the last for ever. */
export interface Pages {
  readonly origin: string;
  readonly host: string;
  /** The address of a path. */
  at(path: string): string;
  answer(path: string, ...answers: PageAnswer[]): void;
  /** Every request that came, by its path and query, in order. */
  readonly requests: readonly string[];
  /** How often a path was asked for. */
  asked(path: string): number;
  /** Resolves when a path is asked for the next time. */
  nextAsked(path: string): Promise<void>;
  close(): Promise<void>;
}

/** @param host a further loopback address makes a further site (127.0.0.2, …) */
export async function openPages(
  site: Record<string, PageAnswer | PageAnswer[]> = {},
  host = "127.0.0.1",
): Promise<Pages> {
  const answers = new Map<string, PageAnswer[]>();
  const requests: string[] = [];
  const counts = new Map<string, number>();
  const waiting = new Map<string, (() => void)[]>();
  for (const [path, answer] of Object.entries(site)) answers.set(path, Array.isArray(answer) ? answer : [answer]);

  const server = createServer((request, response) => {
    requests.push(request.url ?? "/");
    const path = (request.url ?? "/").split("?")[0] ?? "/";
    counts.set(path, (counts.get(path) ?? 0) + 1);
    for (const wake of waiting.get(path)?.splice(0) ?? []) wake();
    const list = answers.get(path);
    const answer = list && list.length > 1 ? list.shift() : list?.[0];
    if (answer === undefined)
      return void response.writeHead(404, { "content-type": "text/html" }).end("<title>Gone</title>");
    write(answer, request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const { port } = server.address() as AddressInfo;
  const origin = `http://${host}:${port}`;
  return {
    origin,
    host: `${host}:${port}`,
    at: (path) => `${origin}${path}`,
    answer: (path, ...list) => void answers.set(path, list),
    requests,
    asked: (path) => counts.get(path) ?? 0,
    nextAsked: (path) =>
      new Promise((resolve) => {
        waiting.set(path, [...(waiting.get(path) ?? []), resolve]);
      }),
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function write(answer: PageAnswer, request: IncomingMessage, response: ServerResponse): void {
  if (typeof answer === "function") {
    answer(request, response);
    return;
  }
  if (typeof answer === "number")
    return void response.writeHead(answer, { "content-type": "text/html" }).end(`<title>${answer}</title>`);
  if (typeof answer === "string")
    return void response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(answer);
  const { status = 200, type = "text/html; charset=utf-8", body = "", headers = {}, afterMs = 0 } = answer;
  setTimeout(() => response.writeHead(status, { "content-type": type, ...headers }).end(body), afterMs);
}

/** A whole article of our own, long enough to be taken for one. */
export function article(
  more: { title?: string; language?: string; image?: string; canonical?: string; extra?: string } = {},
): string {
  const { title = "The last lamplighter of the estuary", language = "en", image, canonical, extra = "" } = more;
  const paragraph =
    "Every evening at dusk the lamplighter rows out to the seven posts that mark the channel. The lamps burn colza oil, and each of them has a glass that must be wiped of salt before the flame will stand. Nobody pays for this any more, since the harbour has lights of its own, but the fishermen still steer by the seven flames.";
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>${title} | Estuary Notes</title>
<meta name="description" content="Seven flames mark the channel, and one man rows out to light them.">
<meta property="og:site_name" content="Estuary Notes"><meta name="author" content="Mara Quill">
<meta property="article:published_time" content="2025-03-09T07:30:00Z">
${image ? `<meta property="og:image" content="${image}">` : ""}${canonical ? `<link rel="canonical" href="${canonical}">` : ""}</head>
<body><header><nav><a href="/">Home</a> <a href="/about">About</a></nav></header><main><article><h1>${title}</h1>
<p>${paragraph}</p><p>He learnt the work from his aunt, who learnt it from the pilots. ${paragraph}</p>
<p>In the winter of the great flood the lamps went out for nine nights. ${paragraph}</p>${extra}</article></main><footer>Estuary Notes</footer></body></html>`;
}
