/**
 * The way out to the web for every address that a person handed in.
 *
 * One implementation guards it (`adapters/web.ts`); nothing else in the program fetches what a person named. Whatever
 * the far side does is an expected outcome and therefore a value: this port throws only when the caller's own signal
 * aborts.
 */
export interface Web {
  fetch(request: WebRequest): Promise<WebAnswer | WebFailure>;
  close(): Promise<void>;
}

export interface WebRequest {
  readonly url: string;
  /** Most bytes to take, counted after decompression. */
  readonly maxBytes: number;
  /** Deadline for everything together: name look-up, redirects, body. Milliseconds. */
  readonly timeoutMs: number;
  readonly accept?: string;
  /** The header that says who asks. It goes to the origin of `url` alone: a redirect elsewhere is followed without it. */
  readonly authorization?: string;
  /** Sent as a form by POST, to `url` alone: whoever redirects is answered as they are and followed nowhere. */
  readonly form?: Readonly<Record<string, string>>;
  /** The hosts of `FETCH_ALLOW_HOSTS` may be private; true only for what an owner shared and what such a page names on an allowed host. */
  readonly allowListed: boolean;
  readonly signal: AbortSignal;
}

/** The far side answered, with whatever status. */
export interface WebAnswer {
  readonly kind: "answer";
  /** Where the bytes came from in the end. */
  readonly url: string;
  /** Every address on the way there, the asked one first; just that one when nothing redirected. */
  readonly hops: readonly string[];
  readonly status: number;
  /** The raw `Content-Type` header, or "". */
  readonly contentType: string;
  /** The raw `Content-Disposition` header, or "". */
  readonly contentDisposition: string;
  /** What `Retry-After` asks for in milliseconds, null when absent or unreadable. */
  readonly retryAfterMs: number | null;
  readonly bytes: Uint8Array;
  /** The body was longer than `maxBytes`; `bytes` holds its beginning. */
  readonly truncated: boolean;
  /** Every hop stood on the allow list; only then may what the page names be asked for under the list too. */
  readonly allowListed: boolean;
}

/** No answer could be had. `code` may be shown to a person; `reason` is for the log only, lest the fetcher serve as a port scanner. */
export interface WebFailure {
  readonly kind: "failure";
  readonly code: WebFailureCode;
  readonly retryable: boolean;
  readonly reason: string;
}

/** `address-refused`: the guard does not go there. `page-unreachable`: everything else, one coarse code on purpose. `page-timeout`: the deadline passed. */
export type WebFailureCode = "address-refused" | "page-unreachable" | "page-timeout";
