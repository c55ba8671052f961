import { parseCookie, stringifySetCookie } from "cookie";
import type { FastifyReply, FastifyRequest } from "fastify";
import { Problem } from "../../contract/problems.ts";
import type { WallLinkRow } from "../../store/wall-link-tables.ts";
import type { WallStanding } from "../../store/walls.ts";
import { isLetIn, openLink, openPublicWall, PASS_SECONDS, passFor } from "../../wall/open-wall.ts";
import type { HttpContext } from "../context.ts";
import { type Limits, limitedAs } from "../limits.ts";

/** A wall as somebody stands before it who has no account: by a link, or because it is public. */
export interface WallDoor {
  readonly wall: WallStanding;
  /** Null where it is public. */
  readonly link: WallLinkRow | null;
  /** What its addresses begin with. */
  readonly base: string;
  /** Whether the password was given, where there is one. */
  readonly isLetIn: boolean;
  /** What proves that, for frames and pictures that bring no cookie; null where there is no password. */
  readonly pass: string | null;
  /** Whether it still opens: for streams. */
  readonly stillOpens: () => Promise<boolean>;
}

export interface WallDoors {
  /** Null where the secret opens nothing, which counts against the limit of sign-ins. @throws Problem too-many-requests */
  byToken(
    asked: { token: string; kind: WallLinkRow["kind"] },
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<(WallDoor & { readonly link: WallLinkRow }) | null>;
  /** Null where the wall is not public, or none may be. */
  toPublic(id: string): Promise<WallDoor | null>;
}

export function doorsOf({ store, publicWalls }: HttpContext, limits: Limits): WallDoors {
  return {
    async byToken({ token, kind }, request, reply) {
      const opened = await openLink(store, { token, kind });
      if (!opened) {
        await limits.take("sign-in", limitedAs(null, request.ip), reply);
        return null;
      }
      const { link, wall } = opened;
      const pass = passOf(request);
      const lets = async (row: WallLinkRow) => isLetIn(row, { pass, nowMs: await store.nowMs() });
      return {
        link,
        wall,
        base: `/${kind === "view" ? "w" : "g"}/${token}`,
        isLetIn: await lets(link),
        pass: link.password_hash === null ? null : pass,
        async stillOpens() {
          const now = await openLink(store, { token, kind });
          return now !== null && (await lets(now.link));
        },
      };
    },
    async toPublic(id) {
      const wall = publicWalls ? await openPublicWall(store, id) : null;
      if (!wall) return null;
      const stillOpens = async () => (await openPublicWall(store, id)) !== null;
      return { wall, link: null, base: `/p/${id}`, isLetIn: true, pass: null, stillOpens };
    },
  };
}

const COOKIE = "dw_link";

/** The frame of an article has no cookies, so its pictures bring the pass in their addresses. */
function passOf({ headers, query }: FastifyRequest): string | null {
  const { pass } = query as { pass?: unknown };
  if (typeof pass === "string") return pass;
  return (headers.cookie === undefined ? null : parseCookie(headers.cookie)[COOKIE]) ?? null;
}

/** Lets a browser in by this link and no other, since it sends the cookie to no other address. */
export function setPass(
  reply: FastifyReply,
  { link, base, nowMs, secure }: { link: WallLinkRow; base: string; nowMs: number; secure: boolean },
): void {
  const kept = { path: base, httpOnly: true, sameSite: "lax", secure, maxAge: PASS_SECONDS } as const;
  reply.header("set-cookie", stringifySetCookie({ ...kept, name: COOKIE, value: passFor(link, nowMs) }));
}

export const noSuchLink = (): Problem =>
  new Problem("not-found", "This link opens nothing. Ask whoever sent it for another one.");
