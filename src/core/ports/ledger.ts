import type { TokenUsage } from "./ai-provider.ts";

/** The step on whose behalf a provider is asked; only while the attempt is still its worker's is an answer kept for it. */
export interface StepAttempt {
  readonly id: string;
  readonly attempt: number;
}

export interface CallWanted {
  readonly person: string;
  readonly item: string | null;
  readonly step: StepAttempt | null;
  readonly provider: string;
  readonly model: string;
  /** The most it can cost, in micro-dollars; 0 for a provider of one's own. */
  readonly highestUsd6: number;
}

export type Reservation =
  | { readonly kind: "reserved"; readonly call: string }
  /** The budget of the month has no room for it: the person's own, or that of everybody together. */
  | { readonly kind: "budget-reached"; readonly whose: "person" | "everybody" }
  /** The step has gone to another worker meanwhile: what was asked for it now would be paid for twice. */
  | { readonly kind: "step-lost" };

export interface CallEnded {
  readonly call: string;
  readonly step: StepAttempt | null;
  /** `unknown` counts as paid with what was reserved. */
  readonly outcome: "answered" | "unknown" | "free";
  readonly usage: TokenUsage | null;
  /** What it cost, in micro-dollars; null where nobody can say: then what was reserved. */
  readonly costUsd6: number | null;
  readonly errorCode: string | null;
  /** What the step shall remember of it (JSON), so that a later attempt applies a paid answer and calls nobody. */
  readonly memo: string | null;
}

/** Money that goes to AI providers: reserved before a call, settled after it, never more than the budgets. */
export interface Ledger {
  reserve(wanted: CallWanted): Promise<Reservation>;
  end(ended: CallEnded): Promise<void>;
  /** What is left of the month for a person, and of how much, in micro-dollars; null without a limit. */
  left(person: string): Promise<{ readonly leftUsd6: number; readonly ofUsd6: number } | null>;
}
