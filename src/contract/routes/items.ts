import { Type } from "typebox";
import { Item, ItemEdit, ItemList, SearchAnswer, TagList } from "../items.ts";
import { LIMITS } from "../limits.ts";
import { Id, ListQuery, oneOf } from "../parts.ts";
import type { Route } from "../route.ts";
import { ShareStatus } from "../shares.ts";

const id = { id: Id };
const query = Type.String({ maxLength: LIMITS.queryCharacters });

/** What stands on walls, its tags, and finding it. */
export const ITEM_ROUTES = {
  itemList: {
    method: "GET",
    path: "/items",
    group: "items",
    access: "read",
    summary: "Your items, the newest first; with url: is it saved?",
    query: {
      ...ListQuery,
      url: Type.Optional(Type.String({ maxLength: LIMITS.urlCharacters })),
      trash: Type.Optional(Type.Boolean({ description: "Those in the trash instead" })),
    },
    answers: { 200: ItemList },
  },
  itemGet: {
    method: "GET",
    path: "/items/{id}",
    group: "items",
    access: "read",
    summary: "One item",
    params: id,
    answers: { 200: Item },
  },
  itemEdit: {
    method: "PATCH",
    path: "/items/{id}",
    group: "items",
    access: "write",
    summary: "Edit an item",
    params: id,
    body: ItemEdit,
    answers: { 200: Item },
  },
  itemDelete: {
    method: "DELETE",
    path: "/items/{id}",
    group: "items",
    access: "write",
    summary: "Put an item into the trash",
    params: id,
    answers: { 204: null },
  },
  itemRestore: {
    method: "POST",
    path: "/items/{id}/restore",
    group: "items",
    access: "write",
    summary: "Take an item out of the trash",
    params: id,
    answers: { 200: Item },
  },
  itemRead: {
    method: "POST",
    path: "/items/{id}/read",
    group: "items",
    access: "write",
    limited: "share",
    summary: "Read the page again",
    params: id,
    answers: { 202: ShareStatus },
  },
  itemPlace: {
    method: "PUT",
    path: "/items/{id}/walls/{wall}",
    group: "items",
    access: "write",
    summary: "Put an item on a wall",
    params: { id: Id, wall: Id },
    answers: { 200: Item },
  },
  itemUnplace: {
    method: "DELETE",
    path: "/items/{id}/walls/{wall}",
    group: "items",
    access: "write",
    summary: "Take an item off a wall",
    params: { id: Id, wall: Id },
    answers: { 200: Item },
  },
  itemTag: {
    method: "PUT",
    path: "/items/{id}/tags/{name}",
    group: "items",
    access: "write",
    summary: "Tag an item",
    params: { id: Id, name: Type.String() },
    answers: { 200: Item },
  },
  itemUntag: {
    method: "DELETE",
    path: "/items/{id}/tags/{name}",
    group: "items",
    access: "write",
    summary: "Take a tag off an item",
    params: { id: Id, name: Type.String() },
    answers: { 200: Item },
  },
  itemContent: {
    method: "GET",
    path: "/items/{id}/content",
    group: "items",
    access: "read",
    summary: "The article or text of an item",
    params: id,
    query: { format: Type.Optional(oneOf(["html", "markdown", "text"])) },
    answers: { 200: "text/html, text/markdown or text/plain" },
  },
  search: {
    method: "GET",
    path: "/search",
    group: "search",
    access: "read",
    summary: "Find items by words",
    query: { ...ListQuery, q: query },
    answers: { 200: SearchAnswer },
  },
  tagList: {
    method: "GET",
    path: "/tags",
    group: "search",
    access: "read",
    summary: "Your tags, the most used first",
    query: ListQuery,
    answers: { 200: TagList },
  },
} as const satisfies Record<string, Route>;
