import {
  BrokenCircuitError,
  BulkheadRejectedError,
  bulkhead,
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  handleWhenResult,
  wrap,
} from "cockatiel";
import type { ModelFailureCode } from "../contract/reasons.ts";
import { newId } from "../core/ids.ts";
import type { AiProvider, ModelAnswer, ModelFailure, ModelQuestion } from "../core/ports/ai-provider.ts";
import type { Channel } from "../core/ports/doorbells.ts";
import type { RateCounter } from "../core/ports/rates.ts";

/** Questions to one provider at a time, by this process. */
const QUESTIONS_AT_ONCE = 8;
/** A provider that failed so often in a row is left alone for a while; then one question probes it. */
const FAILURES_IN_A_ROW = 4;
/** What only a person can mend (a key, a model's name, a limit) is not asked about again at once. */
const REFUSED_REST_FACTOR = 10;
/** A provider that names a longer time than this is believed for this long. */
const LONGEST_REST_MS = 3_600_000;
/** A place is free again soon: questions take seconds. */
const FULL_DELAY_MS = 500;

/** The provider is not asked now: it rests after failures, or as many questions as may are under way. */
export interface NotAsked {
  readonly kind: "resting" | "full";
  readonly why: string;
  readonly delayMs: number;
}

/** Whoever is asked over such a line: a language model, or one that makes vectors. */
interface Answering<Question, Answer> {
  readonly name: string;
  readonly model: string;
  ask(question: Question, signal: AbortSignal): Promise<Answer | ModelFailure>;
  close(): Promise<void>;
}

export interface ProviderLine<Question = ModelQuestion, Answer = ModelAnswer, Provider = AiProvider> {
  readonly provider: Provider;
  /** As an item shows it in `analyzed_by`. */
  readonly name: string;
  ask(question: Question, signal: AbortSignal): Promise<Answer | ModelFailure | NotAsked>;
  /** Whether a question would be asked now. */
  isResting(): boolean;
  breaker(): "open" | "half-open" | null;
  /** Why the last question failed; null when it was answered or none was asked. */
  lastFailure(): ModelFailureCode | null;
  close(): Promise<void>;
}

/** Failures that say something of the provider rather than of the question. */
const DOWN: ReadonlySet<ModelFailureCode> = new Set<ModelFailureCode>([
  "ai-error",
  "ai-overloaded",
  "ai-timeout",
  "ai-connection-lost",
]);
const REFUSES: ReadonlySet<ModelFailureCode> = new Set<ModelFailureCode>([
  "ai-key-refused",
  "ai-not-allowed",
  "ai-model-unknown",
  "ai-spend-limit",
]);

/** As much of an outcome as says something of the provider. */
type Told = { readonly kind: "answer" } | ({ readonly kind: "failure" } & Pick<ModelFailure, "code" | "retryAfterMs">);

/**
 * The way to one provider: a bulkhead, a breaker that opens after failures in a row and lets one question probe after
 * `restMs`, and a rest for as long as the provider asks. Where a rate is given, questions beyond it come later. Where a
 * channel is given, processes tell each other what came of their questions, so that all let a provider rest that one of
 * them was refused by; once the rest is over, each of them probes for itself.
 */
export function openLine<
  Question,
  Answer extends { readonly kind: "answer" },
  Provider extends Answering<Question, Answer>,
>(
  provider: Provider & Answering<Question, Answer>,
  { restMs, rate = null, channel = null }: { restMs: number; rate?: RateCounter | null; channel?: Channel | null },
): ProviderLine<Question, Answer, Provider> {
  const me = newId();
  const name = `${provider.name}:${provider.model}`;
  const breaker = circuitBreaker(
    handleWhenResult((result) => isFailure(result) && DOWN.has(result.code)),
    { halfOpenAfter: restMs, breaker: new ConsecutiveBreaker(FAILURES_IN_A_ROW) },
  );
  const line = bulkhead(QUESTIONS_AT_ONCE, 0);
  let restsUntilMs = 0;
  let last: ModelFailureCode | null = null;
  // An open breaker only finds out that its rest is over when it is asked.
  let probesFromMs = 0;
  breaker.onBreak(() => {
    probesFromMs = performance.now() + restMs;
  });
  const rests = () => {
    const now = performance.now();
    return restsUntilMs > now || (breaker.state === CircuitState.Open && probesFromMs > now);
  };

  const stopListening = channel?.subscribe((message) => {
    if (message.kind !== "provider" || message.line !== name || message.from === me) return;
    const told: Told = message.failure === null ? { kind: "answer" } : { kind: "failure", ...message.failure };
    note(told);
    // While it is open it counts nothing, and says so by an error.
    breaker.execute(() => told).catch(() => {});
  });

  function tellOthers(outcome: Told): void {
    const failure = outcome.kind === "answer" ? null : { code: outcome.code, retryAfterMs: outcome.retryAfterMs };
    channel?.publish({ kind: "provider", from: me, line: name, failure });
  }

  function note(outcome: Told): void {
    last = outcome.kind === "failure" ? outcome.code : null;
    if (outcome.kind !== "failure") return;
    const rest = REFUSES.has(outcome.code)
      ? restMs * REFUSED_REST_FACTOR
      : outcome.code === "ai-rate-limited" || outcome.code === "ai-overloaded"
        ? (outcome.retryAfterMs ?? 0)
        : 0;
    restsUntilMs = Math.max(restsUntilMs, performance.now() + Math.min(rest, LONGEST_REST_MS));
  }

  return {
    provider,
    name,
    async ask(question, signal) {
      const restsMs = restsUntilMs - performance.now();
      if (restsMs > 0) return { kind: "resting", why: "It asked not to be asked for a while.", delayMs: restsMs };
      // What rests is not asked, and takes no point of those who are.
      const counted = rests() ? null : rate;
      const taken = await counted?.take(name);
      if (taken && !taken.allowed)
        return {
          kind: "full",
          why: "It is asked as often as it may be.",
          delayMs: Math.max(taken.resetMs, FULL_DELAY_MS),
        };
      try {
        const outcome = await wrap(line, breaker).execute(() => {
          signal.throwIfAborted();
          return provider.ask(question, signal);
        });
        note(outcome);
        tellOthers(outcome);
        return outcome;
      } catch (error) {
        const wasAsked = !(error instanceof BrokenCircuitError || error instanceof BulkheadRejectedError);
        if (!wasAsked) await counted?.giveBack(name);
        if (error instanceof BrokenCircuitError)
          return { kind: "resting", why: "It did not answer the last few times.", delayMs: restMs };
        if (error instanceof BulkheadRejectedError)
          return { kind: "full", why: "It is being asked about other things.", delayMs: FULL_DELAY_MS };
        throw error;
      }
    },
    isResting: rests,
    breaker() {
      if (rests()) return "open";
      return breaker.state === CircuitState.Closed ? null : "half-open";
    },
    lastFailure: () => last,
    async close() {
      stopListening?.();
      await provider.close();
    },
  };
}

function isFailure(result: unknown): result is Told & { kind: "failure" } {
  return (result as Told).kind === "failure";
}
