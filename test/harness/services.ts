import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
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
  readonly disturbances: Disturbance[];
}

export interface Disturbance {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Only a request for such a path. */
  readonly at?: RegExp;
  /** Every one, not just the next. */
  readonly isLasting?: boolean;
  /** The connection breaks off before the last byte. */
  readonly isCut?: boolean;
}

export type Answer =
  | { readonly json: unknown; readonly status?: number }
  | { readonly bytes: Uint8Array; readonly type: string }
  | null;

/**
 * A service on the loopback. `letsIn` tells whether a request may ask, by its header or because anybody may; `answer` says
 * what, null for what is not there.
 */
export async function openService(
  t: TestContext,
  {
    key,
    letsIn,
    answer,
  }: {
    key: string;
    letsIn: (request: { url: URL; authorization: string | undefined }) => boolean;
    answer: (url: URL, form: URLSearchParams | null) => Answer;
  },
): Promise<TestService> {
  const requests: string[] = [];
  const disturbances: TestService["disturbances"] = [];
  const respond = async (request: IncomingMessage, response: ServerResponse) => {
    const url = new URL(request.url ?? "/", "http://service.example");
    const form = request.method === "POST" ? new URLSearchParams(await text(request)) : null;
    const { authorization } = request.headers;
    const json = { "content-type": "application/json" };
    const isHit = ({ at }: Disturbance): boolean => at === undefined || at.test(url.pathname + url.search);
    const disturbance = disturbances.find(isHit);
    if (disturbance) {
      if (disturbance.isLasting !== true) disturbances.splice(disturbances.indexOf(disturbance), 1);
      return disturb(response, disturbance);
    }
    if (!letsIn({ url, authorization })) return response.writeHead(401, json).end('{"message":"Unauthorized"}');
    requests.push(url.pathname + url.search);
    const answered = answer(url, form);
    if (answered === null) return response.writeHead(404, json).end("{}");
    if ("json" in answered) return response.writeHead(answered.status ?? 200, json).end(JSON.stringify(answered.json));
    return response.writeHead(200, { "content-type": answered.type }).end(answered.bytes);
  };
  const server = createServer((request, response) => void respond(request, response));
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

function disturb(response: ServerResponse, { status, headers = {}, body = "{}", isCut }: Disturbance): void {
  if (isCut !== true) return void response.writeHead(status, headers).end(body);
  response.writeHead(status, { ...headers, "content-length": String(body.length + 1) });
  response.write(body, () => response.destroy());
}

/** Whoever sends this header may ask. */
export const byHeader =
  (header: string) =>
  ({ authorization }: { authorization: string | undefined }): boolean =>
    authorization === header;

export const numbered = (query: URLSearchParams, name: string, otherwise: number): number =>
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
    letsIn: byHeader("Bearer ak2_karakeep_secret"),
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
    letsIn: byHeader("Token linkding-secret"),
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
