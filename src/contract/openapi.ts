import type { TSchema } from "typebox";
import { ProblemDocument } from "./parts.ts";
import { PROBLEMS } from "./problems.ts";
import type { Route } from "./route.ts";
import { ROUTES } from "./routes.ts";

export const API_PREFIX = "/api/v1";

/** The whole address of a route. */
export function pathOf(route: Pick<Route, "path">): string {
  return route.path.startsWith("/api/") ? route.path : `${API_PREFIX}${route.path}`;
}

const PROBLEM_ANSWER = {
  description: "A problem (RFC 9457); `code` names it",
  content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
};

/** The OpenAPI 3.1 document, made from the route table: what is not in the table is not in the document. */
export function openApiDocument(version: string): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const [id, route] of Object.entries(ROUTES) as [string, Route][]) {
    const path = pathOf(route);
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(id, route) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Digital Wall",
      version,
      description: "Share anything, find it again. Send an API key as `Authorization: Bearer dw_…`.",
      license: { name: "GPL-3.0-or-later", identifier: "GPL-3.0-or-later" },
    },
    servers: [{ url: "/" }],
    security: [{ key: [] }, { session: [] }],
    tags: [...new Set(Object.values(ROUTES).map((route) => route.group))].map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: {
        key: { type: "http", scheme: "bearer", description: "An API key" },
        session: { type: "apiKey", in: "cookie", name: "__Host-dw_session" },
      },
      schemas: { Problem: { ...ProblemDocument, "x-codes": Object.keys(PROBLEMS) } },
    },
  };
}

function operation(id: string, route: Route): Record<string, unknown> {
  return {
    operationId: id,
    tags: [route.group],
    summary: route.summary,
    description: accessText(route),
    ...(route.access === "anybody" ? { security: [] } : {}),
    parameters: [...parameters("path", route.params), ...parameters("query", route.query)],
    ...(route.body || route.takes ? { requestBody: requestBody(route) } : {}),
    responses: {
      ...Object.fromEntries(Object.entries(route.answers).map(([status, shape]) => [status, answer(shape)])),
      default: PROBLEM_ANSWER,
    },
  };
}

function accessText(route: Route): string {
  if (route.access === "anybody") return "Needs no credentials.";
  if (route.access === "signed-in") return "Needs a key of any scope, or a session.";
  const whose = route.ofHouse ? " of the owner" : "";
  return `Needs a key of scope \`${route.access}\`${whose}, or a session${whose}.`;
}

function parameters(where: "path" | "query", shapes: Record<string, TSchema> = {}): unknown[] {
  return Object.entries(shapes).map(([name, schema]) => ({
    name,
    in: where,
    required: where === "path" || !("~optional" in schema),
    schema,
  }));
}

function requestBody({ body, takes = {} }: Route): unknown {
  const others = Object.entries(takes).map(([type, description]) => [type, { schema: { description } }]);
  return {
    required: true,
    content: { ...(body ? { "application/json": { schema: body } } : {}), ...Object.fromEntries(others) },
  };
}

function answer(shape: TSchema | string | null): unknown {
  if (shape === null) return { description: "Done; no body" };
  if (typeof shape === "string") return { description: shape, content: { [shape.includes(" ") ? "*/*" : shape]: {} } };
  return { description: "Done", content: { "application/json": { schema: shape } } };
}
