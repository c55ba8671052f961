import { createRequire } from "node:module";
import type { TestContext } from "node:test";
import type { FastifyReply } from "fastify";
import { pathOf } from "../../src/contract/openapi.ts";
import type { Route } from "../../src/contract/route.ts";
import { ROUTES } from "../../src/contract/routes.ts";
import { assertShape } from "./contract-check.ts";

/**
 * Holds what handlers answer against the shape of their route before the serialiser cuts what the shape does not name:
 * over the wire a field too many would go unseen.
 * @returns the answers that did not fit
 */
export function watchRawAnswers(t: TestContext): string[] {
  const faults: string[] = [];
  const routes = Object.entries(ROUTES) as [string, Route][];
  const Reply = createRequire(import.meta.url)("fastify/lib/reply.js") as { prototype: FastifyReply };
  const send = Reply.prototype.send as (this: FastifyReply, payload?: unknown) => FastifyReply;
  t.mock.method(Reply.prototype, "send", function (this: FastifyReply, payload?: unknown) {
    const { method, routeOptions } = this.request;
    const url = routeOptions.url?.replace(/:(\w+)/g, "{$1}");
    const found = routes.find(([, route]) => route.method === method && pathOf(route) === url);
    const shape = found?.[1].answers[this.statusCode];
    if (typeof shape === "object" && shape !== null && typeof payload === "object" && !(payload instanceof Error)) {
      try {
        // Pages of walls are kept and sent as the bytes of their JSON.
        const document: unknown = Buffer.isBuffer(payload) ? JSON.parse(payload.toString()) : payload;
        assertShape(shape, document, found?.[0] ?? "");
      } catch (error) {
        faults.push((error as Error).message);
      }
    }
    return send.call(this, payload);
  });
  return faults;
}
