import { Type } from "typebox";
import { LIMITS } from "../limits.ts";
import { EVENT_STREAM, Id, ListQuery, oneOf } from "../parts.ts";
import type { Route } from "../route.ts";
import { BulkAnswer, SHARE_PACES, SHARE_STATES, ShareAccepted, ShareInput, ShareList, ShareStatus } from "../shares.ts";
import { Ticket } from "../system.ts";

const id = { id: Id };

/** Handing things in, and how far they are. */
export const SHARE_ROUTES = {
  shareCreate: {
    method: "POST",
    path: "/share",
    group: "share",
    access: "share",
    limited: "share",
    summary: "Share a link, a text, files, or all at once",
    body: ShareInput,
    takes: {
      "multipart/form-data": "the same fields and any number of files",
      "application/x-www-form-urlencoded": "the same fields",
      "text/plain": "a text",
      "text/uri-list": "a link",
      "text/html": "with ?url=, the page as the browser sees it; without it a file",
      "*/*": "any other type: a file, named by Content-Disposition",
    },
    query: {
      url: Type.Optional(Type.String()),
      title: Type.Optional(Type.String()),
      note: Type.Optional(Type.String()),
      tags: Type.Optional(Type.String({ description: "Separated by commas" })),
      wall_id: Type.Optional(Type.String()),
    },
    answers: { 202: ShareAccepted },
  },
  shareBulk: {
    method: "POST",
    path: "/share/bulk",
    group: "share",
    access: "share",
    limited: "share",
    summary: `Share up to ${LIMITS.bulkRows} things at once, each on its own`,
    body: Type.Array(Type.Unknown(), { minItems: 1 }),
    takes: { "application/x-ndjson": "one share a line" },
    query: {
      pace: Type.Optional(
        oneOf(SHARE_PACES, {
          description: `Bulk work goes behind what somebody waits for; by default from ${LIMITS.bulkWatchedRows} shares on`,
        }),
      ),
    },
    answers: { 200: BulkAnswer },
  },
  shareStatus: {
    method: "GET",
    path: "/share/status/{id}",
    group: "share",
    access: "share",
    summary: "How far a share is",
    params: { id: Type.String() },
    answers: { 200: ShareStatus },
  },
  shareStatusEvents: {
    method: "GET",
    path: "/share/status/{id}/events",
    group: "share",
    access: "share",
    summary: "The same, as server-sent events until it ends",
    params: { id: Type.String() },
    answers: { 200: EVENT_STREAM },
  },
  shareRetry: {
    method: "POST",
    path: "/share/{id}/retry",
    group: "share",
    access: "write",
    summary: "Try again what failed",
    params: id,
    answers: { 202: ShareStatus },
  },
  shareCancel: {
    method: "DELETE",
    path: "/share/{id}",
    group: "share",
    access: "write",
    summary: "Stop working on a share",
    params: id,
    query: {
      item: Type.Optional(oneOf(["keep", "remove"], { description: "remove also puts the item into the trash" })),
    },
    answers: { 200: ShareStatus },
  },
  shareUndo: {
    method: "POST",
    path: "/share/{id}/undo",
    group: "share",
    access: "write",
    summary: `Take back, within ${LIMITS.undoMinutes} minutes, a share of something that stood already`,
    params: id,
    answers: { 200: ShareStatus },
  },
  shareList: {
    method: "GET",
    path: "/shares",
    group: "share",
    access: "read",
    summary: "Shares, the newest first",
    query: {
      ...ListQuery,
      state: Type.Optional(oneOf(SHARE_STATES)),
      reason: Type.Optional(Type.String({ maxLength: 64 })),
    },
    answers: { 200: ShareList },
  },
  shareRetryAll: {
    method: "POST",
    path: "/shares/retry",
    group: "share",
    access: "write",
    summary: "Try again all shares with something failed",
    query: { state: Type.Optional(oneOf(SHARE_STATES)), reason: Type.Optional(Type.String({ maxLength: 64 })) },
    answers: { 202: Type.Object({ retried: Type.Integer(), more: Type.Boolean() }, { additionalProperties: false }) },
  },
  events: {
    method: "GET",
    path: "/events",
    group: "share",
    access: "read",
    summary:
      "Everything that changes on these walls, shares and imports, live, and as `here` who looks at a wall; one stream a tab",
    query: {
      walls: Type.Optional(Type.String({ description: "Wall ids, separated by commas" })),
      shares: Type.Optional(Type.String({ description: "Share ids, separated by commas" })),
      imports: Type.Optional(
        Type.String({
          description: "Import ids, separated by commas; an event `import` is the import as GET tells it",
        }),
      ),
      ticket: Type.Optional(
        Type.String({ maxLength: 200, description: "A one-use ticket, for clients that cannot send headers" }),
      ),
    },
    answers: { 200: EVENT_STREAM },
  },
  streamTicket: {
    method: "POST",
    path: "/stream-ticket",
    group: "share",
    access: "read",
    summary: "A one-use ticket for a stream, good for 60 seconds",
    answers: { 201: Ticket },
  },
} as const satisfies Record<string, Route>;
