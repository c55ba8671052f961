import { Type } from "typebox";
import { AccountChanges } from "../changes.ts";
import { WALL_SORTS } from "../choices.ts";
import { AskersClock, FacetQuery } from "../finding.ts";
import { Item, ItemList, WallChanges, WallMoved, WallMoves, WallSpot } from "../items.ts";
import { LIMITS } from "../limits.ts";
import { EVENT_STREAM, Id, ListQuery, oneOf } from "../parts.ts";
import type { Route } from "../route.ts";
import { Wall, WallEdit, WallInput, WallList } from "../walls.ts";

const id = { id: Id };
const since = Type.Optional(Type.Integer({ default: 0 }));
const query = Type.String({ maxLength: LIMITS.queryCharacters });

/** Walls, and what changed on them. */
export const WALL_ROUTES = {
  wallList: {
    method: "GET",
    path: "/walls",
    group: "walls",
    access: "read",
    summary: "Your walls, the inbox first",
    query: ListQuery,
    answers: { 200: WallList },
  },
  wallCreate: {
    method: "POST",
    path: "/walls",
    group: "walls",
    access: "write",
    summary: "Make a wall",
    body: WallInput,
    answers: { 201: Wall },
  },
  wallGet: {
    method: "GET",
    path: "/walls/{id}",
    group: "walls",
    access: "read",
    summary: "One wall",
    params: id,
    answers: { 200: Wall },
  },
  wallEdit: {
    method: "PATCH",
    path: "/walls/{id}",
    group: "walls",
    access: "write",
    summary: "Rename a wall, say what it is for, or what orders it",
    params: id,
    body: WallEdit,
    answers: { 200: Wall },
  },
  wallDelete: {
    method: "DELETE",
    path: "/walls/{id}",
    group: "walls",
    access: "write",
    summary: "Delete a wall; items that stand nowhere else move to the inbox",
    params: id,
    answers: { 204: null },
  },
  wallItems: {
    method: "GET",
    path: "/walls/{id}/items",
    group: "walls",
    access: "read",
    summary:
      "The items of a wall, in its own order and without what is archived; with q: those that match, the best first",
    params: id,
    query: {
      ...ListQuery,
      ...FacetQuery,
      q: Type.Optional(query),
      sort: Type.Optional(oneOf(WALL_SORTS)),
      ...AskersClock,
    },
    answers: { 200: ItemList },
  },
  wallMove: {
    method: "PUT",
    path: "/walls/{id}/items/{item}/position",
    group: "walls",
    access: "write",
    summary: "Put an item elsewhere in the order by hand",
    params: { id: Id, item: Id },
    body: WallSpot,
    answers: { 200: Item },
  },
  wallMoveMany: {
    method: "POST",
    path: "/walls/{id}/moves",
    group: "walls",
    access: "write",
    summary: `Put up to ${LIMITS.itemsABulk} items elsewhere in the order by hand, all or none`,
    params: id,
    body: WallMoves,
    answers: { 200: WallMoved },
  },
  wallChanges: {
    method: "GET",
    path: "/walls/{id}/changes",
    group: "walls",
    access: "read",
    summary: "What changed on a wall since a number of its clock",
    params: id,
    query: { since, limit: ListQuery.limit },
    answers: { 200: WallChanges },
  },
  wallEvents: {
    method: "GET",
    path: "/walls/{id}/events",
    group: "walls",
    access: "read",
    summary: "What changes on a wall, live",
    params: id,
    answers: { 200: EVENT_STREAM },
  },
  accountChanges: {
    method: "GET",
    path: "/changes",
    group: "walls",
    access: "read",
    summary: "What changed in your account since a cursor, or without one all that is there: for who keeps a mirror",
    query: { since: Type.Optional(Type.String({ maxLength: LIMITS.queryCharacters })), limit: ListQuery.limit },
    answers: { 200: AccountChanges },
  },
} as const satisfies Record<string, Route>;
