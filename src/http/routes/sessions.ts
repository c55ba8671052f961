import { endOtherSessions, endSessionOf, pageOfSessions } from "../../wall/sessions.ts";
import type { HttpContext } from "../context.ts";
import type { Some } from "../handler.ts";
import { pageLimit } from "../page-limit.ts";
import { clearSessionCookie } from "../session-cookie.ts";
import { visitOf } from "../visit.ts";

export function sessionRoutes(context: HttpContext): Some<"sessionList" | "sessionEnd" | "sessionEndOthers"> {
  const { store, auth } = context;
  return {
    async sessionList({ query, caller }) {
      const { cursor } = query;
      const nowMs = await store.nowMs();
      const limit = pageLimit(query.limit);
      return { status: 200, body: await pageOfSessions(store.reader, { caller, nowMs, cursor, limit }) };
    },
    async sessionEnd({ params, caller, request, reply }) {
      const isOwn = await endSessionOf(context, { id: params.id, caller, visit: visitOf(request) });
      auth.forget(caller.person);
      if (isOwn) clearSessionCookie(reply);
      return { status: 204 };
    },
    async sessionEndOthers({ caller, request }) {
      const ended = await endOtherSessions(context, caller, visitOf(request));
      auth.forget(caller.person);
      return { status: 200, body: { ended } };
    },
  };
}
