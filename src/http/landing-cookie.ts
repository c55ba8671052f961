import { parseCookie, type SetCookie, stringifySetCookie } from "cookie";
import type { FastifyReply, FastifyRequest } from "fastify";
import { LANDED_SECONDS } from "../wall/land-share.ts";

/** By this a browser finds again what it brought before anybody tapped. The prefix does what it does for the session's. */
const SECURE_NAME = "__Host-dw_landed";
const PLAIN_NAME = "dw_landed";
const OURS = { path: "/", httpOnly: true, sameSite: "lax" } as const satisfies Partial<SetCookie>;
const TOKEN = /^[\w-]{43}$/;

/** The token that came along, or null. */
export function landingCookieOf({ headers: { cookie } }: FastifyRequest): string | null {
  if (cookie === undefined) return null;
  const cookies = parseCookie(cookie);
  const token = cookies[SECURE_NAME] ?? cookies[PLAIN_NAME] ?? "";
  return TOKEN.test(token) ? token : null;
}

export function setLandingCookie(reply: FastifyReply, { token, secure }: { token: string; secure: boolean }): void {
  const name = secure ? SECURE_NAME : PLAIN_NAME;
  reply.header("set-cookie", stringifySetCookie({ ...OURS, name, value: token, secure, maxAge: LANDED_SECONDS }));
}
