import type { FastifyReply } from "fastify";
import { pathOf } from "../contract/openapi.ts";
import { EVENT_STREAM } from "../contract/parts.ts";
import { Problem } from "../contract/problems.ts";
import type { Route } from "../contract/route.ts";
import { ROUTES } from "../contract/routes.ts";

/** Every address of the table as a pattern, with the methods it takes. */
const ADDRESSES = Map.groupBy(Object.values(ROUTES) as Route[], pathOf)
  .entries()
  .map(([path, routes]) => ({
    pattern: new RegExp(`^${path.replaceAll(".", "\\.").replace(/\{\w+\}/g, "[^/]+")}$`),
    methods: routes.flatMap(({ method, answers }) =>
      method === "GET" && answers[200] !== EVENT_STREAM ? ["GET", "HEAD"] : [method],
    ),
  }))
  .toArray();

/** Why no route was found: an address that takes other methods says which (RFC 9110, section 15.5.6), any other is not there. */
export function noRoute({ method, url }: { method: string; url: string }, reply: FastifyReply): Problem {
  const [path = ""] = url.split("?");
  const allowed = ADDRESSES.filter(({ pattern }) => pattern.test(path)).flatMap(({ methods }) => methods);
  if (allowed.length === 0)
    return new Problem("not-found", "There is nothing at this address. The API is described at /api/docs.");
  const methods = [...new Set(allowed)].join(", ");
  reply.header("allow", methods);
  return new Problem("method-not-allowed", `This address takes ${methods}, not ${method}.`);
}
