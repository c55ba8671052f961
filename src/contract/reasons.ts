/**
 * The codes of what can go wrong with a piece of work, all of them. The page says each in a person's language by these
 * (web/src/words/<language>/told.ts), so a code that stands here without words does not compile there.
 */

/**
 * Why a model gave no answer that can be used.
 *
 * `ai-spend-limit` is a 429 or 402 that no waiting mends; `ai-answer-malformed` is no JSON at all, `ai-answer-invalid`
 * JSON of another shape; `ai-answer-cut` ended at the token limit; `ai-answer-too-large` was more than we read.
 */
export const MODEL_FAILURES = [
  "ai-key-refused",
  "ai-not-allowed",
  "ai-model-unknown",
  "ai-request-refused",
  "ai-too-large",
  "ai-spend-limit",
  "ai-rate-limited",
  "ai-busy",
  "ai-error",
  "ai-overloaded",
  "ai-timeout",
  "ai-connection-lost",
  "ai-refused",
  "ai-answer-cut",
  "ai-answer-malformed",
  "ai-answer-invalid",
  "ai-answer-too-large",
] as const;
export type ModelFailureCode = (typeof MODEL_FAILURES)[number];

/** What became of asking somebody for an analysis. `later`: left to a batch or a quieter moment. */
export const ASK_OUTCOMES = ["answered", "later", "resting", "budget-reached", "step-lost", ...MODEL_FAILURES] as const;
export type AskOutcome = (typeof ASK_OUTCOMES)[number];

/** For what a step waits that has not failed. */
export const WAIT_REASONS = [
  "waiting",
  "database-away",
  "site-resting",
  "site-busy",
  "ai-resting",
  "ai-full",
  "ai-batch-wanted",
  "ai-batch-sent",
] as const;
export type WaitReason = (typeof WAIT_REASONS)[number];

/** Why an attempt of a step failed. */
export const STEP_FAILURES = [
  "address-refused",
  "page-unreachable",
  "page-timeout",
  "page-unavailable",
  "page-gone",
  "page-refused",
  "page-too-complex",
  "page-not-readable",
  "page-challenge",
  "page-login",
  "page-consent",
  "page-script-needed",
  "file-too-large",
  "analysis-crashed",
  "analysis-timeout",
  "analysis-closed",
  "ai-not-there",
  ...MODEL_FAILURES,
  "step-timeout",
  "poison",
  "internal",
] as const;
export type StepFailure = (typeof STEP_FAILURES)[number];

/** Why less is known of a file than could be. It is kept and downloadable all the same. */
export const FILE_PROBLEMS = [
  "file-encrypted",
  "file-broken",
  "file-too-large-to-look",
  "file-took-too-long",
  "heic-unsupported",
] as const;
export type FileProblem = (typeof FILE_PROBLEMS)[number];

/** What a share may carry as a warning: it came through, and something about it is less than it could be. */
export const WARNINGS = [
  "page-unread",
  "files-unread",
  "images-unread",
  "ai-unavailable",
  "ai-budget",
  "no-room",
  ...FILE_PROBLEMS,
] as const;
export type WarningCode = (typeof WARNINGS)[number];
