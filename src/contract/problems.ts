import type { Params } from "./parts.ts";

/**
 * Every refusal and failure a caller can meet: one row a code (RFC 9457, problem details).
 *
 * `title` names the kind of problem and never changes; the `detail` of an answer says what to do about this one.
 * `ours` marks faults that the operator should hear of. The page says each code in a person's language
 * (web/src/words/<language>/told.ts), where a row without words does not compile.
 */
export const PROBLEMS = {
  "body-not-readable": { status: 400, title: "The body could not be read" },
  "fields-not-valid": { status: 400, title: "A field has the wrong shape" },
  "multipart-not-readable": { status: 400, title: "The form data is broken or cut off" },
  "address-not-valid": { status: 400, title: "The address of this request is not valid" },
  "credentials-missing": { status: 401, title: "Sign in or send an API key" },
  "sign-in-refused": { status: 401, title: "Name and password do not belong together" },
  "credentials-refused": { status: 401, title: "This key or session is not valid" },
  "passkey-refused": { status: 401, title: "This passkey does not sign in" },
  "passkey-copied": { status: 401, title: "A copy of this passkey may be about" },
  "sign-in-again": { status: 403, title: "Sign in again first" },
  "sign-in-elsewhere-refused": { status: 403, title: "The sign-in at the other service was not completed" },
  "no-account-for-it": { status: 403, title: "There is no account here for it" },
  "scope-too-small": { status: 403, title: "This key may not do that" },
  "role-too-small": { status: 403, title: "Your role on this wall does not allow that" },
  "wall-owner-stays": { status: 409, title: "A wall has an owner" },
  "inbox-is-private": { status: 409, title: "The inbox is for one person" },
  "smart-wall": { status: 409, title: "A smart wall fills itself" },
  "invitation-over": { status: 410, title: "This invitation is over" },
  "person-not-found": { status: 422, title: "There is no such person here" },
  "password-wrong": { status: 403, title: "The current password is another" },
  "code-wrong": { status: 403, title: "The code is wrong" },
  "confirmation-needed": { status: 403, title: "This must be confirmed" },
  "sign-up-closed": { status: 403, title: "Nobody new may come" },
  "origin-refused": { status: 403, title: "The request came from another site" },
  "not-found": { status: 404, title: "Not found" },
  "link-not-valid": { status: 404, title: "This link opens nothing any more" },
  "method-not-allowed": { status: 405, title: "This address does not take that method" },
  "request-timeout": { status: 408, title: "The request took too long to arrive" },
  "already-ended": { status: 409, title: "This share has ended already" },
  "login-taken": { status: 409, title: "Somebody has this sign-in name" },
  "email-taken": { status: 409, title: "Somebody has this e-mail address" },
  "login-missing": { status: 409, title: "There is no sign-in name" },
  "already-on": { status: 409, title: "The second factor is on already" },
  "not-on": { status: 409, title: "There is no second factor" },
  "only-way-in": { status: 409, title: "It is the only way into this account" },
  "owner-stays": { status: 409, title: "The owner cannot be shut out" },
  "mail-not-set-up": { status: 409, title: "This server sends no mail" },
  "too-many-invitations": { status: 409, title: "Too many invitations are open" },
  "nothing-to-retry": { status: 409, title: "There is nothing to try again" },
  "inbox-stays": { status: 409, title: "The inbox cannot be deleted" },
  "identity-taken": { status: 409, title: "That account belongs to another person here" },
  "last-wall": { status: 409, title: "An item stands on at least one wall" },
  "item-merged": { status: 409, title: "The item was merged into another" },
  "already-undone": { status: 409, title: "This was taken back already" },
  "nothing-to-undo": { status: 409, title: "There is nothing to take back" },
  "undo-too-late": { status: 409, title: "It is too late to take this back" },
  "import-under-way": { status: 409, title: "The import has been started" },
  "import-ended": { status: 409, title: "The import has ended" },
  "neighbour-gone": { status: 409, title: "The neighbour is not on this wall" },
  "quota-reached": { status: 409, title: "You have as much here as you may have" },
  "wall-owner-has-no-room": { status: 409, title: "Nothing more is taken on this wall at the moment" },
  "item-in-trash": { status: 409, title: "The item is in the trash" },
  resync: { status: 410, title: "The changes since then are no longer kept" },
  "upload-offset-wrong": { status: 409, title: "The upload goes on at another byte" },
  "upload-complete": { status: 409, title: "This upload is complete" },
  "upload-busy": { status: 409, title: "Another piece of this upload is arriving" },
  "edited-meanwhile": { status: 412, title: "Somebody edited this meanwhile" },
  "too-large": { status: 413, title: "Too large" },
  "too-many-files": { status: 413, title: "Too many files" },
  "address-too-long": { status: 414, title: "The address of this request is too long" },
  "type-not-supported": { status: 415, title: "This content type is not understood here" },
  "range-not-satisfiable": { status: 416, title: "The range lies outside the file" },
  "host-not-ours": { status: 421, title: "This server does not answer to that host name" },
  "nothing-to-share": { status: 422, title: "Nothing to share" },
  "url-not-valid": { status: 422, title: "This is not a web address" },
  "scheme-not-allowed": { status: 422, title: "Only http and https addresses can be shared" },
  "address-refused": { status: 422, title: "This address lies in a private network" },
  "file-not-staged": { status: 422, title: "There is no such uploaded file" },
  "language-not-valid": { status: 422, title: "This is not a language tag" },
  "login-not-valid": { status: 422, title: "This is not a sign-in name" },
  "email-not-valid": { status: 422, title: "This is not an e-mail address" },
  "password-not-valid": { status: 422, title: "This password cannot be taken" },
  "model-not-there": { status: 422, title: "This model cannot be asked here" },
  "direct-not-offered": { status: 422, title: "Files cannot be put into a bucket directly here" },
  "upload-length-wrong": { status: 422, title: "The upload has another length than was announced" },
  "field-too-long": { status: 422, title: "A field is too long" },
  "format-unknown": { status: 422, title: "There is no such format" },
  "too-many-imports": { status: 429, title: "Too many imports at once" },
  "too-many-acts": { status: 429, title: "Too many changes at once" },
  "too-many-items": { status: 422, title: "Too many items for one change" },
  "query-not-understood": { status: 422, title: "The question could not be understood" },
  "tags-not-valid": { status: 422, title: "A tag is empty or too long" },
  "query-not-valid": { status: 422, title: "The question cannot be meant so" },
  "wall-not-found": { status: 422, title: "There is no such wall" },
  "idempotency-key-not-valid": { status: 422, title: "The idempotency key is not valid" },
  "idempotency-key-reused": { status: 422, title: "This idempotency key was used for something else" },
  "cursor-not-valid": { status: 422, title: "The cursor is not valid" },
  "out-of-range": { status: 422, title: "A number is out of range" },
  "passkeys-need-https": { status: 422, title: "Passkeys need https" },
  "passkey-not-taken": { status: 422, title: "This passkey could not be taken" },
  "passage-not-found": { status: 422, title: "The passage is not in this text" },
  "too-many-highlights": { status: 422, title: "This item has as many highlights as it may have" },
  "same-tag": { status: 422, title: "A tag cannot be merged with itself" },
  "same-item": { status: 422, title: "An item cannot be merged with itself" },
  "content-not-readable": { status: 422, title: "The content could not be read" },
  "headers-too-large": { status: 431, title: "The headers of this request are too large" },
  "too-many-requests": { status: 429, title: "Too many requests" },
  internal: { status: 500, title: "Something broke on our side", ours: true },
  overloaded: { status: 503, title: "Too busy at the moment", ours: true },
  "sign-in-service-away": { status: 503, title: "The sign-in service does not answer" },
  "not-ready": { status: 503, title: "Starting or stopping" },
  "database-unavailable": { status: 503, title: "The database does not answer", ours: true },
  "files-unavailable": { status: 503, title: "Files cannot be stored at the moment", ours: true },
  "disk-full": { status: 507, title: "The disk is full", ours: true },
} as const satisfies Record<string, { status: number; title: string; ours?: boolean }>;

