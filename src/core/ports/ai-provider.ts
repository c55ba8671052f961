import type { ModelFailureCode } from "../../contract/reasons.ts";

/** A picture or document that goes along with a question, as the provider gets it. */
export interface Attachment {
  readonly kind: "image" | "pdf";
  /** `image/webp`, `image/jpeg`, `image/png`, `image/gif` or `application/pdf`. */
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** One question to a language model whose answer must be JSON of a given shape. */
export interface ModelQuestion {
  /** The same for every item of a person: providers charge a repeated beginning less. */
  readonly instructions: string;
  /** What this item is. All that came from outside stands fenced in it. */
  readonly content: string;
  readonly attachments: readonly Attachment[];
  /** JSON Schema of the answer: closed objects whose properties are all required, no formats, no lengths. */
  readonly schema: Readonly<Record<string, unknown>>;
  readonly maxOutputTokens: number;
}

/** What a provider counted. Input that was read from or written to its cache is not in `input`. */
export interface TokenUsage {
  readonly input: number;
  readonly output: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
}

export interface ModelFailure {
  readonly kind: "failure";
  readonly code: ModelFailureCode;
  /** One sentence for the operator; never the key, never what was sent. */
  readonly detail: string;
  /** Whether the same question may be answered later. */
  readonly retryable: boolean;
  /** What the provider asked us to wait, when it said so. */
  readonly retryAfterMs: number | null;
  /** Whether it must be counted as paid: an answer that came and cannot be used costs, an unknown outcome may. */
  readonly charged: "no" | "yes" | "unknown";
  readonly usage: TokenUsage | null;
}

export interface ModelAnswer {
  readonly kind: "answer";
  /** The JSON text as it came; it parses, but its shape is for us to check, whatever the provider promised. */
  readonly text: string;
  /** Null when the provider did not say. */
  readonly usage: TokenUsage | null;
}

/** A language model behind an official SDK, whose own retries are off. */
export interface AiProvider {
  /** `claude` or `openai`. */
  readonly name: string;
  readonly model: string;
  /** Kinds of attachments it understands. */
  readonly takes: readonly Attachment["kind"][];
  /** Makes one request, never two. Failures are values; throws only `signal.reason` when `signal` aborts from outside. */
  ask(question: ModelQuestion, signal: AbortSignal): Promise<ModelAnswer | ModelFailure>;
  /** Bulk work at a lower price, with answers hours later; null where the provider has no such thing. */
  readonly batches: BatchProvider | null;
  close(): Promise<void>;
}

export interface BatchProvider {
  /** Hands questions in, each by an id of letters, digits, `-` and `_`, at most 64 long: all of them or none. */
  submit(
    questions: readonly { readonly id: string; readonly question: ModelQuestion }[],
    signal: AbortSignal,
  ): Promise<{ readonly kind: "submitted"; readonly batch: string } | ModelFailure>;
  /** Whether its answers are there. */
  look(
    batch: string,
    signal: AbortSignal,
  ): Promise<{ readonly kind: "pending" } | { readonly kind: "ended" } | ModelFailure>;
  /**
   * The answers of an ended batch, in any order, read as they come. What expired or was cancelled is a failure that cost
   * nothing. When the reading breaks off, a bare failure is the last thing that comes; what came before it stands, and
   * the whole may be read again.
   */
  answers(
    batch: string,
    signal: AbortSignal,
  ): AsyncIterable<{ readonly id: string; readonly answer: ModelAnswer | ModelFailure } | ModelFailure>;
}
