import type { Params } from "../../src/contract/parts.ts";
import type { ShareStatus, StepStatus, Warning } from "../../src/contract/shares.ts";
import { whoOf } from "./analysis-words.ts";
import { told, words } from "./words/words.ts";

/** A warning in words: why something is less than it could be, and what is safe all the same; "" where that is not said. */
export function warningWords({ code, message, params = {} }: Warning): { readonly why: string; readonly safe: string } {
  const said = told.value?.warnings[code]?.(spoken(params));
  return said === undefined ? { why: message, safe: "" } : { why: said[0], safe: said[1] };
}

/** Why a step waits or has failed; the server's own sentence for a code that is not known here. */
export function reasonWords({ code, message }: { readonly code: string; readonly message: string }): string {
  return codeWords(code) ?? message;
}

/** The same by its code alone; null when it is not known here. */
export function codeWords(code: string): string | null {
  const reasons: Readonly<Record<string, (values: Params) => string>> = told.value?.reasons ?? {};
  return reasons[code]?.({}) ?? null;
}

/** Why a share is not what it could be, in a sentence. */
export function failureWords({ warnings, steps }: Pick<ShareStatus, "warnings" | "steps">): string {
  const [warning] = warnings;
  if (warning !== undefined) {
    const { why, safe } = warningWords(warning);
    return [why, safe].filter(Boolean).join(" ");
  }
  return failedStepWords(steps) ?? words.value.card.untold;
}

/** Why the step that failed has; null when none says so. */
export function failedStepWords(steps: readonly StepStatus[]): string | null {
  const failed = steps.find(({ state, error }) => state === "failed" && error !== undefined);
  return failed?.error === undefined ? null : reasonWords(failed.error);
}

/** The values of a sentence as a person reads them: who was asked by name. */
function spoken({ by, ...values }: Params): Params {
  return by === undefined ? values : { ...values, by: whoOf(by) };
}
