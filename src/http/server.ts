import { constants } from "node:zlib";
import compress from "@fastify/compress";
import underPressure from "@fastify/under-pressure";
import Fastify, { type FastifyInstance } from "fastify";
import { LIMITS } from "../contract/limits.ts";
import { Problem } from "../contract/problems.ts";
import { newId } from "../core/ids.ts";
import { answerClientError } from "./client-errors.ts";
import type { HttpContext } from "./context.ts";
import { addDocs } from "./docs.ts";
import { addEtags } from "./etags.ts";
import { hostCheck } from "./hosts.ts";
import { openLimits } from "./limits.ts";
import { readToItsEnd } from "./linger.ts";
import { noRoute } from "./no-route.ts";
import { addPage, readingFont, readLandingPage, readPublicFrame } from "./page.ts";
import { answerProblem } from "./problem-answer.ts";
import { addGuestPages } from "./public/guest-pages.ts";
import { PLAIN_FRAME } from "./public/page-frame.ts";
import { addWallPages } from "./public/wall-pages.ts";
import { registerRoutes } from "./register-routes.ts";
import { securityHeaders } from "./security-headers.ts";
import { addShareTarget } from "./share-target.ts";

export interface ServerOptions {
  readonly publicUrl: URL | null;
  readonly allowedHosts: readonly string[];
  readonly allowedOrigins: readonly string[];
  readonly trustProxy: false | number | readonly string[];
  readonly rates: Parameters<typeof openLimits>[0];
  readonly slowRequestMs: number;
  readonly requestTimeoutMs: number;
  readonly apiDocs: boolean;
  /** The folder of the built page; null when it is not built. */
  readonly pageDir: string | null;
}

const HEADERS_TIMEOUT_MS = 20_000;
const KEEP_ALIVE_MS = 72_000;
/** A connection on which nothing moves, in either direction, is let go of; streams say something far more often. */
const SILENT_CONNECTION_MS = 10 * 60_000;
/** How often Node looks for requests that are overdue; by default a slow body is never noticed. */
const CHECKED_EVERY_MS = 2_000;
const COMPRESSED_FROM_BYTES = 1_000;
const BROTLI_QUALITY = 4;
const EVENT_LOOP_DELAY_MS = 2_000;
const PARAM_CHARACTERS = 400;
const FIRST_REFUSAL = 400;
const SANE_REQUEST_ID = /^[A-Za-z0-9._:-]{1,100}$/;
const EXPOSED_HEADERS = [
  "Location",
  "ETag",
  "Retry-After",
  "RateLimit-Limit",
  "RateLimit-Remaining",
  "RateLimit-Reset",
  "X-Request-ID",
  "X-Process-Time",
  "Idempotent-Replayed",
  "Upload-Offset",
  "Upload-Complete",
  "Upload-Length",
];

