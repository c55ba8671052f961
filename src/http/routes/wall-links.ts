import type { FastifyReply, FastifyRequest } from "fastify";
import { Problem } from "../../contract/problems.ts";
import { pageForAnybody } from "../../wall/seen-by-anybody.ts";
import { editLink, linksOfWall, makeLink, revokeLink } from "../../wall/wall-links.ts";
import type { HttpContext } from "../context.ts";
import type { Some } from "../handler.ts";
import type { Limits } from "../limits.ts";
import { pageLimit } from "../page-limit.ts";
import { doorsOf, noSuchLink } from "../public/wall-door.ts";
import { openWallEvents } from "../public/wall-events.ts";

type WallLinkRoutes = "wallLinkList" | "wallLinkMake" | "wallLinkEdit" | "wallLinkRevoke" | "linkItems" | "linkEvents";

export function wallLinkRoutes(context: HttpContext, limits: Limits): Some<WallLinkRoutes> {
  const { store, publicUrl } = context;
  const doors = doorsOf(context, limits);

  async function letIn(token: string, request: FastifyRequest, reply: FastifyReply) {
    const door = await doors.byToken({ token, kind: "view" }, request, reply);
    if (!door) throw noSuchLink();
    if (!door.isLetIn)
      throw new Problem("credentials-missing", "This link has a password. Open it in a browser and give it there.");
    return door;
  }

  return {
    async wallLinkList({ params, caller }) {
      const items = await linksOfWall(context, { wall: params.id, person: caller.person });
      return { status: 200, body: { items, next_cursor: null } };
    },
    async wallLinkMake({ params, body, caller }) {
      const asked = { wall: params.id, person: caller.person, input: body, publicUrl: publicUrl() };
      return { status: 201, body: await makeLink(context, asked) };
    },
    async wallLinkEdit({ params, body, caller }) {
      const asked = { wall: params.id, person: caller.person, link: params.link, edit: body };
      return { status: 200, body: await editLink(context, asked) };
    },
    async wallLinkRevoke({ params, caller }) {
      await revokeLink(context, { wall: params.id, person: caller.person, link: params.link });
      return { status: 204 };
    },
    async linkItems({ params, query, request, reply }) {
      const { wall } = await letIn(params.token, request, reply);
      const asked = { wall, cursor: query.cursor, limit: pageLimit(query.limit) };
      return { status: 200, headers: { "x-robots-tag": "noindex" }, body: await pageForAnybody(store, asked) };
    },
    async linkEvents({ params, request, reply }) {
      return await openWallEvents(context, await letIn(params.token, request, reply), { request, reply });
    },
  };
}
