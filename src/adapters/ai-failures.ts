import type { ModelFailureCode } from "../contract/reasons.ts";
import type { ModelFailure, TokenUsage } from "../core/ports/ai-provider.ts";
import { AnswerTooLarge, ConnectionLost } from "./ai-fetch.ts";
import { at, stringAt } from "./ai-shapes.ts";
import { MAX_RETRY_AFTER_MS, retryAfterMs } from "./web-headers.ts";

/** Whose failure it is, and what its sentence must never show. */
export interface Asked {
  /** As the operator knows it: `Claude`, `OpenAI`, or the host of a server of one's own. */
  readonly who: string;
  readonly key: string | null;
  /** What was sent; a message that repeats it is not quoted. */
  readonly content: string;
}

interface Outcome {
  readonly code: ModelFailureCode;
  readonly retryable: boolean;
  readonly charged: ModelFailure["charged"];
}

const REFUSED: Outcome = { code: "ai-request-refused", retryable: false, charged: "no" };
const SPEND_LIMIT: Outcome = { code: "ai-spend-limit", retryable: false, charged: "no" };
const FAULT: Outcome = { code: "ai-error", retryable: true, charged: "unknown" };
const OVERLOADED: Outcome = { code: "ai-overloaded", retryable: true, charged: "no" };
const TIMEOUT: Outcome = { code: "ai-timeout", retryable: true, charged: "unknown" };
const MALFORMED: Outcome = { code: "ai-answer-malformed", retryable: true, charged: "unknown" };
const TOO_LARGE: Outcome = { code: "ai-answer-too-large", retryable: false, charged: "unknown" };

/** What a status means. Others of 500 and more are faults of the provider, all the rest requests that it refuses. */
const BY_STATUS: Readonly<Record<number, Outcome>> = {
  401: { code: "ai-key-refused", retryable: false, charged: "no" },
  402: SPEND_LIMIT,
  403: { code: "ai-not-allowed", retryable: false, charged: "no" },
  404: { code: "ai-model-unknown", retryable: false, charged: "no" },
  408: TIMEOUT,
  409: { code: "ai-busy", retryable: true, charged: "no" },
  413: { code: "ai-too-large", retryable: false, charged: "no" },
  429: { code: "ai-rate-limited", retryable: true, charged: "no" },
  503: OVERLOADED,
  529: OVERLOADED,
};

/** What Anthropic calls the statuses where there is none, in the lines of a batch. */
const STATUS_OF_TYPE: Readonly<Record<string, number>> = {
  authentication_error: 401,
  billing_error: 402,
  permission_error: 403,
  not_found_error: 404,
  conflict_error: 409,
  request_too_large: 413,
  invalid_request_error: 400,
  rate_limit_error: 429,
  timeout_error: 504,
  overloaded_error: 529,
};

const SENTENCES: Readonly<Record<ModelFailureCode, string>> = {
  "ai-key-refused": "did not accept the key",
  "ai-not-allowed": "does not allow this key to do this",
  "ai-model-unknown": "does not know the model",
  "ai-request-refused": "refused the request",
  "ai-too-large": "takes no request this large",
  "ai-spend-limit": "answers no more until its spending limit is raised or renewed",
  "ai-rate-limited": "asks to be asked more slowly",
  "ai-busy": "is busy with something that stands in the way",
  "ai-error": "had a fault of its own",
  "ai-overloaded": "is overloaded",
  "ai-timeout": "did not answer in time",
  "ai-connection-lost": "could not be reached, or broke the connection off",
  "ai-refused": "declined to answer",
  "ai-answer-cut": "reached the limit of tokens before its answer was complete",
  "ai-answer-malformed": "answered with something that is no JSON",
  "ai-answer-invalid": "answered with JSON of another shape",
  "ai-answer-too-large": "answered with more than is read",
};

/** Codes and types of OpenAI and Anthropic for money that has run out, whatever the status. */
const SPENT_NAMES = /^(insufficient_quota|billing_hard_limit_reached|billing_error|\w*spend_limit\w*)$/;
/** Anthropic says it in words only, under 400 and 429, when credit or a workspace's month is used up. */
const SPENT_WORDS = /credit balance|spend(ing)? limit|monthly limit|specified (API )?usage limits?/i;

const MOST_QUOTED = 200;
/** A message that has this many characters in a row of what was sent is taken to repeat it. */
const REPEATED_RUN = 24;

/** A failure that needs no error of an SDK: an answer that cannot be used counts as paid when its usage is known. */
export function answerFailure(code: ModelFailureCode, asked: Asked, usage: TokenUsage | null): ModelFailure {
  const retryable = code === "ai-answer-malformed";
  return failure({ code, retryable, charged: usage === null ? "unknown" : "yes" }, asked, { usage });
}

/** A line of a batch that is an error: those are never charged. */
export function batchLineFailure(error: unknown, asked: Asked): ModelFailure {
  const status = STATUS_OF_TYPE[stringAt(error, "error", "type")] ?? 500;
  const outcome = { ...outcomeOf(status, error), charged: "no" as const };
  return failure(outcome, asked, { quote: stringAt(error, "error", "message") });
}

/** A failure that we name ourselves, with what else its sentence says. */
export function ownFailure(outcome: Outcome, asked: Asked, more: string): ModelFailure {
  return { ...failure(outcome, asked), detail: `${asked.who} ${more}.` };
}

