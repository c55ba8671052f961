import { parseCookie, type SetCookie, stringifySetCookie } from "cookie";
import type { FastifyReply, FastifyRequest } from "fastify";

/** The prefix makes browsers refuse the cookie from any other host, path or plain http; plain http needs one without it. */
const SECURE_NAME = "__Host-dw_session";
const PLAIN_NAME = "dw_session";
const OURS = { path: "/", httpOnly: true, sameSite: "lax" } as const satisfies Partial<SetCookie>;

/** The session token that came along, or null. */
export function sessionCookieOf(request: FastifyRequest): string | null {
  const { cookie } = request.headers;
  if (cookie === undefined) return null;
  const cookies = parseCookie(cookie);
  return cookies[SECURE_NAME] ?? cookies[PLAIN_NAME] ?? null;
}

export function setSessionCookie(
  reply: FastifyReply,
  { token, secure, endsInMs }: { token: string; secure: boolean; endsInMs: number },
): void {
  const name = secure ? SECURE_NAME : PLAIN_NAME;
  const maxAge = Math.floor(endsInMs / 1_000);
  reply.header("set-cookie", stringifySetCookie({ ...OURS, name, value: token, secure, maxAge }));
}

export function clearSessionCookie(reply: FastifyReply): void {
  const gone = { ...OURS, value: "", maxAge: 0 };
  reply.header("set-cookie", stringifySetCookie({ ...gone, name: SECURE_NAME, secure: true }));
  reply.header("set-cookie", stringifySetCookie({ ...gone, name: PLAIN_NAME }));
}
