import { facetsIn } from "../../contract/finding.ts";
import { Problem } from "../../contract/problems.ts";
import { changesOfAccount } from "../../wall/account-changes.ts";
import { changesOfWall } from "../../wall/changes.ts";
import { deleteWall } from "../../wall/delete-wall.ts";
import { pageOfWall } from "../../wall/lists.ts";
import { moveByHand, moveManyByHand } from "../../wall/order-by-hand.ts";
import { presentItems } from "../../wall/present-item.ts";
import { editWall, getWall, makeWall, pageOfWalls } from "../../wall/walls.ts";
import type { HttpContext } from "../context.ts";
import { editedVersionOf } from "../edited-version.ts";
import type { Some } from "../handler.ts";
import { idempotencyKeyOf } from "../idempotency-key.ts";
import { pageLimit } from "../page-limit.ts";
import { openWallPages } from "../wall-pages.ts";

type WallRoutes =
  | "wallList"
  | "wallCreate"
  | "wallGet"
  | "wallEdit"
  | "wallDelete"
  | "wallItems"
  | "wallMove"
  | "wallMoveMany"
  | "wallChanges"
  | "accountChanges";

export function wallRoutes(context: HttpContext): Some<WallRoutes> {
  const { store } = context;
  const pages = openWallPages(store);
  return {
    async wallList({ query, caller }) {
      return {
        status: 200,
        body: await pageOfWalls(store, {
          person: caller.person,
          cursor: query.cursor,
          limit: pageLimit(query.limit),
        }),
      };
    },
    async wallCreate({ body, caller, request, reply }) {
      const idempotencyKey = idempotencyKeyOf({
        header: request.headers["idempotency-key"] as string | undefined,
        field: undefined,
      });
      const { wall, replayed } = await makeWall(context, { owner: caller.person, ...body, idempotencyKey });
      if (replayed) reply.header("idempotent-replayed", "true");
      return { status: 201, body: wall };
    },
    async wallGet({ params, caller }) {
      return { status: 200, body: await getWall(store, { id: params.id, person: caller.person }) };
    },
    async wallEdit({ params, body, caller, request }) {
      const ifVersion = editedVersionOf(request.headers["if-match"]);
      const edited = { id: params.id, person: caller.person, edit: body, ifVersion };
      return { status: 200, body: await editWall(context, edited) };
    },
    async wallDelete({ params, caller }) {
      await deleteWall(context, { id: params.id, person: caller.person });
      return { status: 204 };
    },
    async wallItems({ params, query, caller }) {
      const { q, cursor, sort, offset_minutes: offsetMinutes } = query;
      const limit = pageLimit(query.limit);
      const asked = { wall: params.id, person: caller.person, facets: facetsIn(query), cursor, limit };
      const known = q === undefined ? await pages.get({ ...asked, sort }) : null;
      if (known) return { status: 200, headers: { etag: known.tag }, encoded: known.page };
      return { status: 200, body: await pageOfWall(store, { ...asked, sort, q, offsetMinutes }) };
    },
    async wallMove({ params, body, caller }) {
      const { id: wall, item } = params;
      await moveByHand(context, { wall, person: caller.person, item, spot: body });
      const [moved] = await presentItems(store.reader, [item], { person: caller.person, wall });
      if (!moved) throw new Problem("not-found", "There is no such item.");
      return { status: 200, body: moved };
    },
    async wallMoveMany({ params, body, caller }) {
      const moved = await moveManyByHand(context, { wall: params.id, person: caller.person, moves: body.moves });
      return { status: 200, body: { items: moved.map(({ item: id, ...where }) => ({ id, ...where })) } };
    },
    async wallChanges({ params, query, caller }) {
      const since = query.since ?? 0;
      if (since < 0) throw new Problem("out-of-range", "since is a number of the wall's clock, 0 or more.");
      return {
        status: 200,
        body: await changesOfWall(store.reader, {
          id: params.id,
          person: caller.person,
          since,
          limit: pageLimit(query.limit),
        }),
      };
    },
    async accountChanges({ query, caller }) {
      return {
        status: 200,
        body: await changesOfAccount(store, {
          person: caller.person,
          since: query.since,
          limit: pageLimit(query.limit),
        }),
      };
    },
  };
}
