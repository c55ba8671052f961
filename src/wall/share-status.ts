import type { ShareStatus, StepStatus } from "../contract/shares.ts";
import { runProgress } from "../core/steps.ts";
import { countedSteps, stepNamed } from "../pipeline/plan.ts";
import { warningsOf } from "../store/shares.ts";
import { stepsOfRun, stepsOfRuns } from "../store/steps.ts";
import type { Reader } from "../store/store.ts";
import type { ShareRow, StepRow } from "../store/tables.ts";

/** ISO 8601 in UTC, as every time on the wire. */
export const isoTime = (ms: number): string => new Date(ms).toISOString();
export const isoTimeOrNull = (ms: number | null): string | null => (ms === null ? null : isoTime(ms));

/** The status document of a share. `brief` is what a key that may not read learns: states, no titles, no error details. */
export async function shareStatus(db: Reader, share: ShareRow, brief = false): Promise<ShareStatus> {
  const steps = share.run === null ? [] : await stepsOfRun(db, share.run);
  return statusDocument(share, steps, brief);
}

export async function shareStatuses(db: Reader, shares: readonly ShareRow[]): Promise<ShareStatus[]> {
  const steps = await stepsOfRuns(
    db,
    shares.flatMap((share) => share.run ?? []),
  );
  return shares.map((share) => statusDocument(share, steps.get(share.run ?? "") ?? [], false));
}

function statusDocument(share: ShareRow, steps: readonly StepRow[], brief: boolean): ShareStatus {
  const { stage, progress } = stageOf(share, steps);
  const done = share.state === "completed";
  return {
    processing_id: share.id,
    status: share.state,
    stage,
    progress,
    message: messageOf(share, steps, stage),
    result_id: done && !brief ? share.item : null,
    item_id: brief ? null : share.item,
    duplicate_of: share.duplicate === 1 && !brief ? share.item : null,
    created_at: isoTime(share.created_at),
    updated_at: isoTime(share.updated_at),
    warnings: brief ? [] : warningsOf(share),
    steps: steps.map((step) => stepStatus(step, brief)),
  };
}

function stageOf(share: ShareRow, steps: readonly StepRow[]): Pick<ShareStatus, "stage" | "progress"> {
  switch (share.state) {
    case "completed":
      return { stage: "completed", progress: 1 };
    case "error":
      return { stage: "error", progress: 0 };
    case "cancelled":
      return { stage: "cancelled", progress: null };
    case "processing":
      return runProgress(steps);
    default:
      return share.state satisfies never;
  }
}

const STAGE_MESSAGES = {
  started: "Started",
  analyzing: "Analyzing content…",
  storing: "Putting it on the wall…",
  completed: "Done",
  cancelled: "Cancelled",
  error: "It could not be kept whole",
} as const;

function messageOf(share: ShareRow, steps: readonly StepRow[], stage: ShareStatus["stage"]): string {
  if (share.state === "error") {
    const failed = steps.find((step) => step.state === "failed" && step.error_code === share.error_code);
    return failed?.error_detail ?? STAGE_MESSAGES.error;
  }
  if (share.state !== "processing") return STAGE_MESSAGES[stage];
  const running = steps.find((step) => step.state === "running" && step.name !== "glance");
  if (running) return stepNamed(running.name).message;
  const waiting = waitingStep(steps);
  if (waiting?.error_detail) return `${waiting.error_detail} Trying again soon.`;
  return STAGE_MESSAGES[stage];
}

const waitingStep = (steps: readonly StepRow[]): StepRow | undefined =>
  steps.find((step) => step.state === "waiting" && step.name !== "glance");

function stepStatus(step: StepRow, brief: boolean): StepStatus {
  const hasError = step.error_code !== null && step.state !== "done";
  return {
    name: step.name,
    state: step.state,
    attempt: step.tries + (step.state === "failed" ? 0 : 1),
    ...(step.started_at === null ? {} : { started_at: isoTime(step.started_at) }),
    ...(step.ended_at === null ? {} : { finished_at: isoTime(step.ended_at) }),
    ...(step.state === "waiting" && step.due_at !== null ? { retry_at: isoTime(step.due_at) } : {}),
    ...(hasError && !brief
      ? {
          error: {
            code: step.error_code ?? "",
            message: step.error_detail ?? "",
            retryable: step.retryable === 1,
          },
        }
      : {}),
  };
}

/** The status of a share whoever's it is: for streams that have checked whose before. */
export async function statusOfShare(
  db: Reader,
  id: string,
): Promise<{ readonly status: ShareStatus; readonly version: number } | null> {
  const share = await db.selectFrom("shares").selectAll().where("id", "=", id).executeTakeFirst();
  return share ? { status: await shareStatus(db, share), version: share.version } : null;
}

/** What a card at work shows to the person who shared: its steps are nobody else's. */
export interface ShareProgress {
  readonly person: string;
  readonly told: Readonly<Record<string, unknown>>;
}

/** Null when the share is not at work any more. */
export async function progressOf(db: Reader, id: string): Promise<ShareProgress | null> {
  const share = await db.selectFrom("shares").selectAll().where("id", "=", id).executeTakeFirst();
  if (share?.state !== "processing" || share.run === null) return null;
  const steps = await stepsOfRun(db, share.run);
  const { stage, progress, message } = statusDocument(share, steps, false);
  const running = steps.find((step) => step.state === "running" && step.name !== "glance");
  const { number, total } = countedSteps(steps);
  const told = {
    item_id: share.item,
    share_id: share.id,
    stage,
    progress,
    message,
    waits_for: running === undefined ? (waitingStep(steps)?.error_code ?? null) : null,
    step: running?.name ?? null,
    step_number: number,
    steps_total: total,
  };
  return { person: share.person, told };
}
