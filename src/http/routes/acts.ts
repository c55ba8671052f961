import { Problem } from "../../contract/problems.ts";
import { beginAct, countChosen, refuseChange } from "../../wall/acts/begin-act.ts";
import { getAct, pageOfActs } from "../../wall/acts/present-act.ts";
import { undoAct } from "../../wall/acts/undo-act.ts";
import type { HttpContext } from "../context.ts";
import type { Some } from "../handler.ts";
import { idempotencyKeyOf } from "../idempotency-key.ts";
import { pageLimit } from "../page-limit.ts";

type ActRoutes = "actCreate" | "actCount" | "actList" | "actGet" | "actUndo";

export function actRoutes(context: HttpContext): Some<ActRoutes> {
  const { store } = context;
  const answer = async (id: string, person: string) => ({
    status: 202 as const,
    headers: { location: `/api/v1/acts/${id}` },
    body: await getAct(store.reader, { id, person }),
  });

  return {
    async actCreate({ body, caller, request, reply }) {
      const { person } = caller;
      const { ids, query, change } = body;
      if ((ids === undefined) === (query === undefined))
        throw new Problem("fields-not-valid", "Name the items by ids, or ask for them by a query.", {
          fields: [{ field: "/query", message: "or ids" }],
        });
      await refuseChange(store.reader, { change, person });
      const header = request.headers["idempotency-key"] as string | undefined;
      const idempotencyKey = idempotencyKeyOf({ header, field: undefined });
      const { id, replayed } = await beginAct(context, { person, ids, query, change, idempotencyKey });
      if (replayed) reply.header("idempotent-replayed", "true");
      return await answer(id, person);
    },
    async actCount({ body, caller }) {
      return { status: 200, body: { items: await countChosen(store, { person: caller.person, query: body.query }) } };
    },
    async actList({ query, caller }) {
      const asked = { person: caller.person, cursor: query.cursor, limit: pageLimit(query.limit) };
      return { status: 200, body: await pageOfActs(store.reader, asked) };
    },
    async actGet({ params, caller }) {
      return { status: 200, body: await getAct(store.reader, { id: params.id, person: caller.person }) };
    },
    async actUndo({ params, caller }) {
      await undoAct(context, { id: params.id, person: caller.person });
      return await answer(params.id, caller.person);
    },
  };
}
