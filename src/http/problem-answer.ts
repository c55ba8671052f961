import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import type { ProblemDocument } from "../contract/parts.ts";
import { PROBLEMS, Problem, type ProblemCode } from "../contract/problems.ts";
import type { Log } from "../core/events.ts";
import { CommitUnknown, DatabaseUnavailable } from "../core/ports/database.ts";
import { FilesUnavailable, FileTooLarge } from "../core/ports/files.ts";
import { WallGone } from "../store/wall-clock.ts";
import { fieldErrors } from "./field-errors.ts";

const RETRY_AFTER_SECONDS = 5;

/** The document of a problem (RFC 9457), also for the rows of a bulk answer. */
export function problemDocument(problem: Problem, requestId: string): ProblemDocument {
  const { status, title } = PROBLEMS[problem.code];
  return {
    type: `/api/docs#problem-${problem.code}`,
    title,
    status,
    code: problem.code,
    detail: problem.message,
    request_id: requestId,
    ...(Object.keys(problem.params).length > 0 ? { params: problem.params } : {}),
    ...(problem.fields.length > 0 ? { errors: problem.fields.map(({ field, message }) => ({ field, message })) } : {}),
  };
}

/** Writes any failure of a request as problem+json, and tells the log of those that are ours. */
export function answerProblem(log: Log, error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const problem = beginProblem(log, error, request, reply);
  return reply
    .type("application/problem+json")
    .serializer((document: unknown) => JSON.stringify(document))
    .send(problemDocument(problem, request.id));
}

/** All of a problem's answer but its body: status, headers, and a word to the log. */
export function beginProblem(log: Log, error: unknown, request: FastifyRequest, reply: FastifyReply): Problem {
  const problem = toProblem(error);
  const row: { status: number; ours?: boolean } = PROBLEMS[problem.code];
  if (row.ours) {
    const cause =
      problem.code === "internal" && error instanceof Error ? error.stack : String((error as Error).cause ?? error);
    log("error", "request-failed", { request: request.id, route: request.routeOptions.url, code: problem.code, cause });
  }
  if (row.status === 401) reply.header("www-authenticate", 'Bearer realm="Digital Wall"');
  if (row.status === 429 || row.status === 503)
    reply.header("retry-after", String(problem.retryAfterSeconds ?? RETRY_AFTER_SECONDS));
  if (problem.offset !== null) reply.header("upload-offset", String(problem.offset));
  // An address that cannot be read gets here without any hook of ours.
  if (!reply.hasHeader("x-request-id"))
    reply.header("x-request-id", request.id).header("x-process-time", (reply.elapsedTime / 1_000).toFixed(6));
  reply.code(row.status).header("cache-control", "no-store");
  return problem;
}

/** What the framework and the ports throw, in our own words. Anything unknown is a fault of ours. */
export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof WallGone) return new Problem("wall-not-found", "The wall was deleted meanwhile.");
  if (error instanceof CommitUnknown) return new Problem("database-unavailable", PERHAPS_KEPT, { cause: error });
  if (error instanceof DatabaseUnavailable)
    return new Problem(error.full ? "disk-full" : "database-unavailable", UNAVAILABLE, { cause: error });
  if (error instanceof FilesUnavailable)
    return new Problem(error.full ? "disk-full" : "files-unavailable", "Nothing was kept. Send it again in a moment.", {
      cause: error,
    });
  if (error instanceof FileTooLarge)
    return new Problem("too-large", `A file may have at most ${error.maxBytes} bytes.`, {
      params: { max_bytes: error.maxBytes },
    });
  if (!(error instanceof Error)) return new Problem("internal", BROKEN);
  return fromFramework(error as FastifyError) ?? new Problem("internal", BROKEN, { cause: error });
}

const UNAVAILABLE = "Nothing was lost, and nothing was kept of this request. Send it again in a moment.";
const PERHAPS_KEPT =
  "The answer of the database was lost, so this may have been kept. Send it again with the same Idempotency-Key: it will not stand twice.";
const BROKEN = "It is in the log under the request id. Trying again may help; if not, tell whoever runs this server.";

const BY_CODE: Readonly<Record<string, readonly [ProblemCode, string]>> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: [
    "type-not-supported",
    "Send application/json, or what the documentation of this route names.",
  ],
  FST_ERR_CTP_BODY_TOO_LARGE: ["too-large", "The body is larger than this route takes."],
  FST_ERR_CTP_INVALID_JSON_BODY: ["body-not-readable", "The body is not valid JSON."],
  FST_ERR_CTP_EMPTY_JSON_BODY: ["body-not-readable", "The body is empty; send a JSON object."],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: ["body-not-readable", "The body is not as long as Content-Length says."],
  FST_ERR_BAD_URL: ["address-not-valid", "The path holds something that is no valid percent-encoding."],
  FST_ERR_MAX_PARAM_LENGTH: ["address-too-long", "A part of the path is too long."],
};

function fromFramework(error: FastifyError): Problem | null {
  if (error.validation) return fromValidation(error);
  const known = BY_CODE[error.code ?? ""];
  if (known) return new Problem(known[0], known[1]);
  if (error instanceof SyntaxError && error.statusCode === 400)
    return new Problem("body-not-readable", "The body is not valid JSON.");
  if (error.statusCode === 413) return new Problem("too-large", "The body is larger than this route takes.");
  if (error.statusCode === 415)
    return new Problem("type-not-supported", "The content type or encoding is not understood here.");
  if (error.statusCode === 400) return new Problem("body-not-readable", "The request could not be read.");
  return null;
}

function fromValidation(error: FastifyError): Problem {
  const context = error.validationContext ?? "";
  const where = context === "body" ? "" : context === "querystring" ? "query" : context;
  const fields = fieldErrors(error.validation ?? [], where);
  const [first] = fields;
  return new Problem("fields-not-valid", first ? `${first.field} ${first.message}.` : "A field has the wrong shape.", {
    fields,
  });
}
