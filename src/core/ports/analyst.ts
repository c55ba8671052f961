import type { StepFailure } from "../../contract/reasons.ts";
import type { Analysis, AnalysisInput } from "../analysis.ts";

/** Somebody who can say what a content is about: the built-in rules, Claude, a server that speaks OpenAI's protocol. */
export interface Analyst {
  /** As an item shows it in `analyzed_by`: `built-in`, `claude:<model>`, `openai:<model>`. */
  readonly name: string;
  /** Whether a call costs money; only such calls reserve budget and count in the ledger. */
  readonly paid: boolean;
  /** Promises an outcome as a value; throws only when `signal` aborts. */
  analyze(input: AnalysisInput, signal: AbortSignal): Promise<AnalysisOutcome>;
  close(): Promise<void>;
}

export type AnalysisOutcome =
  | { readonly kind: "analysis"; readonly analysis: Analysis }
  | {
      readonly kind: "failure";
      readonly code: StepFailure;
      readonly detail: string;
      readonly retryable: boolean;
      readonly retryAfterMs: number | null;
    };
