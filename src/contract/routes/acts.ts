import { Act, ActCount, ActCounted, ActCreate, ActList } from "../acts.ts";
import { LIMITS } from "../limits.ts";
import { Id, ListQuery } from "../parts.ts";
import type { Route } from "../route.ts";

const id = { id: Id };

/** Changes to many items at once, each one thing that can be taken back. */
export const ACT_ROUTES = {
  actCreate: {
    method: "POST",
    path: "/acts",
    group: "items",
    access: "write",
    summary: `Change all items of a list, or all that a query matches now (up to ${LIMITS.itemsAnAct}), as one act. Few are changed before the answer, many in the background. An Idempotency-Key makes a retry harmless`,
    body: ActCreate,
    answers: { 202: Act },
  },
  actCount: {
    method: "POST",
    path: "/acts/count",
    group: "items",
    access: "read",
    summary: "How many items an act would be about; nothing is changed",
    body: ActCount,
    answers: { 200: ActCounted },
  },
  actList: {
    method: "GET",
    path: "/acts",
    group: "items",
    access: "read",
    summary: `Your acts of the last ${LIMITS.actDays} days, the newest first`,
    query: ListQuery,
    answers: { 200: ActList },
  },
  actGet: {
    method: "GET",
    path: "/acts/{id}",
    group: "items",
    access: "read",
    summary: "An act: how far it is, what it changed, what was refused or left and why",
    params: id,
    answers: { 200: Act },
  },
  actUndo: {
    method: "POST",
    path: "/acts/{id}/undo",
    group: "items",
    access: "write",
    summary:
      "Take an act back, also while it runs: what it changed is as it was before, except what somebody has changed since",
    params: id,
    answers: { 202: Act },
  },
} as const satisfies Record<string, Route>;
