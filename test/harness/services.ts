import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { TestContext } from "node:test";

/** A service whose API is pulled, on the loopback. */
export interface TestService {
  readonly address: string;
  /** As FETCH_ALLOW_HOSTS names it. */
  readonly host: string;
  readonly key: string;
  /** Every request that was let in, by path and query. */
  readonly requests: string[];
  /** The next requests are answered with these instead. */
  readonly disturbances: { status: number; headers?: Record<string, string> }[];
}

type Answer = { readonly json: unknown } | { readonly bytes: Uint8Array; readonly type: string } | null;

async function openService(
  t: TestContext,
  { key, scheme, answer }: { key: string; scheme: string; answer: (url: URL) => Answer },
): Promise<TestService> {
  const requests: string[] = [];
  const disturbances: TestService["disturbances"] = [];
  const respond = (request: IncomingMessage, response: ServerResponse) => {
    const url = new URL(request.url ?? "/", "http://service.example");
    const disturbance = disturbances.shift();
    if (disturbance) return response.writeHead(disturbance.status, disturbance.headers).end("{}");
    if (request.headers.authorization !== `${scheme} ${key}`)
      return response.writeHead(401, { "content-type": "application/json" }).end('{"message":"Unauthorized"}');
    requests.push(url.pathname + url.search);
    const answered = answer(url);
    if (answered === null) return response.writeHead(404, { "content-type": "application/json" }).end("{}");
    if ("json" in answered)
      return response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(answered.json));
    return response.writeHead(200, { "content-type": answered.type }).end(answered.bytes);
  };
  const server = createServer(respond);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    address: `http://${host}`,
    host,
    key,
    requests,
    disturbances,
  };
}

const numbered = (query: URLSearchParams, name: string, otherwise: number): number =>
  Number(query.get(name) ?? otherwise);

/** So much of a list, and an opaque word for the rest of it. */
function byCursor<Of>(all: readonly Of[], query: URLSearchParams, most: number) {
  const from = Number(Buffer.from(query.get("cursor") ?? "", "base64url").toString() || 0);
  const limit = Math.min(most, numbered(query, "limit", 20));
  const end = from + limit;
  return {
    page: all.slice(from, end),
    nextCursor: end < all.length ? Buffer.from(String(end)).toString("base64url") : null,
  };
}

export interface KarakeepThings {
  readonly bookmarks: readonly Record<string, unknown>[];
  readonly lists?: readonly Record<string, unknown>[];
  /** Ids of bookmarks by the id of their list. */
  readonly members?: Readonly<Record<string, readonly string[]>>;
  readonly highlights?: readonly Record<string, unknown>[];
  readonly assets?: Readonly<Record<string, { bytes: Uint8Array; type: string }>>;
}

/** A Karakeep with these things: API v1, a bearer's key, pages by cursor. At most so many bookmarks a page. */
export function openKarakeep(t: TestContext, things: KarakeepThings, most = 100): Promise<TestService> {
  const { bookmarks, lists = [], members = {}, highlights = [], assets = {} } = things;
  const pageOfBookmarks = (some: readonly Record<string, unknown>[], query: URLSearchParams): Answer => {
    const { page, nextCursor } = byCursor(some, query, most);
    const isWhole = query.get("includeContent") === "true";
    const shown = page.map((bookmark) =>
      isWhole ? bookmark : { ...bookmark, content: { ...(bookmark["content"] as object), htmlContent: null } },
    );
    return { json: { bookmarks: shown, nextCursor } };
  };
  return openService(t, {
    key: "ak2_karakeep_secret",
    scheme: "Bearer",
    answer({ pathname, searchParams }) {
      if (pathname === "/api/v1/lists") return { json: { lists } };
      if (pathname === "/api/v1/bookmarks") return pageOfBookmarks(bookmarks, searchParams);
      if (pathname === "/api/v1/highlights") {
        const { page, nextCursor } = byCursor(highlights, searchParams, most);
        return { json: { highlights: page, nextCursor } };
      }
      const list = /^\/api\/v1\/lists\/([^/]+)\/bookmarks$/.exec(pathname)?.[1];
      if (list !== undefined)
        return pageOfBookmarks(
          bookmarks.filter(({ id }) => members[list]?.includes(String(id))),
          searchParams,
        );
      return assets[/^\/api\/v1\/assets\/([^/]+)$/.exec(pathname)?.[1] ?? ""] ?? null;
    },
  });
}

export interface LinkdingThings {
  readonly active: readonly Record<string, unknown>[];
  readonly archived?: readonly Record<string, unknown>[];
  /** By the id of their bookmark; null for a version that has no files. */
  readonly assets?: Readonly<Record<string, readonly Record<string, unknown>[]>> | null;
  readonly bytes?: Readonly<Record<string, Uint8Array>>;
}

/** A linkding with these things: a token, pages by offset, the address of the next one as behind a proxy. */
export function openLinkding(t: TestContext, things: LinkdingThings, most = 100): Promise<TestService> {
  const { active, archived = [], assets = {}, bytes = {} } = things;
  const pageOf = (all: readonly unknown[], { pathname, searchParams }: URL): Answer => {
    const offset = numbered(searchParams, "offset", 0);
    const end = offset + Math.min(most, numbered(searchParams, "limit", 100));
    const next = end < all.length ? `http://linkding:9090${pathname}?limit=${most}&offset=${end}` : null;
    return { json: { count: all.length, next, previous: null, results: all.slice(offset, end) } };
  };
  return openService(t, {
    key: "linkding-secret",
    scheme: "Token",
    answer(url) {
      if (url.pathname === "/api/bookmarks/") return pageOf(active, url);
      if (url.pathname === "/api/bookmarks/archived/") return pageOf(archived, url);
      const [, bookmark = "", , asset] =
        /^\/api\/bookmarks\/(\d+)\/assets\/((\d+)\/download\/)?$/.exec(url.pathname) ?? [];
      if (bookmark === "" || assets === null) return null;
      if (asset === undefined) return pageOf(assets[bookmark] ?? [], url);
      const file = bytes[asset];
      return file === undefined ? null : { bytes: file, type: "application/octet-stream" };
    },
  });
}
