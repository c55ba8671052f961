import { createRequire } from "node:module";
import type { TestContext } from "node:test";
import { pathOf } from "../../src/contract/openapi.ts";
import type { Route } from "../../src/contract/route.ts";
import { ROUTES } from "../../src/contract/routes.ts";

type On = (this: unknown, method: string | string[], path: string, ...rest: unknown[]) => unknown;

/**
 * Writes down what servers of this process answer from now on, as `GET /w/:token`: whatever file registers it, so that no
 * door can be made past the tables of the tests.
 */
export function watchRegistered(t: TestContext): () => string[] {
  const seen = new Set<string>();
  const fastify = createRequire(import.meta.url).resolve("fastify");
  const Router = createRequire(fastify)("find-my-way") as { prototype: { on: On } };
  const { on } = Router.prototype;
  t.mock.method(Router.prototype, "on", function (this: unknown, method: string | string[], path: string, ...rest) {
    for (const each of [method].flat()) seen.add(`${each} ${path}`);
    return on.call(this, method, path, ...rest);
  } as On);
  return () => [...seen];
}

const ofApi = new Set((Object.values(ROUTES) as Route[]).map((route) => `${route.method} ${patternOf(route)}`));

function patternOf(route: Route): string {
  return pathOf(route).replace(/\{(\w+)\}/g, ":$1");
}

/** Those of them that are not in the table of the API; a HEAD is what its GET is, and `*` is what answers where nothing does. */
export function besideTheApi(registered: readonly string[]): string[] {
  const known = new Set(registered);
  return registered.filter((door) => {
    const [method, path = ""] = door.split(" ");
    const isWhereNothingIs = (path === "/*" || path === "/") && known.has(`LOCK ${path}`);
    if (ofApi.has(door) || (method === "HEAD" && known.has(`GET ${path}`))) return false;
    return !(isWhereNothingIs && method !== "GET") && door !== "GET /*";
  });
}
