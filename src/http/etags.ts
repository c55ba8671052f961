import { hash } from "node:crypto";
import type { FastifyInstance } from "fastify";

/**
 * Weak ETags on every JSON answer to a GET: a poller that has it already is told so in a few bytes. A route that knows
 * its tag before it makes the answer sets it by itself and may answer 304 without making it.
 */
export function addEtags(app: FastifyInstance): void {
  app.addHook("onSend", (request, reply, payload, done) => {
    const isCandidate = request.method === "GET" && reply.statusCode === 200 && typeof payload === "string";
    if (!isCandidate || !String(reply.getHeader("content-type")).startsWith("application/json"))
      return done(null, payload);
    const tag = (reply.getHeader("etag") as string | undefined) ?? `W/"${hash("sha1", payload, "base64url")}"`;
    reply.header("etag", tag);
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
