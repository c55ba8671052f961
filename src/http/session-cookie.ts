import type { FastifyReply, FastifyRequest } from "fastify";

/** The prefix makes browsers refuse the cookie from any other host, path or plain http; plain http needs one without it. */
const SECURE_NAME = "__Host-dw_session";
const PLAIN_NAME = "dw_session";

/** The session token that came along, or null. */
export function sessionCookieOf(request: FastifyRequest): string | null {
  return request.cookies[SECURE_NAME] ?? request.cookies[PLAIN_NAME] ?? null;
}

export function setSessionCookie(
  reply: FastifyReply,
  { token, secure, endsInMs }: { token: string; secure: boolean; endsInMs: number },
): void {
  reply.setCookie(secure ? SECURE_NAME : PLAIN_NAME, token, {
    path: "/",
    httpOnly: true,
    secure,
    sameSite: "lax",
    maxAge: Math.floor(endsInMs / 1_000),
  });
}

export function clearSessionCookie(reply: FastifyReply): void {
  reply.clearCookie(SECURE_NAME, { path: "/", secure: true, httpOnly: true, sameSite: "lax" });
  reply.clearCookie(PLAIN_NAME, { path: "/", httpOnly: true, sameSite: "lax" });
}
