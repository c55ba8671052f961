import { parseCookie, type SetCookie, stringifySetCookie } from "cookie";
import type { FastifyReply, FastifyRequest } from "fastify";
import { WAY_SECONDS } from "../wall/sign-in-elsewhere/way.ts";

/** By this a browser that comes back from the sign-in service is the one that went. The prefix does what it does for the session's. */
const SECURE_NAME = "__Host-dw_way";
const PLAIN_NAME = "dw_way";
/** Coming back is a step from another site that a person takes themselves, along which a lax cookie goes. */
const OURS = { path: "/", httpOnly: true, sameSite: "lax" } as const satisfies Partial<SetCookie>;

export function wayCookieOf({ headers: { cookie } }: FastifyRequest): string | null {
  if (cookie === undefined) return null;
  const cookies = parseCookie(cookie);
  return cookies[SECURE_NAME] ?? cookies[PLAIN_NAME] ?? null;
}

export function setWayCookie(reply: FastifyReply, { token, secure }: { token: string; secure: boolean }): void {
  const name = secure ? SECURE_NAME : PLAIN_NAME;
  reply.header("set-cookie", stringifySetCookie({ ...OURS, name, value: token, secure, maxAge: WAY_SECONDS }));
}

export function clearWayCookie(reply: FastifyReply, { secure }: { secure: boolean }): void {
  const name = secure ? SECURE_NAME : PLAIN_NAME;
  reply.header("set-cookie", stringifySetCookie({ ...OURS, name, value: "", secure, maxAge: 0 }));
}
