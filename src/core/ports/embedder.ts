import type { KeptVector } from "../vectors.ts";
import type { ModelFailure, TokenUsage } from "./ai-provider.ts";

/** One vector a text, in the order of the texts, each of length 1 and all with as many numbers. */
export interface Embedded {
  readonly kind: "answer";
  readonly vectors: readonly Float32Array[];
  /** Null when the provider did not say. */
  readonly usage: TokenUsage | null;
}

/** A model that makes vectors of texts: what means the same lies near each other, whatever its words. */
export interface Embedder {
  /** `openai`: the protocol that it speaks. */
  readonly name: string;
  readonly model: string;
  /** Makes one request, never two. Failures are values; throws only `signal.reason` when `signal` aborts from outside. */
  ask(texts: readonly string[], signal: AbortSignal): Promise<Embedded | ModelFailure>;
  close(): Promise<void>;
}

/** Vectors of questions, for whoever searches. */
export interface QuestionVectors {
  readonly model: string;
  /** Null where there is none in the time that a search has: never a failure, and never a long wait. */
  vectorOf(question: string, person: string): Promise<KeptVector | null>;
}
