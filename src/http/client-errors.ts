import { STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import { PROBLEMS, Problem } from "../contract/problems.ts";
import { newId } from "../core/ids.ts";
import { problemDocument } from "./problem-answer.ts";

/**
 * Answers what Node gives up before it is a whole request: too slow, too long a header, or no HTTP. No route, hook or
 * reply exists then, so the answer is written by hand; an answer that has begun is only cut off.
 */
export function answerClientError(error: NodeJS.ErrnoException, socket: Socket): void {
  const { _httpMessage: begun } = socket as { _httpMessage?: { headersSent?: boolean } };
  if (error.code === "ECONNRESET" || !socket.writable || begun?.headersSent) {
    socket.destroy(error);
    return;
  }
  const problem = problemOf(error.code);
  const { status } = PROBLEMS[problem.code];
  const requestId = newId();
  const body = JSON.stringify(problemDocument(problem, requestId));
  const lines = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    "content-type: application/problem+json",
    `content-length: ${Buffer.byteLength(body)}`,
    "cache-control: no-store",
    `x-request-id: ${requestId}`,
    "x-process-time: 0.000000",
    "connection: close",
  ];
  socket.end(`${lines.join("\r\n")}\r\n\r\n${body}`, () => socket.destroy(error));
}

function problemOf(code: string | undefined): Problem {
  if (code === "ERR_HTTP_REQUEST_TIMEOUT")
    return new Problem("request-timeout", "The request did not arrive in time. Send it again, or in smaller pieces.");
  if (code === "HPE_HEADER_OVERFLOW")
    return new Problem("headers-too-large", "The headers of a request may have about 16 KB altogether.");
  return new Problem("body-not-readable", "What arrived is not a request that HTTP/1.1 knows.");
}
