import multipart from "@fastify/multipart";
import type { FastifyInstance, FastifyReply, FastifyRequest, FastifySchema } from "fastify";
import { Type } from "typebox";
import { LIMITS } from "../contract/limits.ts";
import { pathOf } from "../contract/openapi.ts";
import { EVENT_STREAM } from "../contract/parts.ts";
import { Problem } from "../contract/problems.ts";
import type { Route } from "../contract/route.ts";
import { ROUTES, type RouteId } from "../contract/routes.ts";
import { allows, type Caller } from "../wall/caller.ts";
import type { HttpContext } from "./context.ts";
import { addFormParser } from "./form-body.ts";
import { ANSWERED, type Handlers } from "./handler.ts";
import { type Limits, limitedAs } from "./limits.ts";
import { accountRoutes } from "./routes/accounts.ts";
import { actRoutes } from "./routes/acts.ts";
import { aiRoutes } from "./routes/ai.ts";
import { backupRoutes } from "./routes/backups.ts";
import { exportRoutes } from "./routes/export.ts";
import { feedRoutes } from "./routes/feeds.ts";
import { fileRoutes } from "./routes/files.ts";
import { guestShareRoutes } from "./routes/guest-shares.ts";
import { importRoutes } from "./routes/imports.ts";
import { itemRoutes } from "./routes/items.ts";
import { keyRoutes } from "./routes/keys.ts";
import { memberRoutes } from "./routes/members.ts";
import { myAccountRoutes } from "./routes/my-account.ts";
import { passkeyRoutes } from "./routes/passkeys.ts";
import { peopleRoutes } from "./routes/people.ts";
import { readingRoutes } from "./routes/reading.ts";
import { sessionRoutes } from "./routes/sessions.ts";
import { shareRoutes } from "./routes/shares.ts";
import { signInElsewhereRoutes } from "./routes/sign-in-elsewhere.ts";
import { streamRoutes } from "./routes/streams.ts";
import { systemRoutes } from "./routes/system.ts";
import { tagRoutes } from "./routes/tags.ts";
import { wallLinkRoutes } from "./routes/wall-links.ts";
import { wallRoutes } from "./routes/walls.ts";
import { wayInRoutes } from "./routes/ways-in.ts";
import { serializersOf } from "./serializers.ts";
import { callerBySignature } from "./signature.ts";
import { callerByTicket } from "./ticket.ts";
import { validatorsOf } from "./validators.ts";

type AnyHandler = (input: {
  params: unknown;
  query: unknown;
  body: unknown;
  caller: Caller | null;
  request: FastifyRequest;
  reply: FastifyReply;
}) => Promise<typeof ANSWERED | { status: number; headers?: Record<string, string>; body?: unknown; encoded?: Buffer }>;

/**
 * Puts every route of the table on the server: rights, limits, shapes, handler.
 * @param readingFont the address of the font for stored articles; null where there is none
 */
export function registerRoutes(
  app: FastifyInstance,
  context: HttpContext,
  { limits, readingFont }: { limits: Limits; readingFont: string | null },
): void {
  const handlers: Handlers = {
    ...shareRoutes(context),
    ...streamRoutes(context),
    ...itemRoutes(context, readingFont),
    ...readingRoutes(context),
    ...actRoutes(context),
    ...importRoutes(context),
    ...tagRoutes(context),
    ...fileRoutes(context),
    ...exportRoutes(context),
    ...wallRoutes(context),
    ...memberRoutes(context),
    ...wallLinkRoutes(context, limits),
    ...guestShareRoutes(context),
    ...feedRoutes(context),
    ...keyRoutes(context),
    ...sessionRoutes(context),
    ...accountRoutes(context, limits),
    ...myAccountRoutes(context),
    ...peopleRoutes(context),
    ...passkeyRoutes(context),
    ...signInElsewhereRoutes(context),
    ...wayInRoutes(context),
    ...aiRoutes(context),
    ...systemRoutes(context),
    ...backupRoutes(context),
  };
  // The framework takes any text as a body; here only the routes that name it do.
  app.removeContentTypeParser("text/plain");
  // Routes that read other types than JSON live apart, so that no other route takes a stream by accident.
  const ids = Object.groupBy(Object.keys(ROUTES) as RouteId[], readingOf);
  const add = (scope: FastifyInstance, id: RouteId) =>
    addRoute(scope, { id, context, limits, handler: handlers[id] as unknown as AnyHandler });
  for (const id of ids.json ?? []) add(app, id);
  void app.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("*", (_request, payload, end) => end(null, payload));
    for (const id of ids.bytes ?? []) add(scope, id);
    done();
  });
  void app.register(async (scope) => {
    addFormParser(scope);
    await scope.register(multipart);
    const text = { parseAs: "string", bodyLimit: LIMITS.textBytes } as const;
    for (const type of ["text/plain", "text/uri-list"])
      scope.addContentTypeParser(type, text, (_request, body, end) => end(null, body));
    scope.addContentTypeParser(
      "application/x-ndjson",
      { parseAs: "string", bodyLimit: LIMITS.jsonWithHtmlBytes },
      (_request, body, end) => end(null, body),
    );
    scope.addContentTypeParser("*", (_request, payload, end) => end(null, payload));
    for (const id of ids.several ?? []) add(scope, id);
  });
}

