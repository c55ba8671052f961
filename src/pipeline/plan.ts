import type { StepName } from "../contract/shares.ts";
import { isOpen, type StepStanding } from "../core/steps.ts";
import type { StepDefinition } from "./step.ts";
import { analyze } from "./steps/analyze.ts";
import { files } from "./steps/files.ts";
import { finish } from "./steps/finish.ts";
import { glance } from "./steps/glance.ts";
import { images } from "./steps/images.ts";
import { read } from "./steps/read.ts";

/** Every step there is, in the order a person is told about them. */
export const STEPS = { read, files, glance, images, analyze, finish } satisfies Record<StepName, unknown>;

/** A step by its name. Inputs and outputs pass between the functions of one definition only, so here they are unknown. */
export function stepNamed(name: StepName): StepDefinition<unknown, unknown> {
  return STEPS[name] as unknown as StepDefinition<unknown, unknown>;
}

/** Quick reading of what a person sent waits this long for the page itself. */
export const GLANCE_AFTER_MS = 3_000;

export interface PlannedStep {
  readonly name: StepName;
  /** Not before this long from now; 0 is ready at once. */
  readonly afterMs: number;
  /** What its first attempt shall know; JSON. */
  readonly memo?: string;
}

/** The steps a share begins with. */
export function firstSteps(has: { page: boolean; files: boolean }): PlannedStep[] {
  const planned: PlannedStep[] = [];
  if (has.page) planned.push({ name: "read", afterMs: 0 }, { name: "glance", afterMs: GLANCE_AFTER_MS });
  if (has.files) planned.push({ name: "files", afterMs: 0 });
  if (planned.length === 0) planned.push({ name: "analyze", afterMs: 0 });
  return planned;
}

/**
 * What follows what, in this one place: when the last of `read` and `files` has ended, however it ended, `analyze`
 * becomes ready; when `analyze` has, and `images` where there is one, `finish`. Nothing waits for `glance`.
 */
export function nextStep(steps: readonly StepStanding[]): StepName | null {
  const of = (name: StepName) => steps.find((step) => step.name === name);
  const isEnded = (name: StepName) => {
    const step = of(name);
    return step === undefined || !isOpen(step.state);
  };
  if (!of("analyze")) return isEnded("read") && isEnded("files") ? "analyze" : null;
  if (!of("finish")) return isEnded("analyze") && isEnded("images") ? "finish" : null;
  return null;
}

/** Steps after which, by `nextStep`, the end of a run may come. */
export function mayBeLastBeforeFinish(name: StepName): boolean {
  return name === "analyze" || name === "images";
}

/** The steps that count for "2 of 4" on a card; `glance` only bridges a slow page, `images` runs beside the analysis. */
export function countedSteps(steps: readonly StepStanding[]): { number: number; total: number } {
  const counted = steps.filter((step) => step.name !== "glance" && step.name !== "images");
  const gathering = counted.filter((step) => step.name === "read" || step.name === "files").length;
  const ended = counted.filter((step) => !isOpen(step.state)).length;
  const total = gathering + 2;
  return { number: Math.min(ended + 1, total), total };
}

/** Steps of a run to do again: those that failed, in their order. */
export function stepsToRetry(steps: readonly StepStanding[]): StepName[] {
  const failed = steps.filter((step) => step.state === "failed" || step.state === "cancelled").map((step) => step.name);
  const gathering = failed.filter((name) => name === "read" || name === "files");
  if (gathering.length > 0) return gathering;
  const again = failed.filter((name) => name === "images" || name === "analyze");
  if (again.length > 0) return again;
  return failed.includes("finish") ? ["finish"] : [];
}
