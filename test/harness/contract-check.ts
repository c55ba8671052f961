import assert from "node:assert/strict";
import type { TSchema } from "typebox";
import { Compile } from "typebox/compile";
import { pathOf } from "../../src/contract/openapi.ts";
import { ProblemDocument } from "../../src/contract/parts.ts";
import { PROBLEMS } from "../../src/contract/problems.ts";
import type { Route } from "../../src/contract/route.ts";
import { ROUTES, type RouteId } from "../../src/contract/routes.ts";
import type { Answer } from "./new-wall.ts";

const compiled = new WeakMap<TSchema, ReturnType<typeof Compile>>();

/** Fails unless `value` has just this shape. */
export function assertShape(shape: TSchema, value: unknown, what: string): void {
  const validator = compiled.get(shape) ?? Compile(shape);
  compiled.set(shape, validator);
  if (validator.Check(value)) return;
  const [first] = validator.Errors(value);
  assert.fail(`${what}: ${first?.instancePath} ${first?.message} in ${JSON.stringify(value).slice(0, 600)}`);
}

const PATTERNS = (Object.entries(ROUTES) as [RouteId, Route][]).map(([id, route]) => ({
  id,
  route,
  pattern: new RegExp(`^${pathOf(route).replace(/\{\w+\}/g, "[^/]+")}$`),
}));

/** The route of the table that a request goes to. Fixed words win over parameters. */
export function routeOf(method: string, path: string): { id: RouteId; route: Route } | null {
  const [plain = ""] = (path.startsWith("/api") ? path : `/api/v1${path}`).split("?");
  const fitting = PATTERNS.filter(({ route, pattern }) => route.method === method && pattern.test(plain));
  return fitting.find(({ route }) => pathOf(route) === plain) ?? fitting[0] ?? null;
}

/** What the contract says of every answer: errors are problems of the table, answers have their route's shape. */
export function assertContract(method: string, path: string, answer: Answer): void {
  const { status, headers, body } = answer;
  const what = `${method} ${path} → ${status}`;
  assert.match(headers.get("x-request-id") ?? "", /^[\w.:-]{1,100}$/, `${what} has no X-Request-ID`);
  assert.match(headers.get("x-process-time") ?? "", /^\d+\.\d+$/, `${what} has no X-Process-Time`);
  const found = routeOf(method, path);
  const shape = found?.route.answers[status];
  if (status >= 400 && shape === undefined) {
    assertProblem(answer, what);
    return;
  }
  if (!found || status === 304) return;
  assert.notEqual(shape, undefined, `${what} is no answer of ${found.id}`);
  if (shape === null) assert.equal((body as Uint8Array).byteLength, 0, `${what} has a body`);
  else if (typeof shape === "object") assertShape(shape, body, what);
}

/** A refusal as the table of problems has it, with a detail that says something and nothing of our insides. */
export function assertProblem({ status, headers, body }: Answer, what: string): void {
  assert.match(headers.get("content-type") ?? "", /^application\/problem\+json/, `${what} is no problem+json`);
  assertShape(ProblemDocument, body, what);
  const problem = body as ProblemDocument;
  const row = PROBLEMS[problem.code as keyof typeof PROBLEMS];
  assert.ok(row, `${what}: ${problem.code} is not in the table`);
  assert.equal(problem.status, status, what);
  assert.equal(row.status, status, what);
  assert.equal(problem.title, row.title, what);
  assert.ok(problem.detail.length >= 15, `${what}: "${problem.detail}" helps nobody`);
  assert.doesNotMatch(problem.detail, /\bat .+:\d+:\d+|node_modules|FST_|SQLITE|undefined|\[object/, what);
  assert.equal(problem.request_id, headers.get("x-request-id"), what);
  if (status === 429 || status === 503) assert.match(headers.get("retry-after") ?? "", /^\d+$/, what);
  if (status === 401) assert.match(headers.get("www-authenticate") ?? "", /^Bearer/, what);
}