/** How the body of a route is read: JSON only, several types, or bytes as they come. */
function readingOf(id: RouteId): "json" | "several" | "bytes" {
  const { takes, streams }: Route = ROUTES[id];
  return streams ? "bytes" : takes ? "several" : "json";
}

function addRoute(
  app: FastifyInstance,
  { id, context, limits, handler }: { id: RouteId; context: HttpContext; limits: Limits; handler: AnyHandler },
): void {
  const route: Route = ROUTES[id];
  const callers = new WeakMap<FastifyRequest, Caller>();
  app.route({
    method: route.method === "GET" && id === "fileGet" ? ["GET", "HEAD"] : route.method,
    url: pathOf(route).replace(/\{(\w+)\}/g, ":$1"),
    // A HEAD of a stream would never end, and one of an export would read everything to say nothing.
    exposeHeadRoute: id !== "fileGet" && id !== "exportGet" && route.answers[200] !== EVENT_STREAM,
    bodyLimit: route.takes ? LIMITS.jsonWithHtmlBytes : LIMITS.jsonBytes,
    schema: schemaOf(route),
    validatorCompiler: validatorsOf(id),
    serializerCompiler: serializersOf(id),
    attachValidation: false,
    // Rights come before shapes: a stranger learns nothing from how a body is judged.
    onRequest: (request, reply, done) => {
      const go = () => done();
      const admit = (caller: Caller | null): void => {
        const refusal = refusalOf(route, caller);
        if (caller) callers.set(request, caller);
        if (refusal) done(refusal);
        else if (route.limited) limits.take(route.limited, limitedAs(caller, request.ip), reply).then(go, done);
        else done();
      };
      const caller = callerOf(id, context, request);
      // Nearly always the caller is known at once; a promise for nothing costs a short answer more than its rights do.
      if (caller instanceof Promise) caller.then(admit, done);
      else admit(caller);
    },
    preValidation: (request, _reply, done) => {
      dropNul(request.params);
      dropNul(request.query);
      // No body at all says as much as an empty object; a body of null says something wrong.
      if (route.body && !route.takes && !hasBody(request)) request.body = {};
      done();
    },
    handler: async (request, reply) => {
      const caller = callers.get(request) ?? null;
      const { params, query, body: asked } = request;
      const answer = await handler({ params, query, body: asked, caller, request, reply });
      if (answer === ANSWERED) return reply;
      const { status, headers = {}, body } = answer;
      // An answer that made nothing new costs nothing.
      if (route.limited && reply.getHeader("idempotent-replayed"))
        await limits.giveBack(route.limited, limitedAs(caller, request.ip));
      if (!reply.hasHeader("cache-control")) reply.header("cache-control", "no-store");
      for (const [name, value] of Object.entries(headers)) if (value !== undefined) reply.header(name, value);
      reply.code(status);
      if (answer.encoded === undefined) return body;
      reply.type("application/json; charset=utf-8");
      return answer.encoded;
    },
  });
}

/** Routes that a caller without key or cookie may be let into by what the address carries. */
const OTHER_WAYS_IN: { readonly [Id in RouteId]?: typeof callerByTicket } = {
  events: callerByTicket,
  fileGet: callerBySignature,
};

function callerOf(id: RouteId, context: HttpContext, request: FastifyRequest): Caller | null | Promise<Caller | null> {
  const known = context.auth.callerOf(request);
  const otherWay = OTHER_WAYS_IN[id];
  if (known instanceof Promise || !otherWay) return known;
  return known ?? otherWay(context, request);
}

function hasBody({ headers }: FastifyRequest): boolean {
  return headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;
}

/** PostgreSQL refuses NUL in any text; an address loses it at the edge, as bodies do. */
function dropNul(values: unknown): void {
  const named = values as Record<string, unknown>;
  for (const [name, value] of Object.entries(named))
    if (typeof value === "string" && value.includes("\0")) named[name] = value.replaceAll("\0", "");
}

function refusalOf(route: Route, caller: Caller | null): Problem | null {
  if (route.access === "anybody") return null;
  if (!caller)
    return new Problem(
      "credentials-missing",
      "Send an API key as Authorization: Bearer dw_…, or sign in with the link that `digital-wall owner-link` prints.",
    );
  if (route.access !== "signed-in" && !allows(caller.scopes, route.access))
    return new Problem(
      "scope-too-small",
      `This needs a key of scope ${route.access}; this one has ${caller.scopes.join(", ")}.`,
    );
  if (route.ofHouse && caller.role !== "owner")
    return new Problem("scope-too-small", "This concerns everybody here: only the owner may ask for it.");
  return null;
}

function schemaOf(route: Route): FastifySchema {
  const answers = Object.entries(route.answers).filter(([, shape]) => shape !== null && typeof shape !== "string");
  return {
    ...(route.params ? { params: Type.Object(route.params) } : {}),
    querystring: Type.Object(route.query ?? {}, { additionalProperties: route.takesAnyQuery === true }),
    // A route that takes several types checks its JSON by the shape too; other types are read by the handler.
    ...(route.body
      ? { body: route.takes ? { content: { "application/json": { schema: route.body } } } : route.body }
      : {}),
    response: Object.fromEntries(answers),
  };
}