export type ProblemCode = keyof typeof PROBLEMS;

/** A refusal on its way to the caller. Thrown by verbs and routes, turned into problem+json in one place. */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly fields: readonly FieldError[];
  readonly retryAfterSeconds: number | null;
  /** Where an upload goes on, for those that began elsewhere. */
  readonly offset: number | null;
  /** The values in the detail. */
  readonly params: Params;

  /** @param detail one sentence that the person who meets it can act on. */
  constructor(
    code: ProblemCode,
    detail: string,
    more: {
      fields?: readonly FieldError[];
      retryAfterSeconds?: number;
      offset?: number;
      params?: Params;
      cause?: unknown;
    } = {},
  ) {
    super(detail, more.cause === undefined ? undefined : { cause: more.cause });
    this.name = "Problem";
    this.code = code;
    this.fields = more.fields ?? [];
    this.retryAfterSeconds = more.retryAfterSeconds ?? null;
    this.offset = more.offset ?? null;
    const [first] = this.fields;
    this.params = {
      ...(first === undefined ? {} : { field: first.field }),
      ...(this.retryAfterSeconds === null ? {} : { seconds: this.retryAfterSeconds }),
      ...more.params,
    };
  }

  get status(): number {
    return PROBLEMS[this.code].status;
  }
}

export interface FieldError {
  /** A JSON pointer into the body, or `query/name`. */
  readonly field: string;
  readonly message: string;
}
