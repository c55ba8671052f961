import { Type } from "typebox";
import { FeedMade, FeedState } from "../feeds.ts";
import { Id } from "../parts.ts";
import type { Route } from "../route.ts";

const id = { id: Id };
const path = "/walls/{id}/feed";

/** Walls read by feed readers, at secret addresses. */
export const FEED_ROUTES = {
  feedGet: {
    method: "GET",
    path,
    group: "walls",
    access: "read",
    summary: "Whether a wall has a feed",
    params: id,
    answers: { 200: FeedState },
  },
  feedMake: {
    method: "POST",
    path,
    group: "walls",
    access: "write",
    summary: "Give a wall a feed with a secret address, or its feed a new one",
    params: id,
    answers: { 201: FeedMade },
  },
  feedRemove: {
    method: "DELETE",
    path,
    group: "walls",
    access: "write",
    summary: "Take a wall's feed away at once",
    params: id,
    answers: { 204: null },
  },
  feedRead: {
    method: "GET",
    path: "/feeds/{name}",
    group: "walls",
    access: "anybody",
    summary: "The newest things on a wall, for feed readers: the secret, then .rss, .atom or .json",
    params: { name: Type.String({ description: "`<secret>.rss`, `.atom` or `.json`" }) },
    answers: { 200: "application/rss+xml, application/atom+xml or application/feed+json", 304: null },
  },
} as const satisfies Record<string, Route>;