/** The HTTP server with everything on it, not yet listening. */
export async function openServer(context: HttpContext, options: ServerOptions): Promise<FastifyInstance> {
  const app = Fastify({
    logger: false,
    genReqId: requestId,
    trustProxy: trusted(options.trustProxy),
    bodyLimit: LIMITS.jsonBytes,
    requestTimeout: options.requestTimeoutMs,
    connectionTimeout: SILENT_CONNECTION_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    http: {
      headersTimeout: Math.min(HEADERS_TIMEOUT_MS, options.requestTimeoutMs),
      connectionsCheckingInterval: CHECKED_EVERY_MS,
    },
    routerOptions: { maxParamLength: PARAM_CHARACTERS },
    return503OnClosing: false,
    forceCloseConnections: "idle",
    clientErrorHandler: answerClientError,
    frameworkErrors: (error, request, reply) => void answerProblem(context.log, error, request, reply),
    ajv: { customOptions: { removeAdditional: false, coerceTypes: false, allErrors: true } },
  });
  app.setErrorHandler((error, request, reply) => answerProblem(context.log, error, request, reply));
  app.setNotFoundHandler((request, reply) => answerProblem(context.log, noRoute(request, reply), request, reply));
  addFirstAndLastWords(app, context, options);
  // Without a list there is nobody to answer to, and every answer would only say so.
  if (options.allowedOrigins.length > 0)
    await app.register(import("@fastify/cors"), {
      origin: [...options.allowedOrigins],
      methods: ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"],
      exposedHeaders: EXPOSED_HEADERS,
      maxAge: 600,
    });
  await app.register(underPressure, {
    maxEventLoopDelay: EVENT_LOOP_DELAY_MS,
    pressureHandler: (_request, _reply, type) => {
      throw new Problem("overloaded", `It is too busy at the moment (${type}). Nothing of this request was kept.`);
    },
  });
  await app.register(compress, {
    threshold: COMPRESSED_FROM_BYTES,
    encodings: ["br", "gzip"],
    globalDecompression: false,
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } },
  });
  addEtags(app);
  const limits = openLimits(options.rates, context.openCounter);
  const font = options.pageDir === null ? null : await readingFont(options.pageDir);
  registerRoutes(app, context, { limits, readingFont: font });
  if (options.apiDocs) addDocs(app, context.version);
  if (options.pageDir !== null) await addPage(app, options.pageDir);
  const frame = options.pageDir === null ? PLAIN_FRAME : await readPublicFrame(options.pageDir);
  addWallPages(app, context, { limits, frame, readingFont: font });
  addGuestPages(app, context, { limits, frame });
  addShareTarget(app, context, {
    limits,
    page: options.pageDir === null ? null : await readLandingPage(options.pageDir),
  });
  return app;
}

/** A body is kept as it came, so one that was packed for the way would be kept packed. */
function refuseEncoded(encoding: string | undefined): void {
  if (encoding === undefined || encoding.toLowerCase() === "identity") return;
  throw new Problem(
    "type-not-supported",
    `Send the body as it is, without Content-Encoding: ${encoding.slice(0, 40)}.`,
  );
}

/** So many proxies in front, or those at these addresses; never "whoever says so". */
function trusted(proxies: ServerOptions["trustProxy"]): false | string[] | ((address: string, hop: number) => boolean) {
  if (proxies === false) return false;
  return typeof proxies === "number" ? (_address, hop) => hop < proxies : [...proxies];
}

function requestId(request: { headers: Record<string, string | string[] | undefined> }): string {
  const given = request.headers["x-request-id"];
  return typeof given === "string" && SANE_REQUEST_ID.test(given) ? given : newId();
}

/**
 * What is the same for every request: its id and time, whose host name it asks for, the headers that keep an answer safe,
 * and a warning when it was slow. One hook each way, since every hook of every request costs.
 */
function addFirstAndLastWords(app: FastifyInstance, { files, log, state }: HttpContext, options: ServerOptions): void {
  const { publicUrl, slowRequestMs } = options;
  const checkHost = hostCheck(options);
  const safe = securityHeaders({
    https: publicUrl?.protocol === "https:",
    filesOrigin: files.presigned?.origin ?? null,
  });
  app.addHook("onRequest", (request, reply, done) => {
    reply.headers(safe).header("x-request-id", request.id);
    checkHost(request.headers.host);
    refuseEncoded(request.headers["content-encoding"]);
    done();
  });
  app.addHook("onSend", (request, reply, _payload, done) => {
    reply.header("x-process-time", (reply.elapsedTime / 1_000).toFixed(6));
    if (reply.statusCode >= FIRST_REFUSAL && !request.raw.complete) {
      reply.removeHeader("connection");
      readToItsEnd(request.raw);
    }
    // Whoever is answered while we stop must not hold its connection open for the next request.
    if (!state.ready) reply.header("connection", "close");
    done();
  });
  app.addHook("onResponse", (request, reply, done) => {
    const ms = Math.round(reply.elapsedTime);
    const facts = () => ({
      request: request.id,
      method: request.method,
      route: request.routeOptions.url ?? null,
      status: reply.statusCode,
      ms,
    });
    log("debug", "request-done", facts);
    if (ms > slowRequestMs) log("warn", "request-slow", facts);
    done();
  });
}
