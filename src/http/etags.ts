import { hash } from "node:crypto";
import type { FastifyInstance } from "fastify";

/**
 * Weak ETags on every JSON answer to a GET: a poller that has it already is told so in a few bytes. A route that knows
 * its tag without looking at the bytes sets it by itself.
 */
export function addEtags(app: FastifyInstance): void {
  app.addHook("onSend", (request, reply, payload, done) => {
    if (request.method !== "GET" || reply.statusCode !== 200) return done(null, payload);
    const known = reply.getHeader("etag") as string | undefined;
    const isJson = String(reply.getHeader("content-type")).startsWith("application/json");
    if (!isJson || (known === undefined && typeof payload !== "string")) return done(null, payload);
    const tag = known ?? `W/"${hash("sha1", payload as string, "base64url")}"`;
    if (known === undefined) reply.header("etag", tag);
    if (!matches(request.headers["if-none-match"], tag)) return done(null, payload);
    reply.code(304).removeHeader("content-length");
    return done(null, "");
  });
}

/** The weak comparison of RFC 9110, section 8.8.3.2. */
export function matches(ifNoneMatch: string | undefined, tag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  const bare = (value: string) => value.trim().replace(/^W\//, "");
  return ifNoneMatch.split(",").some((known) => known.trim() === "*" || bare(known) === bare(tag));
}
