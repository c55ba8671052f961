import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

const HEADERS_WITHIN_MS = 10_000;
const TEXT = "text/plain; charset=utf-8";
/** Prometheus' own type of text. */
const FIGURES = "text/plain; version=0.0.4; charset=utf-8";

/**
 * A port for whoever watches a worker: `GET /metrics` and `GET /health/live`, and nothing else. It takes no key, so it
 * belongs on 127.0.0.1 or into a network of one's own.
 * @throws what listening throws, such as EADDRINUSE
 */
export async function openMetricsPort(options: {
  readonly host: string;
  /** 0 picks a free one. */
  readonly port: number;
  readonly metrics: () => Promise<string>;
}): Promise<{ readonly url: string; close(): Promise<void> }> {
  const { host } = options;
  const server = createServer((request, response) => void answer(request, response, options.metrics));
  server.headersTimeout = HEADERS_WITHIN_MS;
  server.requestTimeout = HEADERS_WITHIN_MS;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen({ host, port: options.port }, resolve);
  });
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : options.port;
  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${port}`,
    close() {
      return new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  metrics: () => Promise<string>,
): Promise<void> {
  const reply = (status: number, text: string, headers: Record<string, string> = {}): void => {
    response.writeHead(status, { "content-type": TEXT, "cache-control": "no-store", ...headers });
    response.end(request.method === "HEAD" ? undefined : text);
  };
  request.resume();
  const [path] = (request.url ?? "").split("?");
  if (path !== "/metrics" && path !== "/health/live") return reply(404, "There is /metrics and /health/live.\n");
  if (request.method !== "GET" && request.method !== "HEAD") return reply(405, "", { allow: "GET, HEAD" });
  if (path === "/health/live") return reply(200, "alive\n");
  try {
    reply(200, await metrics(), { "content-type": FIGURES });
  } catch {
    // The figures come from the rows; without a database there are none.
    reply(503, "The database does not answer.\n", { "retry-after": "5" });
  }
}
