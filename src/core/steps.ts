import type { Params } from "../contract/parts.ts";
import type { StepFailure, WaitReason } from "../contract/reasons.ts";
import type { StepName, StepState } from "../contract/shares.ts";

/** The two lanes that workers serve. */
export const LANES = ["content", "ai"] as const;
export type Lane = (typeof LANES)[number];

/** What a person waits for goes before what nobody watches. */
export const PRIORITIES = { watched: 0, background: 10 } as const;

const OPEN: ReadonlySet<StepState> = new Set(["ready", "waiting", "running"]);

/** A step that will still do something. */
export function isOpen(state: StepState): boolean {
  return OPEN.has(state);
}

/** What became of one piece of work. Only faults of ours throw. */
export type StepOutcome<Output> =
  | { readonly kind: "done"; readonly output: Output }
  | { readonly kind: "skipped"; readonly why: string }
  | {
      readonly kind: "waiting";
      readonly why: string;
      readonly delayMs: number;
      /** For what it waits, for those who look after such steps; by default "waiting". */
      readonly code?: WaitReason | StepFailure;
      /** What the next attempt shall know of this one; JSON. */
      readonly memo?: unknown;
    }
  | {
      readonly kind: "failed";
      readonly code: StepFailure;
      readonly detail: string;
      /** The values in the detail, for a warning. */
      readonly params?: Params;
      readonly retryable: boolean;
      /** What the far side asked us to wait, when it said so. */
      readonly retryAfterMs?: number | null;
      /** What the next attempt shall know of this one; JSON. */
      readonly memo?: unknown;
    };

export interface StepStanding {
  readonly name: StepName;
  readonly state: StepState;
}

/**
 * How far a run is, from 0.1 (accepted) to 0.9 (nothing left but storing). It follows the steps that have ended and
 * cannot go back within a run, since followers only appear when the last before them has ended.
 */
export function runProgress(steps: readonly StepStanding[]): {
  stage: "started" | "analyzing" | "storing";
  progress: number;
} {
  const work = steps.filter((step) => step.name !== "glance");
  if (work.some((step) => step.name === "finish")) return { stage: "storing", progress: 0.9 };
  const analyze = work.find((step) => step.name === "analyze");
  if (analyze) return { stage: "analyzing", progress: analyze.state === "running" ? 0.6 : 0.5 };
  const gathering = work.filter((step) => step.name === "read" || step.name === "files");
  const ended = gathering.filter((step) => !isOpen(step.state)).length;
  const begun = gathering.filter((step) => step.state === "running").length;
  const share = gathering.length === 0 ? 0 : (ended + begun * 0.25) / gathering.length;
  return { stage: "started", progress: round(0.1 + 0.4 * share) };
}

/** Progress is shown, not computed with: two digits are enough. */
function round(value: number): number {
  return Math.round(value * 100) / 100;
}
