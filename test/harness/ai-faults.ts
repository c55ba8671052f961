/** How a provider can fail us, by the names that tests use. Each row is what the real ones do. */
export type AiFault =
  | StatusFault
  /** The connection ends before, or in the middle of, an answer. */
  | { readonly kind: "drop"; readonly when: "before-answer" | "mid-answer" }
  /** The head of an answer, then a space now and then, for ever. */
  | { readonly kind: "trickle"; readonly everyMs: number }
  /** A whole HTTP answer of 200 that is none of the protocol's. */
  | { readonly kind: "body"; readonly type: string; readonly body: string }
  /** The protocol holds, what the model wrote does not. */
  | { readonly kind: "text"; readonly write: (good: string) => string }
  /** An answer that says it is none, or not all. */
  | { readonly kind: "stop"; readonly reason: "refusal" | "max-tokens" }
  /** What OpenAI's protocol has and this server lacks; requests without it are answered. */
  | { readonly kind: "lacks"; readonly fields: readonly ("response_format" | "tools")[] };

export interface StatusFault {
  readonly kind: "status";
  readonly status: number;
  /** What Anthropic calls it; OpenAI's names where they differ. */
  readonly type: string;
  readonly openai?: { readonly type: string; readonly code: string | null };
  readonly message: string;
  /** The answer carries `retry-after`, in the seconds that the test gives or 20. */
  readonly retryAfter?: true;
}

const RATE_LIMIT = { kind: "status", status: 429, type: "rate_limit_error" } as const;
const OVERLOADED = { kind: "status", status: 529, type: "overloaded_error", message: "Overloaded" } as const;
const SLOWER = "This request would exceed the rate limit of 50 requests per minute.";

const FAULTS = {
  401: { kind: "status", status: 401, type: "authentication_error", message: "invalid x-api-key" },
  403: { kind: "status", status: 403, type: "permission_error", message: "This key may not use this resource." },
  "404-model": {
    kind: "status",
    status: 404,
    type: "not_found_error",
    openai: { type: "invalid_request_error", code: "model_not_found" },
    message: "model: no-such-model",
  },
  400: { kind: "status", status: 400, type: "invalid_request_error", message: "messages: at least one is required" },
  408: { kind: "status", status: 408, type: "timeout_error", message: "The request took too long to arrive." },
  409: { kind: "status", status: 409, type: "conflict_error", message: "Another request is being worked on." },
  413: { kind: "status", status: 413, type: "request_too_large", message: "Request exceeds the maximum size" },
  429: { ...RATE_LIMIT, message: SLOWER },
  "429-retry-after": { ...RATE_LIMIT, message: SLOWER, retryAfter: true },
  "429-spend": {
    ...RATE_LIMIT,
    openai: { type: "insufficient_quota", code: "insufficient_quota" },
    message: "You have reached your workspace's monthly limit for spending.",
  },
  "400-credit": {
    kind: "status",
    status: 400,
    type: "invalid_request_error",
    openai: { type: "billing_hard_limit_reached", code: "billing_hard_limit_reached" },
    message: "Your credit balance is too low to access the API. Please go to Plans & Billing.",
  },
  402: { kind: "status", status: 402, type: "billing_error", message: "There is a problem with your payment details." },
  500: { kind: "status", status: 500, type: "api_error", message: "Internal server error" },
  502: { kind: "status", status: 502, type: "api_error", message: "Bad gateway" },
  503: { kind: "status", status: 503, type: "api_error", message: "Service unavailable" },
  504: { kind: "status", status: 504, type: "timeout_error", message: "The model took too long." },
  529: OVERLOADED,
  "529-retry-after": { ...OVERLOADED, retryAfter: true },
  "drop-before-answer": { kind: "drop", when: "before-answer" },
  "drop-mid-answer": { kind: "drop", when: "mid-answer" },
  trickle: { kind: "trickle", everyMs: 20 },
  "html-200": { kind: "body", type: "text/html", body: "<!doctype html><title>Sign in to the network</title>" },
  "broken-body": { kind: "body", type: "application/json", body: '{"id":"msg_1","content":[{"type":"te' },
  "malformed-json": { kind: "text", write: (good) => good.slice(0, -2) },
  "schema-violation": { kind: "text", write: () => JSON.stringify({ unasked: ["for"] }) },
  "ten-megabytes": { kind: "text", write: () => JSON.stringify({ title: "x".repeat(10_000_000) }) },
  refusal: { kind: "stop", reason: "refusal" },
  "max-tokens": { kind: "stop", reason: "max-tokens" },
  "no-schema-mode": { kind: "lacks", fields: ["response_format"] },
  "no-tool-mode": { kind: "lacks", fields: ["response_format", "tools"] },
} as const satisfies Readonly<Record<string | number, AiFault>>;

/** `no-tool-mode` is a server that takes neither schemas nor tools. */
export type AiFaultName = `${keyof typeof FAULTS}`;

export function faultOf(name: AiFaultName): AiFault {
  return (FAULTS as Readonly<Record<string, AiFault>>)[name]!;
}
