import { ItemList } from "../items.ts";
import { EVENT_STREAM, Id, ListQuery } from "../parts.ts";
import type { Route } from "../route.ts";
import { LinkToken, WallLink, WallLinkEdit, WallLinkInput, WallLinkList, WallLinkMade } from "../wall-links.ts";

const id = { id: Id };
const link = { id: Id, link: Id };
const token = { token: LinkToken };

/** Links that open a wall to whoever has them. */
export const WALL_LINK_ROUTES = {
  wallLinkList: {
    method: "GET",
    path: "/walls/{id}/links",
    group: "walls",
    access: "write",
    summary: "The links to a wall, the newest first; for its owner",
    params: id,
    answers: { 200: WallLinkList },
  },
  wallLinkMake: {
    method: "POST",
    path: "/walls/{id}/links",
    group: "walls",
    access: "write",
    summary: "Make a link by which anybody may look at a wall, or bring something to it",
    params: id,
    body: WallLinkInput,
    answers: { 201: WallLinkMade },
  },
  wallLinkEdit: {
    method: "PATCH",
    path: "/walls/{id}/links/{link}",
    group: "walls",
    access: "write",
    summary: "Change a link; its address stays",
    params: link,
    body: WallLinkEdit,
    answers: { 200: WallLink },
  },
  wallLinkRevoke: {
    method: "DELETE",
    path: "/walls/{id}/links/{link}",
    group: "walls",
    access: "write",
    summary: "Revoke a link at once",
    params: link,
    answers: { 204: null },
  },
  linkItems: {
    method: "GET",
    path: "/links/{token}/items",
    group: "walls",
    access: "anybody",
    summary: "The items of a wall, by one of its links, as anybody may see them",
    params: token,
    query: ListQuery,
    answers: { 200: ItemList },
  },
  linkEvents: {
    method: "GET",
    path: "/links/{token}/events",
    group: "walls",
    access: "anybody",
    summary: "What changes on a wall, live, by one of its links",
    params: token,
    answers: { 200: EVENT_STREAM },
  },
} as const satisfies Record<string, Route>;
