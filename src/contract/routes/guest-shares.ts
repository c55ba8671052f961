import { GuestShareList, GuestShareTaken } from "../guest-shares.ts";
import { Id, ListQuery } from "../parts.ts";
import type { Route } from "../route.ts";

const share = { id: Id, share: Id };

/** What guests brought to a wall. */
export const GUEST_SHARE_ROUTES = {
  guestShareList: {
    method: "GET",
    path: "/walls/{id}/guest-shares",
    group: "walls",
    access: "write",
    summary: "What guests brought to a wall and nobody has decided on, the oldest first; for its owner and editors",
    params: { id: Id },
    query: ListQuery,
    answers: { 200: GuestShareList },
  },
  guestShareAccept: {
    method: "POST",
    path: "/walls/{id}/guest-shares/{share}/accept",
    group: "walls",
    access: "write",
    summary: "Take what a guest brought: it becomes an item of the wall's owner. Asked again, it tells the same item",
    params: share,
    answers: { 200: GuestShareTaken },
  },
  guestShareRefuse: {
    method: "DELETE",
    path: "/walls/{id}/guest-shares/{share}",
    group: "walls",
    access: "write",
    summary: "Throw away what a guest brought",
    params: share,
    answers: { 204: null },
  },
} as const satisfies Record<string, Route>;