/** What an error thrown by either SDK means; null when it is none of theirs but a fault of ours. */
export function failureOf(error: unknown, asked: Asked): ModelFailure | null {
  const root = rootOf(error);
  if (root instanceof AnswerTooLarge) return failure(TOO_LARGE, asked);
  if (root instanceof ConnectionLost) return lost(root, asked);
  if (root instanceof SyntaxError) return failure(MALFORMED, asked);
  const status = at(error, "status");
  if (typeof status === "number") return refusal(error, status, asked);
  if (/Timeout|Abort/.test(nameOf(error))) return failure(TIMEOUT, asked);
  return null;
}

/** The deadline that we set has passed. */
export function timeoutFailure(asked: Asked): ModelFailure {
  return failure(TIMEOUT, asked);
}

function lost(error: ConnectionLost, asked: Asked): ModelFailure {
  if (/^UND_ERR_(HEADERS|BODY)_TIMEOUT$/.test(error.code)) return failure(TIMEOUT, asked);
  const outcome = { code: "ai-connection-lost", retryable: true, charged: error.sent ? "unknown" : "no" } as const;
  const more = error.sent ? "broke the connection off before its answer was complete" : "could not be reached";
  return ownFailure(outcome, asked, `${more} (${error.code})`);
}

function refusal(error: unknown, status: number, asked: Asked): ModelFailure {
  const outcome = outcomeOf(status, at(error, "error"));
  const waits = outcome.retryable && outcome.code !== "ai-timeout";
  return failure(outcome, asked, {
    status,
    quote: messageOf(at(error, "error")),
    retryAfterMs: waits ? askedToWait(at(error, "headers")) : null,
  });
}

function outcomeOf(status: number, body: unknown): Outcome {
  // Anthropic's SDK hands over the whole body, OpenAI's what stands below `error` in it.
  const names = ["type", "code"].flatMap((name) => [stringAt(body, name), stringAt(body, "error", name)]);
  names.push(stringAt(body, "error", "details", "error_code"));
  if (names.some((name) => SPENT_NAMES.test(name))) return SPEND_LIMIT;
  if ([400, 403, 429].includes(status) && SPENT_WORDS.test(messageOf(body))) return SPEND_LIMIT;
  return BY_STATUS[status] ?? (status >= 500 ? FAULT : REFUSED);
}

/** The provider's own words, wherever they stand; "" when it said none. */
function messageOf(body: unknown): string {
  if (typeof body === "string") return body;
  return stringAt(body, "error", "message") || stringAt(body, "message") || stringAt(body, "error");
}

function askedToWait(headers: unknown): number | null {
  // Of whichever library: only that it is asked by name matters.
  if (typeof at(headers, "get") !== "function") return null;
  const header = (name: string) => (headers as Headers).get(name) ?? "";
  const exact = header("retry-after-ms").trim();
  if (/^\d+(\.\d+)?$/.test(exact)) return Math.min(Math.ceil(Number(exact)), MAX_RETRY_AFTER_MS);
  return retryAfterMs(header("retry-after"), Date.now());
}

function failure(
  outcome: Outcome,
  asked: Asked,
  more: { status?: number; quote?: string; retryAfterMs?: number | null; usage?: TokenUsage | null } = {},
): ModelFailure {
  const { status, quote = "", retryAfterMs = null, usage = null } = more;
  const words = quotable(quote, asked);
  const detail = `${asked.who} ${SENTENCES[outcome.code]}${status === undefined ? "" : ` (${status})`}`;
  return {
    kind: "failure",
    ...outcome,
    detail: words === "" ? `${detail}.` : `${detail}: ${words}`,
    retryAfterMs,
    usage,
  };
}

/** A message of the provider in one line, without keys and data; nothing when it is a page or repeats what was sent. */
function quotable(message: string, asked: Asked): string {
  const line = inOneLine(message.slice(0, 4 * MOST_QUOTED));
  if (line === "" || line.startsWith("<") || repeats(line, inOneLine(asked.content))) return "";
  const bare = (asked.key ? line.replaceAll(asked.key, "…") : line)
    .replace(/data:\S+/g, "…")
    .replace(/\b(sk|dw)[-_][\w.*-]+/g, "…")
    .replace(/[\w+/=-]{40,}/g, "…");
  return bare.length <= MOST_QUOTED ? bare : `${bare.slice(0, MOST_QUOTED - 1)}…`;
}

function inOneLine(text: string): string {
  return text.replace(/[\s\p{Cc}]+/gu, " ").trim();
}

/** Every long run contains a whole block of half its length, so that few searches rule nearly all messages out. */
function repeats(line: string, content: string): boolean {
  const half = REPEATED_RUN / 2;
  for (let block = 0; block + half <= line.length; block += half) {
    if (!content.includes(line.slice(block, block + half))) continue;
    for (let start = Math.max(0, block - half); start <= Math.min(block, line.length - REPEATED_RUN); start++)
      if (content.includes(line.slice(start, start + REPEATED_RUN))) return true;
  }
  return false;
}

/** The last of a chain of causes, since both SDKs wrap what `fetch` threw. */
function rootOf(error: unknown): unknown {
  let root = error;
  for (let depth = 0; depth < 5 && root instanceof Error && root.cause instanceof Error; depth++) root = root.cause;
  return root;
}

function nameOf(error: unknown): string {
  return error instanceof Error ? `${error.name} ${error.constructor.name}` : "";
}
