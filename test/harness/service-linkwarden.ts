import type { TestContext } from "node:test";
import { type Answer, byHeader, numbered, openService, type TestService } from "./services.ts";

export interface LinkwardenThings {
  readonly links: readonly Record<string, unknown>[];
  readonly collections?: readonly Record<string, unknown>[];
  /** By the id of their link; null for a version that has none. */
  readonly highlights?: Readonly<Record<string, readonly Record<string, unknown>[]>> | null;
  /** By the id of their link and the number of their format. */
  readonly archives?: Readonly<Record<string, { bytes: Uint8Array; type: string }>>;
  /** Links are listed at the place of older versions, which have no search. */
  readonly isOld?: boolean;
}

/** A Linkwarden with these things: API v1, a bearer's token, pages by the id of their last link. */
export function openLinkwarden(t: TestContext, things: LinkwardenThings, most = 50): Promise<TestService> {
  const { links, collections = [], highlights = {}, archives = {}, isOld = false } = things;
  const pageFrom = (query: URLSearchParams) => {
    const cursor = numbered(query, "cursor", 0);
    const from = cursor === 0 ? 0 : links.findIndex(({ id }) => id === cursor) + 1;
    const page = links.slice(from, from + most);
    return { links: page, nextCursor: page.length === most ? page.at(-1)?.["id"] : null };
  };
  return openService(t, {
    key: "linkwarden-secret",
    letsIn: byHeader("Bearer linkwarden-secret"),
    answer({ pathname, searchParams }): Answer {
      if (pathname === "/api/v1/collections") return { json: { response: collections } };
      if (pathname === "/api/v1/search")
        return isOld ? null : { json: { data: pageFrom(searchParams), success: true, message: "Success" } };
      if (pathname === "/api/v1/links") return { json: { response: pageFrom(searchParams).links } };
      const marked = /^\/api\/v1\/links\/(\d+)\/highlights$/.exec(pathname)?.[1];
      if (marked !== undefined) return highlights === null ? null : { json: { response: highlights[marked] ?? [] } };
      const copied = /^\/api\/v1\/archives\/(\d+)$/.exec(pathname)?.[1];
      return archives[`${copied} ${searchParams.get("format")}`] ?? null;
    },
  });
}
